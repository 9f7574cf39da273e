/** A straight line through measurements, and how steep it may be in truth. */

export interface Point {
  readonly hours: number;
  readonly value: number;
}

export interface Slope {
  readonly perHour: number;
  /** Upper end of the 95 % interval (Student's t, residuals taken as independent); Infinity for fewer than three points. */
  readonly atMostPerHour: number;
}

/** By least squares. */
export function slopeOf(points: readonly Point[]): Slope {
  const n = points.length;
  if (n < 3) return { perHour: Number.NaN, atMostPerHour: Number.POSITIVE_INFINITY };
  const meanHours = mean(points.map(({ hours }) => hours));
  const meanValue = mean(points.map(({ value }) => value));
  const spread = points.reduce((sum, { hours }) => sum + (hours - meanHours) ** 2, 0);
  const together = points.reduce(
    (sum, { hours, value }) => sum + (hours - meanHours) * (value - meanValue),
    0,
  );
  const perHour = together / spread;
  const rest = points.reduce(
    (sum, { hours, value }) => sum + (value - meanValue - perHour * (hours - meanHours)) ** 2,
    0,
  );
  const error = Math.sqrt(rest / (n - 2) / spread);
  return { perHour, atMostPerHour: perHour + student975(n - 2) * error };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Student's t at 0.975: Cornish and Fisher's expansion from the normal's, right to 1 % from three degrees of freedom on. */
function student975(degrees: number): number {
  const z = 1.959964;
  if (degrees === 1) return 12.706;
  if (degrees === 2) return 4.303;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}
