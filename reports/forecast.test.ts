import { describe, expect, test } from "vitest";
import { type DailyValue, type Forecast, forecastDaily, forecastError, monthsUntil } from "./forecast.ts";

/** Uniform in (0, 1), the same for a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296 + 1e-12;
  };
}

const week = [3, 1, -2, 0, 2, -1, -3];
const truth = (day: number): number => 100 + 0.2 * day + (week[day % 7] ?? 0);

/** A past of `days` with a known line and week; each day's noise keeps `memory` of the day before. */
function simulate(seed: number, days: number, memory = 0): (day: number) => number {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const noise: number[] = [];
  for (let day = 0; day < days; day += 1)
    noise.push(memory * (noise.at(-1) ?? normal() * 4) + Math.sqrt(1 - memory ** 2) * 4 * normal());
  return (day) => truth(day) + (noise[day] ?? 0);
}

const valuesOf = (of: (day: number) => number, days: number): DailyValue[] =>
  Array.from({ length: days }, (_, day) => ({ day, value: of(day) }));

function fitted(values: readonly DailyValue[]): Forecast {
  const outcome = forecastDaily(values);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.forecast;
}

describe("a forecast", () => {
  test("of a line and a week without noise is what comes", () => {
    const forecast = fitted(valuesOf(truth, 56));
    for (const day of [56, 60, 100, 146]) expect(forecast.at(day).mean).toBeCloseTo(truth(day), 6);
    expect(forecast.perWeek).toBeCloseTo(1.4, 9);
    expect(forecast.level(70)).toBeCloseTo(114, 6);
  });

  test("needs eight weeks, and three days in four", () => {
    expect(forecastDaily(valuesOf(truth, 55))).toEqual({
      ok: false,
      reason: "7 weeks of data, 8 are needed",
    });
    expect(forecastDaily([])).toMatchObject({ ok: false });
    expect(forecastDaily(valuesOf(truth, 60).filter(({ day }) => day % 2 === 0 || day === 59))).toMatchObject(
      {
        ok: false,
        reason: expect.stringContaining("31 of 60 days"),
      },
    );
  });

  test("does without days that are missing", () => {
    const values = valuesOf(truth, 70).filter(({ day }) => day % 11 !== 0);
    expect(fitted(values).at(90).mean).toBeCloseTo(truth(90), 6);
  });

  const covered = (memory: number, horizon: number, seeds: number): number =>
    Array.from({ length: seeds }, (_, seed) => {
      const of = simulate(Math.imul(seed + 1, 0x9e3779b1), horizon + 1, memory);
      const { low, high } = fitted(valuesOf(of, 56)).at(horizon);
      return of(horizon) >= low && of(horizon) <= high;
    }).filter(Boolean).length;
  test.each([56, 63, 84, 147])("covers day %i of 100 pasts with 72 to 88 of its intervals", (horizon) => {
    const count = covered(0, horizon, 100);
    expect(count).toBeGreaterThanOrEqual(72);
    expect(count).toBeLessThanOrEqual(88);
  });
  test("covers 80 % to within what chance allows in 1,000 pasts, also where a day resembles the one before", () => {
    expect(Math.abs(covered(0, 84, 1000) - 800)).toBeLessThan(38);
    expect(Math.abs(covered(0.3, 84, 1000) - 800)).toBeLessThan(45);
  });
});

describe("months until a limit", () => {
  const forecast = fitted(valuesOf((day) => truth(day) + (day % 3) - 1, 56));
  test("are counted on the line", () => {
    expect(monthsUntil(forecast.level(56) + 4 * forecast.perWeek, forecast, 56)).toBeCloseTo(28 / 30.4375, 6);
  });
  test("are 0 when it is reached, and unknown without a trend or beyond five years", () => {
    expect(monthsUntil(100, forecast, 56)).toBe(0);
    expect(monthsUntil(100_000, forecast, 56)).toBeNull();
    const flat = fitted(
      valuesOf(simulate(7, 56), 56).map(({ day, value }) => ({ day, value: value - 0.2 * day })),
    );
    expect(flat.hasTrend).toBe(false);
    expect(monthsUntil(150, flat, 56)).toBeNull();
  });
});

test("a forecast's error is that of the days that have come", () => {
  const said = new Map([
    [1, { mean: 90, low: 80, high: 95 }],
    [2, { mean: 110, low: 90, high: 120 }],
    [3, { mean: 1, low: 0, high: 2 }],
  ]);
  const seen = [
    { day: 0, value: 5 },
    { day: 1, value: 100 },
    { day: 2, value: 100 },
  ];
  expect(forecastError(said, seen)).toEqual({ days: 2, meanAbsoluteShare: 0.1, withinInterval: 0.5 });
  expect(forecastError(said, [])).toBeNull();
});
