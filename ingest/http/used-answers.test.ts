import { expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { UsedAnswers } from "./used-answers.ts";

const lifeMs = 1000;

test("an answer is taken once, while its nonce lives", () => {
  const used = new UsedAnswers(lifeMs);
  const take = (response: string, at: number): boolean => used.take(response, 0, epochMs(at));
  expect([take("a", 0), take("a", 1), take("b", 2), take("a", lifeMs), take("b", lifeMs)]).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
});

test("one of a clock that is ahead is remembered for as long as its nonce lives", () => {
  const used = new UsedAnswers(lifeMs);
  expect(used.take("ahead", 500, epochMs(0))).toBe(true);
  expect(used.take("other", 1100, epochMs(1100))).toBe(true);
  expect(used.take("ahead", 500, epochMs(1101))).toBe(false);
});

test("memory is bounded, and what was forgotten is not taken again: its nonce counts as too old", () => {
  // made at   1   2   3   4
  // taken     a   b   c   d      room for two
  const used = new UsedAnswers(lifeMs, 2);
  const take = (response: string, madeAt: number): boolean => used.take(response, madeAt, epochMs(10));
  expect(["a", "b", "c", "d"].map((response, index) => take(response, index + 1))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["a", "b", "c", "d"].map((response, index) => take(response, index + 1))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([take("late", 2), take("fresh", 5)]).toEqual([false, true]);
});

test("what is over makes room without making nonces old", () => {
  const used = new UsedAnswers(lifeMs, 1);
  expect(used.take("a", 5000, epochMs(5000))).toBe(true);
  expect(used.take("b", 5500, epochMs(6001))).toBe(true);
  expect(used.take("c", 5400, epochMs(6001))).toBe(true);
  expect(used.take("b", 5500, epochMs(6001))).toBe(false);
});
