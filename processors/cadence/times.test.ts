import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertTime, lastBefore, learnedIntervalMs, pruneTimes } from "./times.ts";

describe("the times of a stream", () => {
  it("are sorted and distinct in any order of arrival", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), (arrivals) => {
        const times: number[] = [];
        const added = arrivals.filter((at) => insertTime(times, at)).length;
        expect(times).toEqual([...new Set(arrivals)].sort((a, b) => a - b));
        expect(added).toBe(times.length);
      }),
    );
  });

  it.each([
    { name: "nothing of one time", times: [5], before: 100, want: null },
    { name: "the only gap", times: [5, 25], before: 100, want: 20 },
    { name: "the lower of two middle gaps", times: [0, 10, 30], before: 100, want: 10 },
    { name: "one hole does not matter", times: [0, 10, 20, 70, 80], before: 100, want: 10 },
    { name: "only times before", times: [0, 10, 20, 21, 22, 23], before: 21, want: 10 },
    {
      name: "only the last 15 gaps",
      times: [
        ...Array.from({ length: 30 }, (_, i) => i * 2),
        ...Array.from({ length: 15 }, (_, i) => 58 + (i + 1) * 9),
      ],
      before: 1000,
      want: 9,
    },
  ])("teach the interval: $name", ({ times, before, want }) => {
    expect(learnedIntervalMs(times, before)).toBe(want);
  });

  it("that are forgotten change no interval from there on", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5000), { maxLength: 120 }), fc.nat(5000), (arrivals, keepFrom) => {
        const all = arrivals.sort((a, b) => a - b);
        const pruned = [...all];
        pruneTimes(pruned, keepFrom);
        for (const before of [keepFrom, keepFrom + 100, 6000]) {
          expect(learnedIntervalMs(pruned, before)).toBe(learnedIntervalMs(all, before));
          expect(lastBefore(pruned, before)).toBe(lastBefore(all, before));
        }
      }),
    );
  });

  it("stay bounded, however fast the stream", () => {
    const times: number[] = [];
    for (let at = 0; at < 2000; at += 1) {
      insertTime(times, at);
      pruneTimes(times, 0);
    }
    expect(times).toHaveLength(256);
    expect(times.at(-1)).toBe(1999);
  });
});
