import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { negativeBinomialTail } from "./negative-binomial.ts";

/** With a whole shape r: P(X >= k) = P(fewer than r successes in k + r - 1 trials), a finite binomial sum. */
function exactTail(count: number, mean: number, shape: number): number {
  const success = shape / (mean + shape);
  const trials = count + shape - 1;
  let sum = 0;
  let ways = 1;
  for (let i = 0; i < shape; i += 1) {
    sum += ways * success ** i * (1 - success) ** (trials - i);
    ways *= (trials - i) / (i + 1);
  }
  return sum;
}

describe("the tail of a negative binomial", () => {
  it.each([
    { name: "shape 1 is geometric: q^k", count: 10, mean: 1, shape: 1, want: 2 ** -10 },
    { name: "and so far out", count: 60, mean: 1, shape: 1, want: 2 ** -60 },
    { name: "any", count: 0, mean: 3, shape: 2, want: 1 },
    { name: "of a mean of 0", count: 1, mean: 0, shape: 2, want: 0 },
    // P(X >= 5), Poisson with mean 1 (tables: 0.00366).
    { name: "a large shape is Poisson's", count: 5, mean: 1, shape: 1e9, want: 0.003_659_846_827 },
  ])("is $want: $name", ({ count, mean, shape, want }) => {
    const tail = negativeBinomialTail(count, mean, shape);
    expect(Math.abs(tail - want)).toBeLessThanOrEqual(1e-7 * want);
  });

  it("is that of the binomial it counts the other way round", () => {
    const cases = fc.record({
      count: fc.integer({ min: 0, max: 200 }),
      mean: fc.double({ min: 0.01, max: 50, noNaN: true }),
      shape: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(cases, ({ count, mean, shape }) => {
        const want = exactTail(count, mean, shape);
        expect(Math.abs(negativeBinomialTail(count, mean, shape) - want)).toBeLessThan(1e-13 + 1e-9 * want);
      }),
    );
  });

  it("takes more to be surprised by where counts vary more", () => {
    expect(negativeBinomialTail(12, 2, 100)).toBeLessThan(1e-5);
    expect(negativeBinomialTail(12, 2, 1)).toBeGreaterThan(1e-3);
  });
});
