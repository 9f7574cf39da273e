import { expect, it, test } from "vitest";
import { createRawLevel, isRawLevel, isStill, leaveOut, noteRaw, type RawLevel } from "./raw-level.ts";
import { stuckLimits } from "./run-length.ts";

const start = Date.UTC(2026, 0, 5);
const everyMs = 5000;
const hour = 720;

/** Reports every five seconds. */
function told(numbers: readonly number[], level: RawLevel = createRawLevel(), fromMs = start): RawLevel {
  for (const [index, raw] of numbers.entries()) noteRaw(level, raw, fromMs + index * everyMs);
  return level;
}

const repeat = (count: number, valueOf: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => valueOf(index));
/** Percent, as many gateways make it: two a dB, here between 40 and 70. */
const percent = (index: number): number => 54 + 2 * (((index * 7) % 16) - 8 + (index % 3 === 0 ? 1 : 0));

test.each([
  {
    of: "a number that stands still after hours in which it moved",
    numbers: [...repeat(2 * hour, percent), ...repeat(400, () => 54)],
    still: true,
  },
  {
    of: "a byte without its sign",
    numbers: [...repeat(2 * hour, (index) => 190 + ((index * 12) % 13)), ...repeat(400, () => 196)],
    still: true,
  },
  {
    of: "less than half an hour",
    numbers: [...repeat(2 * hour, percent), ...repeat(340, () => 54)],
    still: false,
  },
  { of: "too little known", numbers: [...repeat(60, percent), ...repeat(400, () => 54)], still: false },
  { of: "one that never moved", numbers: repeat(2 * hour, () => 54), still: false },
  {
    of: "an end of its scale: a phone beside the gateway has 100 %",
    numbers: [
      ...repeat(2 * hour, (index) => Math.min(100, 84 + 2 * ((index * 7) % 9))),
      ...repeat(400, () => 100),
    ],
    still: false,
  },
  {
    of: "bars",
    numbers: [...repeat(2 * hour, (index) => 1 + ((index * 3) % 5)), ...repeat(400, () => 3)],
    still: false,
  },
  {
    of: "percent in fifths",
    numbers: [...repeat(2 * hour, (index) => 20 + 20 * ((index * 3) % 5)), ...repeat(400, () => 60)],
    still: false,
  },
  {
    of: "a number that moves now and then",
    numbers: [...repeat(4 * hour, (index) => percent(Math.floor(index / 50))), ...repeat(400, () => 54)],
    still: false,
  },
])("$of: $still", ({ numbers, still }) => {
  expect(isStill(told(numbers), stuckLimits)).toBe(still);
});

it("learns nothing of a long run: after days it is still one", () => {
  const level = told([...repeat(2 * hour, percent), ...repeat(3 * 24 * hour, () => 54)]);
  expect(isStill(level, stuckLimits)).toBe(true);
});

it("is no longer by what a silence hid, nor by windows without traffic", () => {
  const level = told(repeat(2 * hour, percent));
  const from = start + 2 * hour * everyMs;
  told(
    repeat(200, () => 54),
    level,
    from,
  );
  expect(
    isStill(
      told(
        repeat(20, () => 54),
        level,
        from + 3_600_000,
      ),
      stuckLimits,
    ),
  ).toBe(false);
  expect(
    isStill(
      told(
        repeat(200, () => 54),
        level,
        from + 4_400_000,
      ),
      stuckLimits,
    ),
  ).toBe(true);
  for (let minutes = 0; minutes < 10; minutes += 1) leaveOut(level, 12, 60_000);
  expect(isStill(level, stuckLimits)).toBe(false);
});

it("takes no report from before the last", () => {
  const level = told([50, 52]);
  noteRaw(level, 90, start);
  expect(level).toMatchObject({ run: { value: 52, samples: 1 }, highest: 52 });
});

it("is a level only where drivers do not write it for nothing measured", () => {
  const no = [null, 0, -1, -127, 127, 128, 255, 111, 145];
  expect(no.filter(isRawLevel)).toEqual([]);
  expect([1, 100, 110, 146, 206, 254].filter(isRawLevel)).toHaveLength(6);
});
