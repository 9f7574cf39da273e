import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTail } from "./binomial.ts";

/** The tail as a fraction of whole numbers, for a probability of `percent` / 100. */
function exactTail(count: number, trials: number, percent: number): number {
  let tail = 0n;
  let ways = 1n;
  for (let i = 0; i <= trials; i += 1) {
    if (i >= count) tail += ways * BigInt(percent) ** BigInt(i) * BigInt(100 - percent) ** BigInt(trials - i);
    ways = (ways * BigInt(trials - i)) / BigInt(i + 1);
  }
  const digits = 10n ** 400n;
  const [whole, exponent] = scientific((tail * digits) / 100n ** BigInt(trials));
  return whole * 10 ** (exponent - 400);
}

/** The first 17 digits, and the power of ten that makes the number of them. */
function scientific(value: bigint): readonly [number, number] {
  const text = value.toString();
  return [Number(text.slice(0, 17)), Math.max(0, text.length - 17)];
}

describe("the tail of a binomial", () => {
  it.each([
    { name: "10 heads of 10", count: 10, trials: 10, probability: 0.5, want: 1 / 1024 },
    { name: "8 or more heads of 10", count: 8, trials: 10, probability: 0.5, want: 56 / 1024 },
    { name: "3 of 3 stations below their own p10", count: 3, trials: 3, probability: 0.1, want: 1e-3 },
    {
      name: "6 of 6: the first that is beyond 1e-6 with all",
      count: 6,
      trials: 6,
      probability: 0.1,
      want: 1e-6,
    },
    { name: "any", count: 0, trials: 5, probability: 0.1, want: 1 },
    { name: "more than there are", count: 6, trials: 5, probability: 0.1, want: 0 },
    { name: "what never happens", count: 1, trials: 5, probability: 0, want: 0 },
    { name: "what always happens", count: 5, trials: 5, probability: 1, want: 1 },
  ])("is $want: $name", ({ count, trials, probability, want }) => {
    const tail = binomialTail(count, trials, probability);
    expect(Math.abs(tail - want)).toBeLessThanOrEqual(1e-12 * want);
  });

  it("is that of whole-number arithmetic, to 12 digits", () => {
    const cases = fc.record({
      trials: fc.integer({ min: 1, max: 120 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      percent: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(cases, ({ trials, part, percent }) => {
        const count = Math.round(part * trials);
        const want = exactTail(count, trials, percent);
        const tail = binomialTail(count, trials, percent / 100);
        expect(Math.abs(tail / want - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  it("does not overflow with ten thousand trials", () => {
    expect(binomialTail(1, 10_000, 0.5)).toBe(1);
    expect(binomialTail(10_000, 10_000, 0.5)).toBe(0);
    expect(binomialTail(5001, 10_000, 0.5)).toBeCloseTo(0.496, 3);
  });
});
