/** Coverage fall: fewer than 80 % of the expected reports over ten minutes, while the gateway is not silent. */
import type { HomeWindow } from "#schemas/home-window.ts";
import type { Judgement } from "./reading.ts";

/** The windows of the last ten minutes, oldest first. */
export interface CoverageRun {
  readonly windows: CoverageOfWindow[];
}

export interface CoverageOfWindow {
  endAt: number;
  /** By the intervals of its streams: a fraction where they are longer. */
  expected: number;
  received: number;
}

const spanMs = 600_000;
/** Of the ten minutes so much must have been looked at. */
const shortestSpanMs = 480_000;
/** A longer gap is silence, and the run begins anew behind it. */
const longestGapMs = 180_000;
const lowest = 0.8;
/** Fewer expected reports than this prove nothing. */
const fewestExpected = 8;
const alertClass = "coverage_fall";

export function createCoverageRun(): CoverageRun {
  return { windows: [] };
}

/** Takes a window in and judges the home by the last ten minutes. */
export function judgeCoverage({ windows }: CoverageRun, window: HomeWindow): Judgement {
  const endAt = window.window_start + window.window_ms;
  takeIn(windows, window, endAt);
  let expected = 0;
  let received = 0;
  for (const part of windows) {
    expected += part.expected;
    received += part.received;
  }
  received = Math.min(received, Math.round(expected));
  const isJudged = windows.length * window.window_ms >= shortestSpanMs && expected >= fewestExpected;
  const coverage = expected === 0 ? 1 : received / expected;
  const breach = {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: window.home_id,
    endpointId: null,
    severity: coverage < lowest / 2 ? "minor" : "warning",
    summary: `Only ${received} of ${Math.round(expected)} expected reports arrived in ten minutes.`,
    value: coverage,
    threshold: lowest,
    baseline: 1,
    unit: "share",
    coverage,
    evidence: { expected, received },
    labels: labelsOf(window),
  } as const;
  return {
    alertClass,
    rule: null,
    breaches: isJudged && coverage < lowest ? [breach] : [],
    otherwise: () => (isJudged ? "clear" : "missing"),
  };
}

/** A window in which nothing was reported has no record: it is put in, expecting what the one after it expects. */
function takeIn(windows: CoverageOfWindow[], window: HomeWindow, endAt: number): void {
  const { window_ms: sizeMs } = window;
  const expected = expectedOf(window);
  const lastAt = windows.at(-1)?.endAt ?? endAt - sizeMs;
  if (window.window_start - lastAt > longestGapMs || endAt <= lastAt) windows.length = 0;
  else
    for (let at = lastAt + sizeMs; at < endAt; at += sizeMs)
      windows.push({ endAt: at, expected, received: 0 });
  windows.push({ endAt, expected, received: window.received });
  while ((windows[0]?.endAt ?? endAt) <= endAt - spanMs) windows.shift();
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
