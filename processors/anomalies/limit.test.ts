import fc from "fast-check";
import { expect, it } from "vitest";
import { formatLimit, type Limit, meets, negate, overlap, parseLimit } from "./limit.ts";

it.each([
  ["< -78", -78.1, true],
  ["< -78", -78, false],
  ["<=-78", -78, true],
  [">= 0.5", 0.5, true],
  ["> .5", 0.5, false],
  ["== 36", 36, true],
  ["!= 36", 36, false],
] as const)("%s of %d is %s", (text, value, want) => {
  const limit = parseLimit(text);
  expect(limit !== null && meets(limit, value)).toBe(want);
});

it.each(["", "-78", "< ", "=< 3", "< 3 dBm", "< 1e999", "<> 3"])("%j is no comparison", (text) => {
  expect(parseLimit(text)).toBeNull();
});

const limit = fc.record({
  operator: fc.constantFrom("<", "<=", ">", ">=", "==", "!=" as const),
  value: fc.integer({ min: -5, max: 5 }),
}) as fc.Arbitrary<Limit>;

it("is read as it is written", () => {
  fc.assert(
    fc.property(limit, (each) => {
      expect(parseLimit(formatLimit(each))).toEqual(each);
    }),
  );
});

it("and its negation are never true at once, and never both false", () => {
  fc.assert(
    fc.property(limit, fc.integer({ min: -20, max: 20 }), (each, double) => {
      expect(overlap(each, negate(each))).toBe(false);
      expect(meets(each, double / 2)).not.toBe(meets(negate(each), double / 2));
    }),
  );
});

it("overlaps another where some number meets both", () => {
  const numbers = Array.from({ length: 81 }, (_, index) => (index - 40) / 4);
  fc.assert(
    fc.property(limit, limit, (one, other) => {
      expect(overlap(one, other)).toBe(numbers.some((value) => meets(one, value) && meets(other, value)));
    }),
  );
});
