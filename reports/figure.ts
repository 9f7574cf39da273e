/** A figure: one question of a planner, with its definition, its SQL and how its answer becomes a table and a chart. */
import type { Chart } from "./chart.ts";
import type { DailyValue, Prediction } from "./forecast.ts";
import type { Period } from "./period.ts";
import type { Scope } from "./scope.ts";

/** null: not known, or too little data to say. */
export type Cell = string | number | null;
export type TableRow = Readonly<Record<string, Cell>>;
/** A row as ClickHouse answers it. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * What a number is: `share` of 1, `points` a difference of shares (of 1), `bits` per second, `bytes`, `dbm`, `percent` of 100, `count` a whole number;
 * `number` any other. Columns of CSV hold it in this unit; pages show it as people read it.
 */
export type ColumnKind = (typeof kinds)[number];
const kinds = ["text", "count", "number", "share", "points", "percent", "bytes", "bits", "dbm"] as const;

export interface Column {
  /** In CSV; with its unit. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** Where rows differ in kind: the column of text that says it, which pages do not show. */
  readonly kindIn?: string;
  /** It is how much two numbers of that kind differ by. */
  readonly isDifference?: boolean;
}

/** Which windows a figure rests on, and so whose coverage is printed under it. */
export type Basis = "period" | "busy-set" | "growth" | "last-day" | "before-and-after" | "none";

/** What a figure becomes of its answers. */
export type Derived =
  | { readonly rows: readonly TableRow[] }
  /** Why there is no figure, as the end of a sentence. */
  | { readonly insufficient: string };

/** What figures may know beside the answers to their SQL. */
export interface Context {
  readonly scope: Scope;
  /** What the report before forecast: measure -> day -> prediction. */
  readonly saidBefore: ReadonlyMap<string, ReadonlyMap<number, Prediction>>;
}

export interface FigureSpec {
  /** Name of its files: kebab-case. */
  readonly id: string;
  readonly title: string;
  /** What exactly is counted; printed under the figure. */
  readonly definition: string;
  readonly basis: Basis;
  /** One statement that reads views; null of what is made of other figures. */
  readonly sql: ((scope: Scope) => string) | null;
  readonly columns: readonly Column[];
  /** From answers to the table, where they are not the table themselves. */
  readonly derive?: (answers: readonly Answer[], context: Context) => Derived;
  readonly chart?: (rows: readonly TableRow[], period: Period) => Chart | null;
  /** One row of numbers that stand for themselves; the next report tells how they have changed. */
  readonly isHeadline?: boolean;
  /** A top list: columns that name a row; the next report tells what is new in it and what has gone. */
  readonly ranking?: readonly string[];
  /** What is true of the moment of asking rather than of the snapshot: no CSV is made of it, which would differ each time. */
  readonly isOfTheMoment?: boolean;
  /** Of a forecast: what the next report compares with what came. */
  readonly forecast?: (rows: readonly TableRow[]) => ForecastTold;
}

export interface ForecastTold {
  readonly measure: string;
  readonly seen: readonly DailyValue[];
  readonly said: ReadonlyMap<number, Prediction>;
}

export interface Page {
  readonly title: string;
  readonly figures: readonly FigureSpec[];
}

/** How much of what should have been reported was. */
export interface Coverage {
  /** With windows. */
  readonly homes: number;
  readonly windows: number;
  /** Reports due in windows. */
  readonly expected: number;
  /** Those of them that came. */
  readonly covered: number;
  /** Of the time in which homes should have reported that for which they did: silence is in it. null where nothing was due. */
  readonly share: number | null;
  /** Of that time the part in which homes had no window. */
  readonly silentShare: number | null;
  /** Of these homes' hours those with windows; null where other spans are looked at. */
  readonly hoursShare: number | null;
  /** Of the hours those in which any home should have reported: less where all of them, or the tables, begin within it. null as above. */
  readonly dueShare: number | null;
}

/** A figure that was asked for. */
export interface Figure {
  readonly spec: FigureSpec;
  /** The statement as it was run; null of what is made of other figures. */
  readonly sql: string | null;
  readonly outcome: Derived;
  readonly coverage: Coverage | null;
  readonly chart: Chart | null;
}

export const text = (name: string, title: string): Column => ({ name, title, kind: "text" });
export const column = (kind: ColumnKind, name: string, title: string): Column => ({ name, title, kind });

/** Of a row's cell, for people. */
export function kindIn({ kind, kindIn: name, isDifference }: Column, row: TableRow): ColumnKind {
  const found = name === undefined ? kind : (kinds.find((one) => one === row[name]) ?? kind);
  return found === "share" && isDifference === true ? "points" : found;
}

/** Without those that only say what others are. */
export const shownColumns = (columns: readonly Column[]): readonly Column[] =>
  columns.filter(({ name }) => !columns.some((column_) => column_.kindIn === name));

/** Coverage below which nothing is said. */
export const leastCoverage = 0.5;

/** Reads a number of an answer: 64-bit ones beyond 2^53 come as text. null for what is none. */
export function numberOf(answer: Answer, name: string): number | null {
  const value = answer[name];
  if (typeof value === "number") return value;
  return typeof value === "string" && value !== "" && Number.isFinite(Number(value)) ? Number(value) : null;
}

/** Text of an answer; null is `nothing`. */
export function textOf(answer: Answer, name: string, nothing = "unknown"): string {
  const value = answer[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : nothing;
}

const decimals: Readonly<Record<Exclude<ColumnKind, "text">, number>> = {
  count: 0,
  number: 6,
  share: 6,
  points: 6,
  percent: 3,
  bytes: 0,
  bits: 0,
  dbm: 2,
};

/** A number to the decimals that its kind has in every format: what is beyond is not meant, and not the same each time. */
export function toCell(value: unknown, kind: ColumnKind): Cell {
  if (kind === "text") return typeof value === "string" || typeof value === "number" ? String(value) : null;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return Number(number.toFixed(decimals[kind]));
}

/** Answers as the columns are: each cell of its column's kind. */
export const toRows = (columns: readonly Column[], answers: readonly Answer[]): TableRow[] =>
  answers.map((answer) =>
    Object.fromEntries(columns.map(({ name, kind }) => [name, toCell(answer[name], kind)])),
  );
