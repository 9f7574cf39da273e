/** Which windows: tumbling ones, aligned to the epoch, [start, start + size). All in ms. */

/** Start of the window that holds `at`. */
export function windowStartOf(at: number, sizeMs: number): number {
  return Math.floor(at / sizeMs) * sizeMs;
}

/** True when observed time has passed the end of the window by the allowed lateness. */
export function isPassed(windowEnd: number, progressAt: number, latenessMs: number): boolean {
  return progressAt >= windowEnd + latenessMs;
}
