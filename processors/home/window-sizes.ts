/**
 * Which size a home's windows have at which observed time. A changed size begins where the windows made under the old
 * one end, so that they are finished and revised as they were begun, no time is in two windows, and none in none.
 */
import { windowStartOf } from "#processors/windows/tumbling.ts";
import { startOf } from "./closed-windows.ts";
import type { HomeState } from "./state.ts";

/** Windows that start at or after `fromMs` have this size. */
export interface SizeFrom {
  readonly fromMs: number;
  readonly sizeMs: number;
}

/** Size of the home's window at an observed time. */
export function sizeAt({ sizes }: HomeState, at: number): number {
  for (let index = sizes.length - 1; index > 0; index -= 1) {
    const entry = sizes[index];
    if (entry !== undefined && entry.fromMs <= at) return entry.sizeMs;
  }
  return sizes[0]?.sizeMs ?? 0;
}

/** Start of the home's window that holds `at`. */
export const startAt = (home: HomeState, at: number): number => windowStartOf(at, sizeAt(home, at));

/**
 * Takes the configured size. It begins at the first of its own starts that no window made so far reaches; where
 * neither size is a multiple of the other, the last window of the old size takes reports only up to there.
 */
export function takeSize(home: HomeState, sizeMs: number): void {
  const { sizes } = home;
  if (sizes.at(-1)?.sizeMs === sizeMs) return;
  const end = endOfWindows(home);
  if (end === null) sizes.length = 0;
  const after = Math.max(end ?? 0, sizes.at(-1)?.fromMs ?? 0);
  sizes.push({ fromMs: Math.ceil(after / sizeMs) * sizeMs, sizeMs });
  while ((sizes[1]?.fromMs ?? Number.POSITIVE_INFINITY) <= home.retiredThrough) sizes.shift();
}

/** End of the newest window, open or emitted; null when there is none. */
function endOfWindows(home: HomeState): number | null {
  let end: number | null = null;
  for (const windows of [home.open, home.closed]) {
    for (const key of windows.keys()) {
      const start = startOf(key);
      end = Math.max(end ?? start, start + sizeAt(home, start));
    }
  }
  return end;
}
