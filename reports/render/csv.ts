/** A table as CSV by RFC 4180: comma, CRLF, quotes where they are needed, UTF-8, a header. */
import type { Figure } from "../figure.ts";
import type { Cell } from "../figure.ts";

/** Numbers as numbers, in the unit that the column's name says; empty for what is not known. Without a figure it says why. */
export function renderCsv({ spec, outcome }: Figure): string {
  if ("insufficient" in outcome) return lines([["insufficient"], [outcome.insufficient]]);
  const rows = outcome.rows.map((row) => spec.columns.map(({ name }) => row[name] ?? null));
  return lines([spec.columns.map(({ name }) => name), ...rows]);
}

const lines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(toField).join(",")}\r\n`).join("");

function toField(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
