/** Coverage fall: fewer than 80 % of the expected reports over ten minutes, while the gateway is not silent. */
import type { HomeWindow } from "#schemas/home-window.ts";
import type { Judgement, Reading } from "./reading.ts";

/** The windows of the last twenty minutes, oldest first: ten are judged, all say whether reports fall on window edges. */
export interface CoverageRun {
  /**
   * Of each its end, the reports expected (by the intervals of its streams: a fraction where they are longer) and those
   * received. One array of numbers: an object for each is three for the collector.
   */
  readonly windows: number[];
}

/** Numbers of a window in a run, and their places. */
export const coverageFields = 3;
const expectedPlace = 1;
const receivedPlace = 2;

const spanMs = 600_000;
const keptMs = 2 * spanMs;
/** Of the ten minutes so much must have been looked at. */
const shortestSpanMs = 480_000;
/** A longer gap is silence, and the run begins anew behind it. */
const longestGapMs = 180_000;
const lowest = 0.8;
/** Fewer expected reports than this prove nothing. */
const fewestExpected = 8;
/** Learned intervals are off by what timers are late by: over ten minutes by less than this, in reports. */
const tolerance = 0.1;
const alertClass = "coverage_fall";

export function createCoverageRun(): CoverageRun {
  return { windows: [] };
}

/** Reports of a span of time. */
interface Coverage {
  /** So many at least. */
  readonly due: number;
  /** Of these. */
  readonly received: number;
  /** Of them; 1 when none was due. */
  readonly share: number;
  /** It was long enough, and enough were due, to say anything. */
  readonly isJudged: boolean;
}

/** Takes a window in and judges the home by the last ten minutes, at the end of each window in which nothing came too. */
export function judgeCoverage({ windows }: CoverageRun, window: HomeWindow): Judgement {
  const before = lastEndOf(windows) ?? 0;
  takeIn(windows, window);
  const spareReports = isOverfull(windows) ? window.streams.length : 0;
  let worst: Coverage | undefined;
  for (let at = 0; at < windows.length; at += coverageFields) {
    const endAt = windows[at] ?? 0;
    if (endAt <= before) continue;
    const span = coverageUntil(windows, endAt, window.window_ms, spareReports);
    if (span.isJudged && (worst === undefined || span.share < worst.share)) worst = span;
  }
  return {
    alertClass,
    rule: null,
    breaches: worst !== undefined && worst.share < lowest ? [toBreach(worst, window)] : [],
    otherwise: () => (worst === undefined ? "missing" : "clear"),
  };
}

const toBreach = ({ due, received, share }: Coverage, window: HomeWindow): Reading => ({
  alertClass,
  rule: null,
  subjectKind: "home",
  subject: window.home_id,
  endpointId: null,
  severity: share < lowest / 2 ? "minor" : "warning",
  summary: `Only ${received} of ${due} expected reports arrived in ten minutes.`,
  value: share,
  threshold: lowest,
  baseline: 1,
  unit: "share",
  coverage: share,
  evidence: { expected: due, received },
  labels: labelsOf(window),
});

/**
 * Of the ten minutes up to `untilMs`. So many reports are due as fall into it wherever in it the first one does. Where
 * windows hold more than are due they fall on the edge of windows, now on this side, now on that: one of each stream may
 * be just outside of the ten minutes, and is not missing.
 */
function coverageUntil(
  windows: readonly number[],
  untilMs: number,
  sizeMs: number,
  spareReports: number,
): Coverage {
  let length = 0;
  let expected = 0;
  let received = spareReports;
  for (let at = 0; at < windows.length; at += coverageFields) {
    const endAt = windows[at] ?? 0;
    if (endAt <= untilMs - spanMs || endAt > untilMs) continue;
    length += 1;
    expected += windows[at + expectedPlace] ?? 0;
    received += windows[at + receivedPlace] ?? 0;
  }
  const due = Math.floor(expected + tolerance);
  received = Math.min(due, received);
  const isJudged = length * sizeMs >= shortestSpanMs && due >= fewestExpected;
  return { due, received, share: due === 0 ? 1 : received / due, isJudged };
}

/** One holds more than any was due: where much is lost the learned interval grows, and less seems due than there was before. */
function isOverfull(windows: readonly number[]): boolean {
  let mostExpected = 0;
  let mostReceived = 0;
  for (let at = 0; at < windows.length; at += coverageFields) {
    mostExpected = Math.max(mostExpected, windows[at + expectedPlace] ?? 0);
    mostReceived = Math.max(mostReceived, windows[at + receivedPlace] ?? 0);
  }
  return mostReceived > Math.ceil(mostExpected - tolerance);
}

/** null without any. */
const lastEndOf = (windows: readonly number[]): number | null => windows.at(-coverageFields) ?? null;

/** A window in which nothing was reported has no record: it is put in, expecting what the one after it expects. */
function takeIn(windows: number[], window: HomeWindow): void {
  const { window_ms: sizeMs } = window;
  const endAt = window.window_start + sizeMs;
  const expected = expectedOf(window);
  const lastAt = lastEndOf(windows) ?? endAt - sizeMs;
  if (window.window_start - lastAt > longestGapMs || endAt <= lastAt) windows.length = 0;
  else for (let at = lastAt + sizeMs; at < endAt; at += sizeMs) windows.push(at, expected, 0);
  windows.push(endAt, expected, window.received);
  let past = 0;
  while ((windows[past] ?? endAt) <= endAt - keptMs) past += coverageFields;
  if (past > 0) windows.splice(0, past);
}

/** Where reports come at the edge of windows one holds two and the next none: by their intervals each is due one. */
function expectedOf({ streams, window_ms: sizeMs, expected }: HomeWindow): number {
  let due = 0;
  for (const { interval_ms: intervalMs, expected: ofStream } of streams)
    due += intervalMs === null ? ofStream : Math.min(ofStream, sizeMs / intervalMs);
  return due > 0 ? due : expected;
}

/** What a window says of the gateway. */
export function labelsOf({
  model_name: model,
  software_version: software,
}: HomeWindow): Record<string, string> {
  return {
    ...(model === null ? {} : { model_name: model }),
    ...(software === null ? {} : { software_version: software }),
  };
}
