/** What a report is about: a period and perhaps an area, and the words of SQL that say so. */
import type { EpochMs } from "#schemas/units.ts";
import type { Period } from "./period.ts";

export interface Scope {
  readonly period: Period;
  /** An area of the inventory; null: all homes. */
  readonly area: string | null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A text in SQL. */
export const literal = (text: string): string =>
  `'${text.replaceAll("\\", String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;

/** An instant in SQL. */
export const instant = (at: number): string =>
  `toDateTime(${literal(new Date(at).toISOString().slice(0, 19).replace("T", " "))}, 'UTC')`;

/** What ClickHouse answers for a DateTime in UTC. */
export const instantOf = (text: string): number => Date.parse(`${text.replace(" ", "T")}Z`);

/**
 * The coarsest rollup whose buckets the period is made of whole: days where it begins and ends at midnight UTC, else hours. (In
 * zones that are off by half an hour, hours that begin in the period.)
 */
export const tierOf = ({ period }: Scope): "day" | "hour" =>
  period.from % dayMs === 0 && period.to % dayMs === 0 ? "day" : "hour";

/** Of rows of homes those with windows: a silent bucket of a home has a row too. */
export const reporting = "windows > 0";

/** Of rows of homes: days of the report's zone with windows, that rates a day are over; null of none. */
export const daysTold = ({ period }: Scope): string =>
  `nullIf(uniqExactIf(toDate(bucket_start, ${literal(period.zone)}), ${reporting}), 0)`;

/** Buckets that begin in the period, of the scope's homes. */
export const within = (scope: Scope): string => between(scope, scope.period.from, scope.period.to);

/** Buckets that begin in a time, of the scope's homes. */
export function between({ area }: Scope, from: EpochMs | number, to: EpochMs | number): string {
  const time = `bucket_start >= ${instant(from)} AND bucket_start < ${instant(to)}`;
  return area === null ? time : `${time} AND area = ${literal(area)}`;
}

/** A condition on `home_id` for views that know no area; nothing where all are meant. */
export const ofArea = (scope: Scope): string =>
  scope.area === null ? "" : ` AND home_id IN (SELECT home_id FROM home_hour WHERE ${within(scope)})`;

/** The definition of percentiles of a histogram: the least bin that this share is in or below. */
export const percentile = `(bins, counts, percent) -> if(
        empty(bins),
        NULL,
        bins[arrayFirstIndex(below -> below * 100 >= arraySum(counts) * percent, arrayCumSum(counts))]) AS percentile`;

/** Of a column with the name of a band; null where the report did not say it. */
export const bandName = "ifNull(band, 'unknown')";
