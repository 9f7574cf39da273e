/** One page that needs nothing but a browser: no script, nothing from elsewhere; light or dark as its reader has it, and for print. */
import { type Figure, kindIn, shownColumns, type TableRow } from "../figure.ts";
import { csvName, sqlName } from "../manifest.ts";
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
import { escapeHtml, renderSvg } from "./svg.ts";
import { style } from "./style.ts";

const wide = 760;
const narrow = 340;

export function renderHtml(report: Report): string {
  const title = `${titleOf(report)}, ${report.scope.period.firstDay}`;
  const pages = report.pages.map((page, n) => ({ ...page, id: `page-${n + 1}` }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(titleOf(report))}</h1>
<p class="period">${escapeHtml(periodLine(report))}${report.scope.area === null ? "" : `, area ${escapeHtml(report.scope.area)}`}</p>
<nav>${pages.map(({ id, title: name }) => `<a href="#${id}">${escapeHtml(name.replace(/ \(.*/, ""))}</a>`).join("")}</nav>
</header>
<main>
${pages.map(({ id, title: name, figures }) => `<section id="${id}">\n<h2>${escapeHtml(name)}</h2>\n${figures.map((one) => renderFigure(one, beforeOf(one, report.previous))).join("\n")}\n</section>`).join("\n")}
</main>
<footer>
<dl>${aboutLines(report)
    .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join("")}</dl>
</footer>
</body>
</html>
`;
}

function renderFigure(figure: Figure, before: Numbers): string {
  const { spec, outcome, coverage } = figure;
  const body =
    "insufficient" in outcome
      ? `<p class="insufficient">insufficient: ${escapeHtml(outcome.insufficient)}</p>`
      : `${renderChart(figure)}${renderTable(figure, outcome.rows, before)}`;
  const basis =
    coverage === null ? "" : `<p class="coverage">Coverage: ${escapeHtml(coverageLine(coverage))}.</p>`;
  return `<article id="${spec.id}">
<h3>${escapeHtml(spec.title)}</h3>
${body}
<div class="notes"><p>${escapeHtml(spec.definition)}</p>${basis}${renderFiles(figure)}</div>
</article>`;
}

function renderChart({ spec, chart }: Figure): string {
  if (chart === null) return "";
  const svg = (width: number, className: string): string =>
    renderSvg(draw(chart, width), spec.title, className);
  return `<figure>${svg(wide, "wide")}${svg(narrow, "narrow")}</figure>`;
}

function renderTable({ spec, chart }: Figure, rows: readonly TableRow[], before: Numbers): string {
  if (rows.length === 0) return '<p class="none">None.</p>';
  if (spec.isHeadline === true && rows.length === 1) return renderTiles(spec.columns, rows[0] ?? {}, before);
  const shown = rows.slice(0, rowsOnPage);
  const columns = shownColumns(spec.columns);
  const head = columns.map(({ title, kind }) => `<th scope="col"${alignOf(kind)}>${escapeHtml(title)}</th>`);
  const body = shown.map(
    (row) =>
      `<tr>${columns
        .map(
          (one) =>
            `<td${alignOf(one.kind)}>${escapeHtml(formatCell(row[one.name] ?? null, kindIn(one, row)))}</td>`,
        )
        .join("")}</tr>`,
  );
  const more =
    rows.length > shown.length ? `<p class="more">The first ${shown.length} of ${rows.length} rows.</p>` : "";
  const table = `<div class="scroll"><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>${more}`;
  // What a chart shows is told again in numbers for who wants them.
  if (chart === null || rows.length <= 6) return table;
  return `<details><summary>The numbers</summary>${table}</details>`;
}

const renderTiles = (columns: Figure["spec"]["columns"], row: TableRow, before: Numbers): string =>
  `<dl class="tiles">${columns
    .map((one) => {
      const line = beforeLine(one, before);
      const then = line === null ? "" : `<dd class="before">${escapeHtml(line)}</dd>`;
      return `<div><dt>${escapeHtml(one.title)}</dt><dd>${escapeHtml(formatCell(row[one.name] ?? null, one.kind))}</dd>${then}</div>`;
    })
    .join("")}</dl>`;

const alignOf = (kind: string): string => (kind === "text" ? "" : ' class="n"');

function renderFiles(figure: Figure): string {
  const files = [csvName(figure), sqlName(figure)].filter((name) => name !== null);
  if (files.length === 0) return "";
  return `<p class="files">${files.map((name) => `<a href="${name}">${name}</a>`).join(" ")}</p>`;
}
