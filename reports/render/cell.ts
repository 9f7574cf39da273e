/** A cell as people read it; the same on every page and axis. */
import type { Axis } from "../chart.ts";
import type { Cell, ColumnKind } from "../figure.ts";
import { toCalendarDay } from "../zone.ts";

/** For what is not known, or too little to say. */
export const nothing = "–";

export function formatCell(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return nothing;
  if (typeof cell === "string" || kind === "text") return String(cell);
  return formats[kind](cell);
}

const formats: Readonly<Record<Exclude<ColumnKind, "text">, (value: number) => string>> = {
  count: (value) => grouped(value, 0),
  number: (value) => grouped(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3),
  share: (value) => `${grouped(value * 100, Math.abs(value) >= 0.1 || value === 0 ? 1 : 2)} %`,
  points: (value) => `${value > 0 ? "+" : ""}${grouped(value * 100, 2)} pp`,
  percent: (value) => `${grouped(value, 1)} %`,
  dbm: (value) => `${grouped(value, 1)} dBm`.replace("-", "−"),
  bytes: (value) => `${scaled(value)}B`,
  bits: (value) => `${scaled(value)}bit/s`,
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

/** A value on an axis: shorter than in a table. */
export function formatTick(value: number, kind: Axis["kind"]): string {
  if (kind === "day") {
    const { month, day } = toCalendarDay(value * dayMs);
    return `${day} ${months[month - 1] ?? ""}`;
  }
  if (kind === "share") return `${trimmed(value * 100)} %`;
  if (kind === "percent") return `${trimmed(value)} %`;
  if (kind === "bytes" || kind === "bits") return formatCell(value, kind);
  return trimmed(value).replace("-", "−");
}

const trimmed = (value: number): string => String(Number(value.toPrecision(6)));

/** At most so many decimals, thousands apart. */
function grouped(value: number, decimals: number): string {
  const [whole = "", rest = ""] = Math.abs(value).toFixed(decimals).split(".");
  const fraction = rest.replace(/0+$/, "");
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 && Number(whole + rest) !== 0 ? "-" : "";
  return `${sign}${digits}${fraction === "" ? "" : `.${fraction}`}`;
}

const prefixes = ["", "k", "M", "G", "T", "P", "E"];

/** Three digits and a prefix, with the space before the unit. */
function scaled(value: number): string {
  if (value === 0) return "0 ";
  const power = Math.min(prefixes.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(value)) / 3)));
  const short = value / 1000 ** power;
  const digits = Number(short.toPrecision(3));
  // 999.9 k is a million.
  if (Math.abs(digits) >= 1000 && power < prefixes.length - 1) return `1 ${prefixes[power + 1] ?? ""}`;
  return `${digits} ${prefixes[power] ?? ""}`;
}
