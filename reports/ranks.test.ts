import fc from "fast-check";
import { expect, test } from "vitest";
import { cumulative, percentileOf, shareBelow, tallyOf } from "./ranks.ts";

test("a percentile is the least value that so many are at or below", () => {
  const tally = tallyOf([5, 1, 2, 3, 4, 6, 7, 8, 9, 10]);
  expect([0, 10, 11, 50, 80, 95, 100].map((percent) => percentileOf(tally, percent))).toEqual([
    1, 1, 2, 5, 8, 10, 10,
  ]);
  expect(percentileOf([], 50)).toBeNull();
});

test("counts weigh as so many values, whatever their order", () => {
  const tally = fc.array(fc.tuple(fc.integer({ min: -110, max: 0 }), fc.integer({ min: 0, max: 9 })));
  fc.assert(
    fc.property(tally, fc.integer({ min: 0, max: 100 }), (counts, percent) => {
      const values = counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));
      const sorted = values.sort((a, b) => a - b);
      const rank = Math.max(1, Math.ceil((sorted.length * percent) / 100));
      expect(percentileOf(counts, percent)).toBe(sorted[rank - 1] ?? null);
    }),
  );
});

test("a cumulative share ends at 1", () => {
  expect(
    cumulative([
      [-60, 3],
      [-70, 1],
      [-50, 0],
    ]),
  ).toEqual([
    { value: -70, count: 1, share: 0.25 },
    { value: -60, count: 3, share: 1 },
  ]);
});

test("a share below does not count the limit itself", () => {
  expect(
    shareBelow(
      [
        [-70, 1],
        [-71, 2],
        [-60, 1],
      ],
      -70,
    ),
  ).toBe(0.5);
  expect(shareBelow([], -70)).toBeNull();
});
