/** What a chart shows, apart from how it is drawn. */
import type { ColumnKind } from "./figure.ts";

export interface Axis {
  readonly title: string;
  readonly kind: ColumnKind | "day";
  readonly min?: number;
  readonly max?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** An interval around it: x, low, high. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
  readonly isDashed?: boolean;
  /** Holds from each point to the next, as a share at most does. */
  readonly isStepped?: boolean;
}

export interface LineChart {
  readonly kind: "lines";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface BarChart {
  readonly kind: "bars";
  readonly x: string;
  readonly y: Axis;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** The series of a category on top of each other rather than side by side. */
  readonly isStacked: boolean;
  /** Categories drawn strong, others faint; all strong where there are none. */
  readonly marked?: readonly string[];
}

/** One colored cell per row and column. */
export interface HeatChart {
  readonly kind: "heat";
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly unit: Axis;
}

export type Chart = LineChart | BarChart | HeatChart;
