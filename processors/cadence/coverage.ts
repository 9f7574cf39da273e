/** How many reports a window should hold, and how much of them it does. */

/** One stream in one window [windowStart, windowEnd). Times in ms since the epoch. */
export interface Expectation {
  readonly windowStart: number;
  readonly windowEnd: number;
  /** The stream's first observed time (of the present clock epoch). */
  readonly firstAt: number;
  /** Given by the profile's definition, else learned; null when neither. */
  readonly intervalMs: number | null;
  /** Distinct reports observed in the window. */
  readonly received: number;
}

/**
 * Reports due from a stream in a window:
 *
 *     slots    = round((windowEnd - max(windowStart, firstAt)) / intervalMs), halves up
 *     expected = max(received, slots)
 *
 * Without an interval, or with the stream's first report after the window, `expected = received`.
 */
export function expectedReports({
  windowStart,
  windowEnd,
  firstAt,
  intervalMs,
  received,
}: Expectation): number {
  if (intervalMs === null || intervalMs <= 0 || firstAt >= windowEnd) return received;
  return Math.max(received, Math.round((windowEnd - Math.max(windowStart, firstAt)) / intervalMs));
}

/** received / expected, at most 1; 0 when nothing was expected. */
export function coverageOf(received: number, expected: number): number {
  return expected === 0 ? 0 : Math.min(1, received / expected);
}
