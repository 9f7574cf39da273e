/**
 * The detector of one gateway's measure (retries, airtime, noise, errors): two forecasts, and how unlikely their errors
 * are beside those it is used to. Constant time and state a sample, whatever the measure's unit.
 *
 *     quick forecast = level of the last samples + offset of the time of day (96 quarter-hours)
 *     slow forecast  = mean of the hour of the day, weekend apart (48 hours)
 *     error          = mean of both errors in their own standard deviations, each capped
 *     score          = -log10 of the Gaussian tail of the last three errors' mean, against its own mean and deviation
 *
 * The score's scale is not a probability: the threshold is found by trying, for each measure. On two public sets of real
 * operations measures a threshold of 14 (19) gave one false alarm in ten days of a series, and found 55 % (70 %) of the
 * labelled events (`infra/bench/kpi.ts`).
 */
import { gaussianSurprise } from "./gaussian-tail.ts";

export interface KpiSettings {
  /** The score from which a sample is an anomaly. */
  readonly threshold: number;
  /** Local time less UTC: where the day and the weekend begin. */
  readonly zoneOffsetMs: number;
  /** Samples that are only learned from. The forecasts have seen all hours after a day. */
  readonly warmUpSamples: number;
  /** Errors are never measured by less than this, in the measure's own unit: its resolution, or what nobody minds. */
  readonly smallestDeviation: number;
}

/** Plain data. Forecasts are single precision, and relative to the first sample, so that they lose nothing by it. */
export interface KpiState {
  /** Samples learned from. */
  samples: number;
  /** The first sample's value; everything below is less it. */
  origin: number;
  level: number;
  /** By quarter-hour of the day. */
  offsets: number[];
  /** By hour of the day, weekends after weekdays; null where none was seen. */
  means: (number | null)[];
  quickVariance: number;
  slowVariance: number;
  /** The last two errors, the newer first. */
  errors: readonly [number, number];
  /** Of the mean of three errors. */
  errorMean: number;
  errorVariance: number;
}

export type KpiVerdict = "normal" | "anomaly" | "warming_up" | "missing";

export interface KpiJudgement {
  readonly verdict: KpiVerdict;
  /** null of a missing sample and while warming up. */
  readonly score: number | null;
}

const quarterMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const quartersOfDay = 96;
const hoursOfDay = 24;

/** What one sample adds to each of the learned figures. */
const share = { level: 0.3, offset: 0.1, mean: 0.003, variance: 0.003, error: 1e-4 } as const;
/** Deviations beyond which one error counts no more. */
const errorCap = 10;
/** Deviations beyond which an error widens its deviation no more: an anomaly is not to hide the next one. */
const varianceCap = 3;
/** Samples until errors are capped so: the first deviations are guesses. */
const trustedSamples = 500;
/** The error's mean is never judged by less: a measure that never moved would find everything infinitely odd. */
const smallestErrorVariance = 0.01;
/** Single precision ends at 3e38. */
const largest = 1e30;

export function createKpiState(): KpiState {
  return {
    samples: 0,
    origin: 0,
    level: 0,
    offsets: Array.from({ length: quartersOfDay }, () => 0),
    means: Array.from({ length: 2 * hoursOfDay }, () => null),
    quickVariance: 0,
    slowVariance: 0,
    errors: [0, 0],
    errorMean: 0,
    errorVariance: 0,
  };
}

/**
 * Judges the sample of event time `atMs`, and learns from it. Samples come in order of time; null, and what is no finite
 * number below 1e30, is a missing one, which changes nothing.
 */
export function judgeSample(
  state: KpiState,
  value: number | null,
  atMs: number,
  settings: KpiSettings,
): KpiJudgement {
  if (value === null || !(Math.abs(value) < largest)) return { verdict: "missing", score: null };
  if (state.samples === 0) state.origin = value;
  state.samples += 1;
  const { quick, slow } = learnForecasts(state, value - state.origin, atMs + settings.zoneOffsetMs);
  const error = (standardized(quick, settings) + standardized(slow, settings)) / 2;
  const score = scoreError(state, error);
  if (state.samples <= settings.warmUpSamples) return { verdict: "warming_up", score: null };
  return { verdict: score >= settings.threshold ? "anomaly" : "normal", score };
}

/** An error, and the variance of those before it. */
interface ForecastError {
  readonly error: number;
  readonly variance: number;
}

/** Errors of both forecasts of `x`, which then learn it. */
function learnForecasts(
  state: KpiState,
  x: number,
  localMs: number,
): Record<"quick" | "slow", ForecastError> {
  const quarter = Math.floor(modulo(localMs, dayMs) / quarterMs);
  const hour = hourOfWeekPart(localMs);
  const offset = state.offsets[quarter] ?? 0;
  const mean = state.means[hour] ?? state.level;
  const quick = { error: x - state.level - offset, variance: state.quickVariance };
  const slow = { error: x - mean, variance: state.slowVariance };
  state.level += share.level * quick.error;
  state.offsets[quarter] = Math.fround(offset + share.offset * (x - state.level - offset));
  state.means[hour] = Math.fround(mean + share.mean * slow.error);
  state.quickVariance = nextVariance(quick, state.samples);
  state.slowVariance = nextVariance(slow, state.samples);
  return { quick, slow };
}

/** The plain mean of squares at first, then one that forgets; large errors count as `varianceCap` deviations. */
function nextVariance({ error, variance }: ForecastError, samples: number): number {
  const isCapped = samples > trustedSamples && variance > 0;
  const square = isCapped ? Math.min(error * error, varianceCap ** 2 * variance) : error * error;
  return variance + Math.max(share.variance, 1 / samples) * (square - variance);
}

function standardized({ error, variance }: ForecastError, { smallestDeviation }: KpiSettings): number {
  if (error === 0) return 0;
  return Math.min(errorCap, Math.abs(error) / Math.max(smallestDeviation, Math.sqrt(variance)));
}

/** The score of the mean of this error and the two before it, which then is learned. */
function scoreError(state: KpiState, error: number): number {
  const [last, beforeLast] = state.errors;
  state.errors = [error, last];
  const difference = (error + last + beforeLast) / 3 - state.errorMean;
  const deviation = Math.sqrt(Math.max(smallestErrorVariance, state.errorVariance));
  const weight = Math.max(share.error, 1 / state.samples);
  state.errorMean += weight * difference;
  state.errorVariance = (1 - weight) * (state.errorVariance + weight * difference * difference);
  return gaussianSurprise(difference / deviation);
}

/** 0 to 23 from Monday to Friday, 24 to 47 at weekends. 1970 began on a Thursday. */
function hourOfWeekPart(localMs: number): number {
  const hour = Math.floor(modulo(localMs, dayMs) / hourMs);
  const weekday = modulo(Math.floor(localMs / dayMs) + 3, 7);
  return weekday >= 5 ? hoursOfDay + hour : hour;
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
