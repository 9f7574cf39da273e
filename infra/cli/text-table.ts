/** Rows of text as a table for a terminal. */

const gap = "  ";
const control = /\p{Cc}/gu;

/**
 * Columns as wide as their widest cell, two blanks apart; the last is cut so that no line is wider than `width`
 * (unlimited: Infinity). Control characters are shown as `?`: cells may be what a file or a router said.
 */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const lines = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll(control, "?")));
  const widths = header.map((_, column) =>
    lines.reduce((widest, row) => Math.max(widest, (row[column] ?? "").length), 0),
  );
  return lines
    .map((row) => `${cut(row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(gap), width)}\n`)
    .join("");
}

function cut(line: string, width: number): string {
  const text = line.trimEnd();
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Of the terminal; without one nothing is cut. */
export const terminalWidth = (): number => process.stdout.columns ?? Number.POSITIVE_INFINITY;
