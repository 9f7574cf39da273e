import { expect, it } from "vitest";
import { createDecayedHistogram } from "./decayed-histogram.ts";
import { noteGap, silenceLimitMs } from "./silence.ts";

const minute = 60_000;

/** The limit after gaps of so many minutes each, one after the other. */
function limitAfter(gaps: readonly number[]): number {
  const known = createDecayedHistogram();
  let at = Date.UTC(2026, 0, 5);
  for (const gap of gaps) {
    at += gap * minute;
    noteGap(known, gap * minute, at);
  }
  return silenceLimitMs(known, at) / minute;
}

const steady = Array.from({ length: 500 }, () => 1);

it.each([
  { name: "three minutes and some seconds of a report a minute", gaps: steady, want: 3 },
  {
    name: "no longer when one gap in twenty is three times as long",
    gaps: [...steady, ...Array.from({ length: 25 }, () => 3)],
    want: 3,
  },
  {
    name: "three times as long when one in five is",
    gaps: [...steady, ...Array.from({ length: 125 }, () => 3)],
    want: 9,
  },
  { name: "an hour of which one report is known", gaps: [], want: 60 },
  { name: "15 minutes while little is known", gaps: [1, 1, 1], want: 15 },
])("a gateway is silent after $name", ({ gaps, want }) => {
  const limit = limitAfter(gaps);
  expect(limit).toBeGreaterThanOrEqual(want);
  expect(limit).toBeLessThan(1.1 * want);
});
