/**
 * Gateway silent: nothing of an endpoint for longer than three times its own usual gap (nine of ten are shorter), and at
 * least three minutes, of time that our intake covered. A line that loses reports in bursts has no other usual gap. At
 * least 15 minutes while fewer than 20 gaps are known, an hour while none is. Major from 15 minutes on.
 */
import {
  addDecayed,
  decayedCount,
  decayedQuantile,
  type DecayedBins,
  type DecayedHistogram,
} from "./decayed-histogram.ts";
import { type Judgement, type Reading, subjectKey } from "./reading.ts";

/** One endpoint's quiet. */
export interface Silence {
  readonly endpointId: string;
  /** Covered time since its last report; 0 with the report itself. */
  readonly quietMs: number;
  readonly limitMs: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Gaps between reports in sixteenths of an octave of a second, forgotten with the half-life of a day. */
const gapBins: DecayedBins = { halfLifeMs: 86_400_000, lowestBin: 0, highestBin: 320 };
const binsPerOctave = 16;
const shortestMs = 180_000;
const majorMs = 900_000;
/** While fewer gaps of a gateway are known, it is given 15 minutes. */
const fewestGaps = 20;
/** While none is known, as it has reported once: many report every quarter of an hour. */
const unknownMs = 3_600_000;

/** Counts the gap before a report, in received time. */
export function noteGap(gaps: DecayedHistogram, gapMs: number, atMs: number): void {
  addDecayed(gaps, binsPerOctave * Math.log2(Math.max(1, gapMs / 1000)), atMs, gapBins);
}

/** How long the endpoint may be quiet before it is silent. */
export function silenceLimitMs(gaps: DecayedHistogram, atMs: number): number {
  const bin = decayedQuantile(gaps, 0.9);
  if (bin === null) return unknownMs;
  const usualMs = Math.round(3000 * 2 ** ((bin + 1) / binsPerOctave));
  return Math.max(decayedCount(gaps, atMs, gapBins) < fewestGaps ? majorMs : shortestMs, usualMs);
}

/** Covered time of quiet at which the silence changes what it says: it begins, or becomes major. */
export const silenceSteps = (limitMs: number): readonly number[] =>
  limitMs < majorMs ? [limitMs, majorMs] : [limitMs];

/** Key of an endpoint's episode within its home. */
export const silenceKey = (endpointId: string): string =>
  subjectKey({
    alertClass: "gateway_silent",
    rule: null,
    subjectKind: "endpoint",
    subject: endpointId,
    endpointId,
  });

/** Judges one endpoint. */
export function judgeSilence(silence: Silence): Judgement {
  const isSilent = silence.quietMs >= silence.limitMs;
  return {
    alertClass: "gateway_silent",
    rule: null,
    breaches: isSilent ? [readingOf(silence)] : [],
    otherwise: (subject) => (subject === silence.endpointId ? "clear" : null),
  };
}

function readingOf({ endpointId, quietMs, limitMs, labels }: Silence): Reading {
  return {
    alertClass: "gateway_silent",
    rule: null,
    subjectKind: "endpoint",
    subject: endpointId,
    endpointId,
    severity: quietMs >= majorMs ? "major" : "warning",
    summary: `Gateway ${endpointId} has not reported for ${Math.round(quietMs / 60_000)} minutes.`,
    value: quietMs / 1000,
    threshold: limitMs / 1000,
    baseline: null,
    unit: "s",
    coverage: null,
    evidence: {},
    labels,
  };
}
