/** Mean, least and greatest of whole numbers. Merging is adding, so the order of the numbers does not matter. */

export interface Several {
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** Of one number that number, of none null, and never otherwise: most hold one, and a home has dozens. */
export type Spread = Several | number | null;

/** The spread with one more whole number in it, itself where it can be changed. A number that is not there changes nothing. */
export function addToSpread(spread: Spread, value: number | null): Spread {
  if (value === null) return spread;
  if (spread === null) return value;
  if (typeof spread === "number")
    return { count: 2, sum: spread + value, min: Math.min(spread, value), max: Math.max(spread, value) };
  spread.count += 1;
  spread.sum += value;
  if (value < spread.min) spread.min = value;
  if (value > spread.max) spread.max = value;
  return spread;
}

/** null without a number. */
export const meanOf = (spread: Spread): number | null =>
  spread === null || typeof spread === "number" ? spread : spread.sum / spread.count;

/** null without a number. */
export const leastOf = (spread: Spread): number | null =>
  spread === null || typeof spread === "number" ? spread : spread.min;

/** null without a number. */
export const greatestOf = (spread: Spread): number | null =>
  spread === null || typeof spread === "number" ? spread : spread.max;
