import fc from "fast-check";
import { expect, it } from "vitest";
import { addToSpread, greatestOf, leastOf, meanOf, type Spread } from "./spread.ts";

const spreadOf = (values: readonly (number | null)[]): Spread => {
  let spread: Spread = null;
  for (const value of values) spread = addToSpread(spread, value);
  return spread;
};

it("is mean, least and greatest of the numbers that are there, in any order", () => {
  const values = fc.array(fc.option(fc.nat(4_294_967_295)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, (all) => {
      const known = all.filter((value) => value !== null);
      const spread = spreadOf(all);
      expect(leastOf(spread)).toBe(known.length === 0 ? null : Math.min(...known));
      expect(greatestOf(spread)).toBe(known.length === 0 ? null : Math.max(...known));
      const sum = known.reduce((total, value) => total + value, 0);
      expect(meanOf(spread)).toBe(known.length === 0 ? null : sum / known.length);
      expect(spreadOf(all.toReversed())).toEqual(spread);
    }),
  );
});
