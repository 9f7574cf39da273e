import { describe, expect, it } from "vitest";
import { createRun, extendRun, isLongRun, stuckLimits } from "./run-length.ts";

const start = 1_760_000_000_000;

function runOf(values: readonly number[], intervalMs: number) {
  const run = createRun();
  values.forEach((value, index) => extendRun(run, value, start + index * intervalMs));
  return run;
}

const same = (count: number): number[] => Array.from({ length: count }, () => -61);

describe("a run", () => {
  it.each([
    {
      name: "200 equal samples in 17 minutes: too short a time",
      values: same(200),
      intervalMs: 5000,
      long: false,
    },
    { name: "361 in half an hour", values: same(361), intervalMs: 5000, long: true },
    { name: "360, 5 s less", values: same(360), intervalMs: 5000, long: false },
    { name: "199 in three hours: too few", values: same(199), intervalMs: 60_000, long: false },
    { name: "200 in three hours", values: same(200), intervalMs: 60_000, long: true },
    { name: "no sample", values: [], intervalMs: 1, long: false },
    { name: "one other sample among 400", values: same(400).with(200, -60), intervalMs: 5000, long: false },
  ])("is long or not: $name", ({ values, intervalMs, long }) => {
    expect(isLongRun(runOf(values, intervalMs), stuckLimits)).toBe(long);
  });

  it("starts again with another value", () => {
    expect(runOf([1, 1, 2, 2, 2], 10)).toEqual({
      value: 2,
      samples: 3,
      firstMs: start + 20,
      lastMs: start + 40,
    });
  });

  it("leaves out samples that are not after its last", () => {
    const run = runOf([1, 2, 2], 10);
    const before = { ...run };
    extendRun(run, 2, start + 20);
    extendRun(run, 1, start + 5);
    expect(run).toEqual(before);
  });
});
