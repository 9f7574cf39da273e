import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePlain, parseWhole } from "./whole.ts";

test("a whole number of any notation and size is read exactly, as a bigint only where a number would round", () => {
  const integer = fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n });
  const small = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  fc.assert(
    fc.property(fc.oneof(integer, small), fc.nat(3), fc.boolean(), (value, zeros, plus) => {
      const digits = String(value < 0n ? -value : value);
      const text = (value < 0n ? "-" : plus ? "+" : "") + "0".repeat(zeros) + digits;
      const want = Number.isSafeInteger(Number(value)) ? Number(value) : value;
      expect(parseWhole(text)).toBe(want);
    }),
  );
});

test.each([
  ["-0", 0],
  ["0", 0],
  ["007", 7],
  ["999999999999999", 999_999_999_999_999],
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740992", 9_007_199_254_740_992n],
  ["-9007199254740992", -9_007_199_254_740_992n],
  ["12.0", 12],
  ["1.2e1", 12],
  ["", null],
  ["-", null],
  ["+", null],
  ["1-", null],
  ["--1", null],
  ["12.5", null],
  ["1 2", null],
  ["\u0661", null],
])("%j is %s", (text, want) => {
  expect(parseWhole(text)).toBe(want);
});

test("plain digits are at most 15, with or without a minus", () => {
  expect(["1", "-12", "123456789012345", "1234567890123456", "+1", "1.0", "-", ""].map(parsePlain)).toEqual([
    1,
    -12,
    123_456_789_012_345,
    null,
    null,
    null,
    null,
    null,
  ]);
});
