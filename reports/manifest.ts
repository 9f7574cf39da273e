/** What a report was made of, and what the next one needs to know of it. */
import type { Figure } from "./figure.ts";
import type { Prediction } from "./forecast.ts";
import type { Report } from "./report.ts";

export interface Manifest {
  readonly format: 1;
  readonly report: string;
  readonly program: string;
  readonly snapshot: string;
  readonly store_changed_while_reading: boolean;
  /** All that was received before the period's end is in the tables; null: nothing tells. */
  readonly complete: boolean | null;
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly days: number;
    readonly zone: string;
  };
  readonly area: string | null;
  readonly coverage: {
    readonly homes: number;
    readonly windows: number;
    readonly expected: number;
    readonly covered: number;
    readonly share: number | null;
    readonly silent_share: number | null;
    readonly hours_share: number | null;
  };
  /** The snapshot and first day of the report that this one was compared with. */
  readonly previous: { readonly snapshot: string; readonly from: string } | null;
  readonly figures: readonly ManifestFigure[];
  /** Figure -> column -> number, of those that stand for themselves. */
  readonly headlines: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Figure -> what was in the list, and in how many reports in a row. */
  readonly rankings: Readonly<Record<string, readonly Ranked[]>>;
  /** Measure -> day since 1970, mean, low, high. */
  readonly forecasts: Readonly<Record<string, readonly ForecastDay[]>>;
}

export interface ManifestFigure {
  readonly id: string;
  readonly title: string;
  readonly rows: number;
  /** Why there are none. */
  readonly insufficient: string | null;
  readonly csv: string | null;
  readonly sql: string | null;
}

export interface Ranked {
  readonly key: string;
  readonly reports: number;
}

export type ForecastDay = readonly [day: number, mean: number, low: number, high: number];

export const csvName = ({ spec }: Figure): string | null =>
  spec.isOfTheMoment === true ? null : `csv/${spec.id}.csv`;
export const sqlName = ({ spec, sql }: Figure): string | null => (sql === null ? null : `sql/${spec.id}.sql`);

export function toManifest(report: Report): Manifest {
  const { kind, scope, program, snapshot, hasChanged, isComplete, coverage, previous } = report;
  const figures = report.pages.flatMap((page) => page.figures);
  const { firstDay, endDay, days, zone } = scope.period;
  return {
    format: 1,
    report: kind.name,
    program,
    snapshot,
    store_changed_while_reading: hasChanged,
    complete: isComplete,
    period: { from: firstDay, to: endDay, days, zone },
    area: scope.area,
    coverage: {
      homes: coverage.homes,
      windows: coverage.windows,
      expected: coverage.expected,
      covered: coverage.covered,
      share: coverage.share,
      silent_share: coverage.silentShare,
      hours_share: coverage.hoursShare,
    },
    previous: previous === null ? null : { snapshot: previous.snapshot, from: previous.period.from },
    figures: figures.map(toManifestFigure),
    headlines: Object.fromEntries(figures.flatMap(headlineOf)),
    rankings: Object.fromEntries(figures.flatMap((figure) => rankingOf(figure, previous))),
    forecasts: Object.fromEntries(figures.flatMap(forecastOf)),
  };
}

const toManifestFigure = (figure: Figure): ManifestFigure => ({
  id: figure.spec.id,
  title: figure.spec.title,
  rows: "rows" in figure.outcome ? figure.outcome.rows.length : 0,
  insufficient: "insufficient" in figure.outcome ? figure.outcome.insufficient : null,
  csv: csvName(figure),
  sql: sqlName(figure),
});

/** Columns of numbers of a headline; none where there is too little data. */
export function headlineOf({ spec, outcome }: Figure): [string, Record<string, number>][] {
  const row = "rows" in outcome ? outcome.rows[0] : undefined;
  if (spec.isHeadline !== true || row === undefined) return [];
  const numbers = Object.entries(row).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  return [[spec.id, Object.fromEntries(numbers)]];
}

/** What is in a top list, and in how many reports in a row it has been. */
export function rankingOf({ spec, outcome }: Figure, previous: Manifest | null): [string, Ranked[]][] {
  const { ranking } = spec;
  if (ranking === undefined || !("rows" in outcome)) return [];
  const before = new Map((previous?.rankings[spec.id] ?? []).map(({ key, reports }) => [key, reports]));
  const keys = outcome.rows.map((row) => ranking.map((name) => String(row[name])).join(", "));
  return [[spec.id, keys.map((key) => ({ key, reports: (before.get(key) ?? 0) + 1 }))]];
}

function forecastOf({ spec, outcome }: Figure): [string, ForecastDay[]][] {
  if (spec.forecast === undefined || !("rows" in outcome)) return [];
  const { measure, said } = spec.forecast(outcome.rows);
  return [[measure, [...said].map(([day, { mean, low, high }]) => [day, mean, low, high] as const)]];
}

/** What a report forecast: measure -> day -> prediction. */
export const saidBefore = (
  manifest: Manifest | undefined,
): ReadonlyMap<string, ReadonlyMap<number, Prediction>> =>
  new Map(
    Object.entries(manifest?.forecasts ?? {}).map(([measure, days]) => [
      measure,
      new Map(days.map(([day, mean, low, high]) => [day, { mean, low, high }])),
    ]),
  );
