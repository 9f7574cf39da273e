/** Measurements as text of at most 100 columns, and as Markdown. */
import type { Measurement } from "./benchmark.ts";

const columns = [
  { title: "stage", width: 8 },
  { title: "event", width: 17 },
  { title: "events/s", width: 9, right: true },
  { title: "CPU us/event", width: 8, right: true },
  { title: "floor", width: 9, right: true },
  { title: "ratio", width: 11, right: true },
  { title: "aim", width: 16 },
  { title: "", width: 6 },
] as const;

const lineWidth = 100;
const gap = "  ";

/** A row of cells for each line, and below the table what each floor is, with the notes. */
export function formatTable(lines: readonly Measurement[]): string {
  const header = columns.map(({ title }) => title);
  const rule = columns.map(({ width }) => "-".repeat(width));
  const rows = [header, rule, ...lines.map(cellsOf)].flatMap(wrapRow);
  const notes = lines.flatMap(({ stage, ...line }) => wrap(`${stage}: ${notesOf(line)}`, lineWidth, "  "));
  return [...rows, "", ...notes, ""].join("\n");
}

/** The same as a Markdown table with a list below it. */
export function formatMarkdown(lines: readonly Measurement[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = [
    row(columns.map(({ title }) => title)),
    row(columns.map((column) => ("right" in column ? "---:" : "---"))),
    ...lines.map((line) => row(cellsOf(line))),
  ];
  return [...rows, "", ...lines.map(({ stage, ...line }) => `- ${stage}: ${notesOf(line)}.`)].join("\n");
}

function cellsOf(line: Measurement): readonly string[] {
  const { stage, event, ratePerSecond, cpuUs, ratio, figure, aim, met } = line;
  return [
    stage,
    event,
    formatNumber(ratePerSecond),
    cpuUs === null ? "" : formatNumber(cpuUs),
    formatFloor(line),
    figure ?? (ratio === null ? "" : formatNumber(ratio)),
    aim,
    aim === "" ? "" : met ? "met" : "missed",
  ];
}

/** In the unit that the ratio is taken in: CPU where there is one. */
function formatFloor({ floor }: Pick<Measurement, "floor">): string {
  if (floor === null) return "";
  return floor.cpuUs === null ? `${formatNumber(floor.ratePerSecond)}/s` : `${formatNumber(floor.cpuUs)} us`;
}

const notesOf = ({ floor, notes }: Pick<Measurement, "floor" | "notes">): string =>
  [...(floor === null ? [] : [`the floor is ${floor.what}`]), ...notes].join("; ");

/** Three figures that count, thousands apart: 1,234,000, 290, 6.58, 0.0123. */
export function formatNumber(value: number): string {
  if (value >= 1000) {
    const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
    return (Math.round(value / unit) * unit).toLocaleString("en-US");
  }
  return String(Number(value.toPrecision(3)));
}

function wrapRow(cells: readonly string[]): string[] {
  const wrapped = columns.map(({ width }, index) => wrap(cells[index] ?? "", width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => {
        const text = wrapped[index]?.[line] ?? "";
        return "right" in column ? text.padStart(column.width) : text.padEnd(column.width);
      })
      .join(gap)
      .trimEnd(),
  );
}

/** Lines of whole words; lines after the first begin with `indent`. A longer word is cut. */
function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => cut(whole, width - indent.length))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line];
}

const cut = (word: string, width: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(word.length / width)) }, (_, piece) =>
    word.slice(piece * width, (piece + 1) * width),
  );
