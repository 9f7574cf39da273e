/** Mean, least and greatest of whole numbers. Merging is adding, so the order of the numbers does not matter. */

export interface Spread {
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** The spread with one more whole number in it; null says none so far. A number that is not there changes nothing. */
export function addToSpread(spread: Spread | null, value: number | null): Spread | null {
  if (value === null) return spread;
  if (spread === null) return { count: 1, sum: value, min: value, max: value };
  spread.count += 1;
  spread.sum += value;
  if (value < spread.min) spread.min = value;
  if (value > spread.max) spread.max = value;
  return spread;
}

/** null without a number. */
export const meanOf = (spread: Spread | null): number | null =>
  spread === null ? null : spread.sum / spread.count;
