/** A workbook: a sheet of what it is about, then one a figure; numbers as numbers, headers frozen. */
import writeExcelFile, { type Row, type Sheet } from "write-excel-file/node";
import type { ColumnKind, Figure, TableRow } from "../figure.ts";
import type { Report } from "../report.ts";
import { aboutLines, coverageLine } from "./about.ts";

/** Spreadsheets take no more; a table that is longer is whole in its CSV. */
const mostRows = 1_048_000;

export async function renderXlsx(report: Report): Promise<Buffer> {
  const figures = report.pages.flatMap((page) => page.figures);
  const names = sheetNames(figures);
  const sheets = figures.map((figure, n) => toSheet(figure, names[n] ?? `figure ${n + 1}`));
  return writeExcelFile([aboutSheet(report, figures, names), ...sheets]).toBuffer();
}

const header = (value: string) => ({ value, type: String, fontWeight: "bold" }) as const;
const plain = (value: string) => ({ value, type: String, wrap: true, alignVertical: "top" }) as const;

function aboutSheet(report: Report, figures: readonly Figure[], names: readonly string[]): Sheet<never> {
  const about = aboutLines(report).map(([name, value]): Row => [header(name), plain(value)]);
  const list = figures.map((figure, n): Row => [
    plain(names[n] ?? ""),
    plain(figure.spec.title),
    plain(figure.spec.definition),
    plain(coverageLine(figure.coverage)),
  ]);
  return {
    sheet: "about",
    data: [
      ...about,
      [],
      [header("Sheet"), header("Figure"), header("Definition"), header("Coverage")],
      ...list,
    ],
    columns: [{ width: 24 }, { width: 44 }, { width: 90 }, { width: 60 }],
  };
}

function toSheet({ spec, outcome }: Figure, sheet: string): Sheet<never> {
  if ("insufficient" in outcome)
    return { sheet, data: [[header("insufficient")], [plain(outcome.insufficient)]], stickyRowsCount: 1 };
  const rows = outcome.rows.slice(0, mostRows).map((row) => toSheetRow(spec.columns, row));
  return {
    sheet,
    data: [spec.columns.map(({ name }) => header(name)), ...rows],
    columns: spec.columns.map(({ name, kind }) => ({
      width: Math.max(name.length + 2, kind === "text" ? 24 : 12),
    })),
    stickyRowsCount: 1,
  };
}

const formats: Readonly<Record<Exclude<ColumnKind, "text">, string>> = {
  count: "#,##0",
  number: "#,##0.###",
  share: "0.0%",
  points: "0.00%",
  percent: "0.0",
  bytes: "#,##0",
  bits: "#,##0",
  dbm: "0.0",
};

const toSheetRow = (columns: Figure["spec"]["columns"], row: TableRow): Row =>
  columns.map(({ name, kind }) => {
    const cell = row[name] ?? null;
    if (cell === null) return null;
    if (typeof cell === "string" || kind === "text") return { value: String(cell), type: String };
    return { value: cell, type: Number, format: formats[kind] };
  });

/** Sheets are named by at most 31 characters, each differently. */
function sheetNames(figures: readonly Figure[]): string[] {
  const names: string[] = [];
  for (const { spec } of figures) {
    const name = spec.id.slice(0, 31);
    names.push(names.includes(name) ? `${name.slice(0, 28)}~${names.length}` : name);
  }
  return names;
}
