/** Which windows: tumbling ones, aligned to the epoch, [start, start + size). All in ms. */

/** Start of the window that holds `at`. */
export function windowStartOf(at: number, sizeMs: number): number {
  return Math.floor(at / sizeMs) * sizeMs;
}

/** True when observed time has passed the end of the window by the allowed lateness. */
export function isPassed(windowEnd: number, progressAt: number, latenessMs: number): boolean {
  return progressAt >= windowEnd + latenessMs;
}

/** Windows that end at or before the returned time are past the horizon, seen from `newestAt`: never revised again. */
export function retiredThrough(newestAt: number, horizonMs: number, sizeMs: number): number {
  return windowStartOf(newestAt - horizonMs, sizeMs);
}
