/** The upper tail of a distribution over 0, 1, 2, ..., summed from its own terms: exact, also where it is tiny. */

export interface Distribution {
  readonly mean: number;
  /** P(X = 0), its natural logarithm. */
  readonly logOfZero: number;
  /** P(X = i + 1) / P(X = i); 0 where the distribution ends. Falls, or stays below 1, beyond the mean. */
  readonly ratio: (i: number) => number;
}

/** Terms below this share of the sum no longer change it. */
const negligible = 1e-17;

/**
 * P(X >= count). Above the mean the terms fall and are summed upwards; up to the mean the terms below it are, and taken
 * from 1: neither loses digits or overflows.
 */
export function upperTail(count: number, distribution: Distribution): number {
  if (count <= 0) return 1;
  return count > distribution.mean
    ? sumUpwards(count, distribution)
    : Math.max(0, 1 - sumDownwards(count - 1, distribution));
}

function sumUpwards(from: number, distribution: Distribution): number {
  let sum = 0;
  let term = 1;
  for (let i = from; term > sum * negligible; i += 1) {
    sum += term;
    term *= distribution.ratio(i);
  }
  return Math.min(1, sum * Math.exp(logOf(from, distribution)));
}

function sumDownwards(from: number, distribution: Distribution): number {
  let sum = 0;
  let term = 1;
  for (let i = from; i >= 0 && term > sum * negligible; i -= 1) {
    sum += term;
    term /= i === 0 ? 1 : distribution.ratio(i - 1);
  }
  return sum * Math.exp(logOf(from, distribution));
}

/** ln P(X = count). */
function logOf(count: number, { logOfZero, ratio }: Distribution): number {
  let log = logOfZero;
  for (let i = 0; i < count; i += 1) log += Math.log(ratio(i));
  return log;
}
