/**
 * Counters of one row (a station at an access point, a radio) in one window, and what they rose by. A window keeps the
 * first and the last sample by observed time, and the least and the greatest value of each counter: whatever the order
 * of the reports, it is the same. A window with one sample bridges to the newest one before it.
 */
import type { Counter } from "#schemas/telemetry-event.ts";

/** A counter's value; null where it is not known. */
type Count = number | null;

/**
 * The counters of a row at one time, in an order of the row's kind, after its observed time and that at which the
 * association began (in the gateway's time: its counters began at zero then). NaN is what is not known. One array of numbers,
 * because a home holds dozens and each report brings new ones: an object with its times boxed is four for the collector.
 */
export type CounterSample = readonly [at: number, since: number, ...counters: number[]];

/** Place of a sample's first counter. */
export const firstCounter = 2;

export interface CounterPart {
  /** The newest sample of an earlier window, however old. */
  before: CounterSample | null;
  first: CounterSample;
  last: CounterSample;
  /** Least and greatest of each counter, in its place; the times say nothing. */
  low: CounterSample;
  high: CounterSample;
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
export const toCount = (counter: Counter | null): number =>
  typeof counter === "number" && counter < countLimit ? counter : Number.NaN;

/** The sum of what is known; null when nothing is, or a number can't say it. */
export function sumOfKnown(counts: Iterable<Count>): Count {
  let sum: Count = null;
  for (const count of counts) if (count !== null) sum = (sum ?? 0) + count;
  return Number.isSafeInteger(sum) ? sum : null;
}

/** Observed time of a sample. */
export const atOf = (sample: CounterSample): number => sample[0];

/** When the association began; null when unknown. */
export const sinceOf = (sample: CounterSample): number | null => toKnown(sample[1]);

const toKnown = (value: number | undefined): Count =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Whether any counter of the sample is known: else it is none. */
export function isSample(sample: CounterSample): boolean {
  for (let index = firstCounter; index < sample.length; index += 1)
    if (!Number.isNaN(sample[index])) return true;
  return false;
}

/** The part with one more sample of its window in it. */
export function addSample(part: CounterPart | null, sample: CounterSample): CounterPart {
  if (part === null) return { before: null, first: sample, last: sample, low: sample, high: sample };
  if (isNewer(part.first, sample)) part.first = sample;
  if (isNewer(sample, part.last)) part.last = sample;
  part.low = pickEach(part.low, sample, Math.min);
  part.high = pickEach(part.high, sample, Math.max);
  return part;
}

/** The newer of two samples; null is older than any. */
export const newerOf = (a: CounterSample | null, b: CounterSample | null): CounterSample | null =>
  a === null || (b !== null && isNewer(b, a)) ? b : a;

/** Of two samples at the same instant the one with the greater counters is newer, whichever came first. */
function isNewer(a: CounterSample, b: CounterSample): boolean {
  if (atOf(a) !== atOf(b)) return atOf(a) > atOf(b);
  for (let index = firstCounter; index < a.length; index += 1) {
    const [value, other] = [toKnown(a[index]) ?? -1, toKnown(b[index]) ?? -1];
    if (value !== other) return value > other;
  }
  return (sinceOf(a) ?? -1) > (sinceOf(b) ?? -1);
}

/** One of both where that says it all: a window of counters that only rise holds but its first and its last sample. */
function pickEach(
  kept: CounterSample,
  sample: CounterSample,
  pick: (a: number, b: number) => number,
): CounterSample {
  let isKept = true;
  let isOfSample = true;
  for (let index = firstCounter; index < sample.length; index += 1) {
    const picked = pickOne(kept[index], sample[index], pick);
    isKept &&= Object.is(picked, kept[index]);
    isOfSample &&= Object.is(picked, sample[index]);
  }
  if (isKept || isOfSample) return isKept ? kept : sample;
  const [at, since, ...counters] = sample;
  return [at, since, ...counters.map((counter, index) => pickOne(kept[firstCounter + index], counter, pick))];
}

function pickOne(kept = Number.NaN, counter = Number.NaN, pick: (a: number, b: number) => number): number {
  if (Number.isNaN(kept)) return counter;
  return Number.isNaN(counter) ? kept : pick(kept, counter);
}

/**
 * What the counters rose by up to the last sample of the window: since the newest sample before it, if that is not older
 * than `oldestAt`, else since the first one in it. null when that is the same sample.
 */
export function increaseOf(part: CounterPart, oldestAt: number): Increase | null {
  const { before, last } = part;
  const from = before !== null && atOf(before) >= oldestAt ? before : part.first;
  if (from === last) return null;
  let isReset = isAssociatedAnew(from, last);
  const course = { isAnew: isReset, ms: atOf(last) - atOf(from) };
  const values: Count[] = [];
  for (let index = firstCounter; index < last.length; index += 1) {
    const to = toKnown(last[index]);
    const start = toKnown(from[index]);
    if (to === null || start === null) {
      values.push(null);
      continue;
    }
    const low = Math.min(start, toKnown(part.low[index]) ?? start);
    const high = Math.max(start, toKnown(part.high[index]) ?? start);
    const goesOn = !course.isAnew && low === start && high === to;
    const wraps = !goesOn && isWrap(high, to, course);
    if (goesOn) values.push(to - start);
    else values.push(wraps ? to - start + whole32 : (high > to ? high - start : 0) + to);
    isReset ||= !goesOn && !wraps;
  }
  return { values, fromAt: atOf(from), toAt: atOf(last), isReset };
}

/** An association that began after the sample: all its counters began at zero then, also those that are greater now. */
function isAssociatedAnew(from: CounterSample, to: CounterSample): boolean {
  const [before, since] = [sinceOf(from), sinceOf(to)];
  return since !== null && since > atOf(from) && (before === null || since > before);
}

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
