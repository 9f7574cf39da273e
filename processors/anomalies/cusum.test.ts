import { describe, expect, it } from "vitest";
import { isShift, nextCusum, oneSigmaCusum } from "./cusum.ts";

/** Lehmer generator; normal values by Box and Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Mean number of values until a shift is found. */
function runLength(shift: number, runs: number): number {
  const normal = normals(7);
  let values = 0;
  for (let run = 0; run < runs; run += 1) {
    for (let sum = 0; !isShift(sum, oneSigmaCusum); values += 1) {
      sum = nextCusum(sum, normal() + shift, oneSigmaCusum);
    }
  }
  return values / runs;
}

describe("a cumulative sum", () => {
  it("is the sum by hand", () => {
    const sums: number[] = [];
    let sum = 0;
    for (const z of [0.2, 1.5, 3, -1, 2.5, -9]) sums.push((sum = nextCusum(sum, z, oneSigmaCusum)));
    expect(sums).toEqual([0, 1, 3.5, 2, 4, 0]);
  });

  it("finds at h only what goes beyond it", () => {
    expect(isShift(5, oneSigmaCusum)).toBe(false);
    expect(isShift(5.01, oneSigmaCusum)).toBe(true);
  });

  // Average run lengths of a one-sided sum, k = 0.5 and h = 5 (Montgomery; Lucas and Crosier 1982: 930, 38.0, 10.4, 4.01).
  it.each([
    { shift: 0, want: 930, runs: 4000 },
    { shift: 0.5, want: 38, runs: 10_000 },
    { shift: 1, want: 10.4, runs: 10_000 },
    { shift: 2, want: 4.01, runs: 10_000 },
  ])(
    "of values shifted by $shift runs $want values on average, as in the tables",
    ({ shift, want, runs }) => {
      const measured = runLength(shift, runs);
      expect(measured).toBeGreaterThan(want * 0.95);
      expect(measured).toBeLessThan(want * 1.05);
    },
  );
});
