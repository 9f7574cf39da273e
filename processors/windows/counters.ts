/**
 * Counters of one row (a station at an access point, a radio) in one window, and what they rose by. A window keeps the
 * first and the last sample by observed time, and the least and the greatest value of each counter: whatever the order
 * of the reports, it is the same. A window with one sample bridges to the newest one before it.
 */
import type { Counter } from "#schemas/telemetry-event.ts";

/** A counter's value; null where it is not known. */
type Count = number | null;

/** The counters of a row at one time, in an order of the row's kind. */
export interface CounterSample {
  /** Observed time. */
  readonly at: number;
  /** When the association began, in the gateway's time: its counters began at zero then. null when unknown. */
  readonly since: number | null;
  readonly values: readonly Count[];
}

export interface CounterPart {
  /** The newest sample of an earlier window, however old. */
  before: CounterSample | null;
  first: CounterSample;
  last: CounterSample;
  /** Least and greatest of each counter. */
  low: readonly Count[];
  high: readonly Count[];
}

/** What counters rose by between two samples. */
export interface Increase {
  readonly values: readonly Count[];
  readonly fromAt: number;
  readonly toAt: number;
  /** They began anew in between. */
  readonly isReset: boolean;
}

/** Half of what a number can say without rounding, so that a rise over a reset is said too. Greater counters are no data. */
const countLimit = 2 ** 52;

/** A counter as a sample holds it. */
export const toCount = (counter: Counter | null): Count =>
  typeof counter === "number" && counter < countLimit ? counter : null;

/** The sum of what is known; null when nothing is, or a number can't say it. */
export function sumOfKnown(counts: Iterable<Count>): Count {
  let sum: Count = null;
  for (const count of counts) if (count !== null) sum = (sum ?? 0) + count;
  return Number.isSafeInteger(sum) ? sum : null;
}

/** The sample of a row; null when none of its counters is known. */
export function toSample(at: number, since: number | null, values: readonly Count[]): CounterSample | null {
  return values.every((value) => value === null) ? null : { at, since, values };
}

/** The part with one more sample of its window in it. */
export function addSample(part: CounterPart | null, sample: CounterSample): CounterPart {
  const { values } = sample;
  if (part === null) return { before: null, first: sample, last: sample, low: values, high: values };
  if (isNewer(part.first, sample)) part.first = sample;
  if (isNewer(sample, part.last)) part.last = sample;
  part.low = pickEach(part.low, values, Math.min);
  part.high = pickEach(part.high, values, Math.max);
  return part;
}

/** The newer of two samples; null is older than any. */
export const newerOf = (a: CounterSample | null, b: CounterSample | null): CounterSample | null =>
  a === null || (b !== null && isNewer(b, a)) ? b : a;

/** Of two samples at the same instant the one with the greater counters is newer, whichever came first. */
function isNewer(a: CounterSample, b: CounterSample): boolean {
  if (a.at !== b.at) return a.at > b.at;
  for (let index = 0; index < a.values.length; index += 1) {
    const [value, other] = [a.values[index] ?? -1, b.values[index] ?? -1];
    if (value !== other) return value > other;
  }
  return (a.since ?? -1) > (b.since ?? -1);
}

/**
 * One of both where that says it all: a window of counters that only rise has no arrays but those of its first and its last
 * sample.
 */
function pickEach(
  kept: readonly Count[],
  values: readonly Count[],
  pick: (a: number, b: number) => number,
): readonly Count[] {
  let isKept = true;
  let isOfValues = true;
  for (let index = 0; index < values.length; index += 1) {
    const picked = pickOne(kept[index] ?? null, values[index] ?? null, pick);
    isKept &&= picked === kept[index];
    isOfValues &&= picked === values[index];
  }
  if (isKept) return kept;
  return isOfValues ? values : values.map((value, index) => pickOne(kept[index] ?? null, value, pick));
}

const pickOne = (a: Count, b: Count, pick: (a: number, b: number) => number): Count =>
  a === null || b === null ? (a ?? b) : pick(a, b);

/**
 * What the counters rose by up to the last sample of the window: since the newest sample before it, if that is not older
 * than `oldestAt`, else since the first one in it. null when that is the same sample.
 */
export function increaseOf(part: CounterPart, oldestAt: number): Increase | null {
  const { before, last } = part;
  const from = before !== null && before.at >= oldestAt ? before : part.first;
  if (from === last) return null;
  let isReset = isAssociatedAnew(from, last);
  const course = { isAnew: isReset, ms: last.at - from.at };
  const values: Count[] = [];
  for (let index = 0; index < last.values.length; index += 1) {
    const to = last.values[index] ?? null;
    const start = from.values[index] ?? null;
    if (to === null || start === null) {
      values.push(null);
      continue;
    }
    const low = Math.min(start, part.low[index] ?? start);
    const high = Math.max(start, part.high[index] ?? start);
    const goesOn = !course.isAnew && low === start && high === to;
    const wraps = !goesOn && isWrap(high, to, course);
    if (goesOn) values.push(to - start);
    else values.push(wraps ? to - start + whole32 : (high > to ? high - start : 0) + to);
    isReset ||= !goesOn && !wraps;
  }
  return { values, fromAt: from.at, toAt: last.at, isReset };
}

/** An association that began after the sample: all its counters began at zero then, also those that are greater now. */
const isAssociatedAnew = (from: CounterSample, to: CounterSample): boolean =>
  to.since !== null && to.since > from.at && (from.since === null || to.since > from.since);

const whole32 = 2 ** 32;
/** Of a wrap both what was left and what came after are at most a quarter of 32 bits. */
const wrapLimit = 2 ** 30;
/** What a wrap makes of a counter fits a link of 10 Gbit/s, as in the view `station_traffic`. */
const bytesPerMs = 1_250_000;

/**
 * A counter of 32 bits went on from zero. Else one that is smaller was reset, and counted from zero; what it had counted
 * between the greatest value seen and the reset is not known.
 */
function isWrap(high: number, last: number, { isAnew, ms }: { isAnew: boolean; ms: number }): boolean {
  if (isAnew || high <= last || high >= whole32 || high < whole32 - wrapLimit) return false;
  return last - high + whole32 <= Math.min(wrapLimit, ms * bytesPerMs);
}
