/** The report on A4. */
import { type Column, type Figure, kindIn, shownColumns, type TableRow } from "../figure.ts";
import type { Report } from "../report.ts";
import {
  aboutLines,
  beforeLine,
  beforeOf,
  coverageLine,
  type Numbers,
  periodLine,
  rowsOnPage,
  titleOf,
} from "./about.ts";
import { formatCell } from "./cell.ts";
import { draw } from "./draw.ts";
import { createPaper, type Paper, type TextStyle } from "./paper.ts";

const heading: TextStyle = { size: 16, isBold: true };
const subheading: TextStyle = { size: 11, isBold: true };
const small: TextStyle = { size: 7.5, color: "muted" };
/** Of a drawing; on paper it is as wide as the text. */
const chartWidth = 680;

export async function renderPdf(report: Report): Promise<Buffer> {
  const title = `${titleOf(report)}, ${periodLine(report)}`;
  const paper = createPaper(title, report.scope.period.to);
  paper.write(titleOf(report), { size: 24, isBold: true });
  paper.skip(4);
  for (const [name, value] of aboutLines(report).slice(1))
    paper.write(`${name}: ${value}`, { size: 9, color: "muted" });
  paper.skip(14);
  report.pages.forEach((page, n) => {
    if (n > 0) paper.newPage();
    paper.write(page.title, heading);
    paper.rule("ink");
    for (const figure of page.figures) writeFigure(paper, figure, beforeOf(figure, report.previous));
  });
  const area = report.scope.area === null ? "" : `, area ${report.scope.area}`;
  return paper.finish(`${title}${area}, snapshot ${report.snapshot}`);
}

function writeFigure(paper: Paper, figure: Figure, before: Numbers): void {
  const { spec, outcome, chart } = figure;
  const drawing = chart === null ? null : draw(chart, chartWidth);
  const drawn = drawing === null ? 0 : (drawing.height * paper.width) / drawing.width;
  paper.skip(10);
  paper.need(60 + drawn + tableHeight(figure));
  paper.write(spec.title, subheading);
  paper.skip(4);
  if ("insufficient" in outcome)
    paper.write(`insufficient: ${outcome.insufficient}`, { size: 9, color: "series-1" });
  else {
    if (drawing !== null) paper.draw(drawing);
    writeTable(paper, figure, outcome.rows, before);
  }
  paper.skip(4);
  const notes = [
    spec.definition,
    ...(figure.coverage === null ? [] : [`Coverage: ${coverageLine(figure.coverage)}.`]),
  ].join("\n");
  paper.need(paper.heightOf(notes, small));
  paper.write(notes, small);
  paper.skip(6);
}

const rowHeight = 12;
/** Rows under a chart: what it shows at a glance is not listed at length. */
const rowsUnderChart = 6;

function writeTable(paper: Paper, { spec, chart }: Figure, rows: readonly TableRow[], before: Numbers): void {
  if (rows.length === 0) return paper.write("None.", { size: 9, color: "muted" });
  if (spec.isHeadline === true) return writeTiles(paper, spec.columns, rows[0] ?? {}, before);
  if (chart !== null && rows.length > rowsUnderChart)
    return paper.write(`${rows.length} rows in the CSV.`, small);
  const shown = rows.slice(0, rowsOnPage);
  const columns = shownColumns(spec.columns);
  const layout = layOut(paper, columns, shown);
  if (layout === null) {
    for (const one of shown) writeTiles(paper, columns, one, {});
    return;
  }
  const row = (texts: readonly string[], style: TextStyle): void =>
    paper.writeRow(
      columns.map(({ kind }, n) => ({
        text: texts[n] ?? "",
        width: layout.widths[n] ?? 0,
        align: kind === "text" ? "left" : "right",
      })),
      style,
    );
  row(
    columns.map(({ title }) => title),
    { size: layout.size, color: "muted", isBold: true },
  );
  paper.rule("muted");
  for (const one of shown)
    row(
      columns.map((column) => formatCell(one[column.name] ?? null, kindIn(column, one))),
      { size: layout.size },
    );
  if (rows.length > shown.length) paper.write(`The first ${shown.length} of ${rows.length} rows.`, small);
}

/** So that a table stays on one page where it can; nothing of what is no table. */
function tableHeight({ spec, outcome, chart }: Figure): number {
  if ("insufficient" in outcome || spec.isHeadline === true) return 0;
  const isListed = chart === null || outcome.rows.length <= rowsUnderChart;
  return isListed ? (Math.min(outcome.rows.length, rowsOnPage) + 1) * rowHeight : 0;
}

/** Sizes of a table's text, in points: the first that fits. */
const cellSizes = [8, 7, 6];
/** More rows than this are cut to the paper rather than written one by one. */
const mostRecords = 4;

interface Layout {
  readonly widths: readonly number[];
  readonly size: number;
}

/**
 * As wide as the widest cell needs, in the greatest size that fits; where none does, the widest columns give way first. null where
 * few rows are so wide that each is better written by itself.
 */
function layOut(paper: Paper, columns: readonly Column[], rows: readonly TableRow[]): Layout | null {
  const wantedAt = (size: number): number[] =>
    columns.map((column) => {
      const cells = rows.map((row) =>
        paper.widthOf(formatCell(row[column.name] ?? null, kindIn(column, row)), { size }),
      );
      return Math.max(paper.widthOf(column.title, { size, isBold: true }), ...cells) + 10;
    });
  const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);
  const size = cellSizes.find((one) => total(wantedAt(one)) <= paper.width);
  if (size !== undefined) return { widths: wantedAt(size), size };
  if (rows.length <= mostRecords) return null;
  const least = cellSizes.at(-1) ?? 6;
  const wanted = wantedAt(least);
  let most = Math.max(...wanted);
  const cut = (): number[] => wanted.map((width) => Math.min(width, most));
  while (total(cut()) > paper.width && most > 20) most -= 2;
  return { widths: cut(), size: least };
}

/** Names over numbers, four side by side, and what they were before. */
function writeTiles(paper: Paper, columns: readonly Column[], row: TableRow, before: Numbers): void {
  const across = 4;
  for (let first = 0; first < columns.length; first += across) {
    const line = columns.slice(first, first + across);
    const width = paper.width / across;
    const lines = line.map((column) => beforeLine(column, before));
    paper.need(46);
    paper.writeRow(
      line.map(({ title }) => ({ text: title, width, align: "left" as const })),
      { size: 8, color: "muted" },
    );
    paper.writeRow(
      line.map((column) => ({
        text: formatCell(row[column.name] ?? null, kindIn(column, row)),
        width,
        align: "left" as const,
      })),
      { size: 13, isBold: true },
    );
    if (lines.some((one) => one !== null))
      paper.writeRow(
        lines.map((one) => ({ text: one ?? "", width, align: "left" as const })),
        small,
      );
    paper.skip(3);
  }
}
