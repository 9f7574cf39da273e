/** The time people live by: Central European time, summer time from the last Sunday of March to that of October. */
export const secondMs = 1000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** The last Sunday of a month (0..11), 01:00 UTC. */
function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0, 1);
  return last - new Date(last).getUTCDay() * dayMs;
}

const yearOf = (atMs: number): number => new Date(atMs).getUTCFullYear();

/** When clocks change within [from, until): at most two moments in a year. */
export function clockChanges(fromMs: number, untilMs: number): readonly number[] {
  const years = new Set([yearOf(fromMs), yearOf(untilMs)]);
  return [...years]
    .flatMap((year) => [lastSunday(year, 2), lastSunday(year, 9)])
    .filter((atMs) => atMs >= fromMs && atMs < untilMs)
    .sort((a, b) => a - b);
}

/** Milliseconds that local time is ahead of UTC. */
export function localOffsetMs(atMs: number): number {
  const year = yearOf(atMs);
  return atMs >= lastSunday(year, 2) && atMs < lastSunday(year, 9) ? 2 * hourMs : hourMs;
}

/** Local hours since midnight, with a fraction. */
export const hourOfDay = (atMs: number, offsetMs: number): number => ((atMs + offsetMs) % dayMs) / hourMs;

/** Saturday or Sunday, local; 1970-01-01 was a Thursday. */
export const isWeekend = (atMs: number, offsetMs: number): boolean =>
  (Math.floor((atMs + offsetMs) / dayMs) + 3) % 7 >= 5;
