import { describe, expect, it } from "vitest";
import { coverageOf, expectedReports } from "./coverage.ts";
import { idleLimitMs } from "./idle-limit.ts";

describe("expected reports of a window [60, 120)", () => {
  it.each([
    { name: "a whole window of a known stream", firstAt: 0, intervalMs: 10, received: 5, want: 6 },
    { name: "from the stream's first report on", firstAt: 95, intervalMs: 10, received: 3, want: 3 },
    { name: "halves round up", firstAt: 95, intervalMs: 10, received: 0, want: 3 },
    { name: "less than half a slot is none", firstAt: 0, intervalMs: 300, received: 0, want: 0 },
    { name: "never below what came", firstAt: 0, intervalMs: 300, received: 1, want: 1 },
    { name: "no interval: what came", firstAt: 0, intervalMs: null, received: 4, want: 4 },
    { name: "an interval of nothing: what came", firstAt: 0, intervalMs: 0, received: 4, want: 4 },
    { name: "a stream that began later: nothing", firstAt: 120, intervalMs: 10, received: 0, want: 0 },
  ])("$name", ({ firstAt, intervalMs, received, want }) => {
    expect(expectedReports({ windowStart: 60, windowEnd: 120, firstAt, intervalMs, received })).toBe(want);
  });

  it("coverage is at most 1, and 0 when nothing was expected", () => {
    expect([coverageOf(1, 4), coverageOf(5, 4), coverageOf(0, 0)]).toEqual([0.25, 1, 0]);
  });
});

describe("the idle limit", () => {
  const settings = { idleMinMs: 30_000, idleMaxMs: 900_000, idleIntervals: 3 };
  it.each([
    { name: "is three intervals", intervalMs: 60_000, want: 180_000 },
    { name: "is not below its lower bound", intervalMs: 1_000, want: 30_000 },
    { name: "is not above its upper bound", intervalMs: 600_000, want: 900_000 },
    { name: "is the upper bound while the interval is unknown", intervalMs: null, want: 900_000 },
  ])("$name", ({ intervalMs, want }) => {
    expect(idleLimitMs(intervalMs, settings)).toBe(want);
  });
});
