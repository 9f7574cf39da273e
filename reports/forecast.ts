/**
 * What a daily measure will be: a straight line plus what each day of the week adds, with a prediction interval.
 *
 * The interval holds one day's value, not the mean: noise and what is not known of line and week, by Student's t. Where days
 * resemble the day before, what is not known of the line counts for more by (1 + r) / (1 - r), r the residuals'
 * correlation from one day to the next; what is not known of the week hardly does.
 */
import { dot, fitLeastSquares, sum } from "./least-squares.ts";

export interface DailyValue {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly value: number;
}

export interface Prediction {
  readonly mean: number;
  /** The bounds that hold the day's value with a probability of 80 %. */
  readonly low: number;
  readonly high: number;
}

export interface Forecast {
  /** Of the line: what a week adds. */
  readonly perWeek: number;
  /** The interval of 80 % of `perWeek` does not hold 0. */
  readonly hasTrend: boolean;
  /** The line alone: the mean of the week around a day. */
  level(day: number): number;
  at(day: number): Prediction;
}

export type ForecastOutcome =
  | { readonly ok: true; readonly forecast: Forecast }
  | { readonly ok: false; readonly reason: string };

/** Weeks of data without which there is no forecast. */
export const leastWeeks = 8;
/** Of the days from the first to the last, those with data. */
const leastShareOfDays = 0.75;
/** Normal quantile of 0.9: two-sided 80 %. */
const z90 = 1.2815515655446004;

/** Fits what was; values in any order, at most one a day. */
export function forecastDaily(values: readonly DailyValue[]): ForecastOutcome {
  const days = values.map(({ day }) => day);
  const first = Math.min(...days);
  const span = values.length === 0 ? 0 : Math.max(...days) - first + 1;
  if (span < leastWeeks * 7) return refuse(`${Math.floor(span / 7)} weeks of data, ${leastWeeks} are needed`);
  if (values.length < span * leastShareOfDays)
    return refuse(`data of ${values.length} of ${span} days, ${leastShareOfDays * 100} % are needed`);
  const middle = first + (span - 1) / 2;
  const rowOf = (day: number): number[] => [1, (day - middle) / span, ...weekday(day)];
  const lineOf = (day: number): number[] => [1, (day - middle) / span, ...weekday(null)];
  const sorted = [...values].sort((a, b) => a.day - b.day);
  const fit = fitLeastSquares(
    sorted.map(({ day }) => rowOf(day)),
    sorted.map(({ value }) => value),
  );
  if (fit === null) return refuse("there are days of the week without data");
  const stretch = stretchOf(fit.residuals);
  const freedom = Math.max(4, sorted.length - 6 - 2 * stretch);
  const noise = sum(fit.residuals.map((residual) => residual ** 2)) / freedom;
  const reach = studentQuantile90(freedom);
  const predict = (day: number): Prediction => {
    const mean = dot(rowOf(day), fit.coefficients);
    const unknown = fit.leverage(rowOf(day)) + fit.leverage(lineOf(day)) * (stretch - 1);
    const half = reach * Math.sqrt(noise * (1 + unknown));
    return { mean, low: mean - half, high: mean + half };
  };
  const slopeRow = [0, 1 / span, ...weekday(null)];
  const perDay = dot(slopeRow, fit.coefficients);
  const slopeReach = reach * Math.sqrt(noise * fit.leverage(slopeRow) * stretch);
  return {
    ok: true,
    forecast: {
      perWeek: perDay * 7,
      hasTrend: Math.abs(perDay) > slopeReach,
      level: (day) => dot(lineOf(day), fit.coefficients),
      at: predict,
    },
  };
}

const refuse = (reason: string): ForecastOutcome => ({ ok: false, reason });

/** Six columns that add up to nothing over a week, so that the line is its mean; none of them without a day. */
function weekday(day: number | null): number[] {
  // 1970-01-01 was a Thursday.
  const index = day === null ? null : (((day + 3) % 7) + 7) % 7;
  return [0, 1, 2, 3, 4, 5].map((n) => (index === null ? 0 : index === n ? 1 : index === 6 ? -1 : 0));
}

/** (1 + r) / (1 - r); 1 where days do not resemble each other. */
function stretchOf(residuals: readonly number[]): number {
  const squares = sum(residuals.map((residual) => residual ** 2));
  const products = sum(residuals.slice(1).map((residual, n) => residual * (residuals[n] ?? 0)));
  const correlation = squares === 0 ? 0 : Math.min(0.9, Math.max(0, products / squares));
  return (1 + correlation) / (1 - correlation);
}

/** Quantile of 0.9 of Student's t, by the expansion of Cornish and Fisher: to 0.1 % from 5 degrees of freedom on. */
function studentQuantile90(freedom: number): number {
  const z = z90;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

const daysPerMonth = 365.25 / 12;
/** Farther away than this nothing is said. */
const mostMonths = 60;

/**
 * Months from `day` until the line reaches `limit`: 0 where it has; null without a trend towards it, or beyond five years.
 */
export function monthsUntil(limit: number, forecast: Forecast, day: number): number | null {
  const missing = limit - forecast.level(day);
  if (missing <= 0) return 0;
  if (!forecast.hasTrend || forecast.perWeek <= 0) return null;
  const months = (missing / forecast.perWeek) * (7 / daysPerMonth);
  return months > mostMonths ? null : months;
}

/** How a forecast did: of days of which it said something and which have come. */
export interface ForecastError {
  readonly days: number;
  /** Mean of |seen - said| / seen. */
  readonly meanAbsoluteShare: number;
  /** The share of days within the interval; 0.8 is what it promises. */
  readonly withinInterval: number;
}

/** null where no day that was forecast has been seen. */
export function forecastError(
  said: ReadonlyMap<number, Prediction>,
  seen: readonly DailyValue[],
): ForecastError | null {
  const pairs = seen.flatMap(({ day, value }) => {
    const prediction = said.get(day);
    return prediction === undefined || value === 0 ? [] : [{ value, ...prediction }];
  });
  if (pairs.length === 0) return null;
  const mean = (of: (pair: (typeof pairs)[number]) => number): number => sum(pairs.map(of)) / pairs.length;
  return {
    days: pairs.length,
    meanAbsoluteShare: mean((pair) => Math.abs(pair.value - pair.mean) / Math.abs(pair.value)),
    withinInterval: mean(({ value, low, high }) => (value >= low && value <= high ? 1 : 0)),
  };
}
