/**
 * The observed times of one stream, newest last: enough of them to say what the reporting interval was, and whether
 * the stream was alive, in any window still open to revision. Sorted and distinct, so the order of arrival is forgotten.
 */

/** Gaps whose median is the learned interval. */
const learnedGaps = 15;
/** Times kept before the revision horizon, so that the oldest window still has its gaps. */
const timesBefore = learnedGaps + 1;
/** Streams faster than this many reports a horizon forget the order of older ones; they have plenty of gaps. */
const timesLimit = 256;

/** Adds `at` in its place; false when it is already there. Cheap at the end, where nearly all belong. */
export function insertTime(times: number[], at: number): boolean {
  const index = countBefore(times, at);
  if (times[index] === at) return false;
  if (index === times.length) times.push(at);
  else times.splice(index, 0, at);
  return true;
}

/** Forgets times no window from `keepFrom` on needs. */
export function pruneTimes(times: number[], keepFrom: number): void {
  const spare = times[timesBefore];
  if (spare === undefined || (spare >= keepFrom && times.length <= timesLimit)) return;
  times.splice(0, Math.max(countBefore(times, keepFrom) - timesBefore, times.length - timesLimit, 0));
}

/** How many of `times` are before `at`. */
export function countBefore(times: readonly number[], at: number): number {
  let count = times.length;
  while (count > 0 && (times[count - 1] ?? 0) >= at) count -= 1;
  return count;
}

/** The newest time before `at`; null when there is none. */
export function lastBefore(times: readonly number[], at: number): number | null {
  return times[countBefore(times, at) - 1] ?? null;
}

/**
 * The reporting interval learned from the times before `before`: the median (the lower one of two) of the last 15
 * positive gaps; null with less than two times.
 */
export function learnedIntervalMs(times: readonly number[], before: number): number | null {
  const end = countBefore(times, before);
  const start = Math.max(0, end - learnedGaps - 1);
  const gaps: number[] = [];
  for (let index = start + 1; index < end; index += 1) {
    insertSorted(gaps, (times[index] ?? 0) - (times[index - 1] ?? 0));
  }
  return gaps[(gaps.length - 1) >> 1] ?? null;
}

/** Gaps are few and mostly alike: nearly all belong at the end. */
function insertSorted(gaps: number[], gap: number): void {
  let place = gaps.length;
  for (; place > 0 && (gaps[place - 1] ?? 0) > gap; place -= 1) gaps[place] = gaps[place - 1] ?? 0;
  gaps[place] = gap;
}
