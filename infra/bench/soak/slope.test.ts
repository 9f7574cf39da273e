import { expect, test } from "vitest";
import { slopeOf } from "./slope.ts";

test("a straight line is as steep as it is, and its bound is the same", () => {
  const { perHour, atMostPerHour } = slopeOf([0, 1, 2, 3].map((hours) => ({ hours, value: 5 + 2 * hours })));
  expect(perHour).toBeCloseTo(2, 10);
  expect(atMostPerHour).toBeCloseTo(2, 10);
});

test("the bound is Student's: of a textbook's five points", () => {
  // Squared residuals are 0.139 together, of 3 degrees of freedom; times beside their mean 10: t(0.975, 3) is 3.182.
  const values = [2.2, 2.8, 3.9, 4.9, 6.2];
  const { perHour, atMostPerHour } = slopeOf(values.map((value, index) => ({ hours: index + 1, value })));
  expect(perHour).toBeCloseTo(1.01, 6);
  expect(atMostPerHour).toBeCloseTo(1.01 + 3.182 * Math.sqrt(0.139 / 3 / 10), 2);
});

test("two points say nothing", () => {
  expect(slopeOf([{ hours: 0, value: 1 }]).atMostPerHour).toBe(Infinity);
});
