import { describe, expect, test } from "vitest";
import { Chance } from "./chance.ts";

const draw = (seed: string, count: number, one: (chance: Chance) => number): number[] => {
  const chance = new Chance(seed);
  return Array.from({ length: count }, () => one(chance));
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: readonly number[], isSo: (value: number) => boolean): number =>
  values.filter(isSo).length / values.length;

describe("a stream of random numbers", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(draw("a", 20, (chance) => chance.bits())).toEqual(draw("a", 20, (chance) => chance.bits()));
    expect(draw("a", 20, (chance) => chance.bits())).not.toEqual(draw("b", 20, (chance) => chance.bits()));
  });

  test("of neighbouring seeds has nothing in common", () => {
    const [one = [], two = []] = ["home/1", "home/2"].map((seed) =>
      draw(seed, 50_000, (chance) => chance.uniform()),
    );
    const product = mean(one.map((value, index) => (value - 0.5) * ((two[index] ?? 0) - 0.5)));
    expect(Math.abs(product * 12)).toBeLessThan(0.02);
  });

  // Standard errors of 400,000 draws are below a third of the tolerances.
  test.each([
    { name: "uniform", one: (chance: Chance) => chance.uniform(), want: 0.5, within: 0.002 },
    { name: "exponential", one: (chance: Chance) => chance.exponential(3), want: 3, within: 0.02 },
    {
      name: "lognormal",
      one: (chance: Chance) => chance.lognormal(2, 0.5),
      want: 2 * Math.exp(0.125),
      within: 0.01,
    },
    {
      name: "Weibull 2",
      one: (chance: Chance) => chance.weibull(2, 1),
      want: Math.sqrt(Math.PI) / 2,
      within: 0.003,
    },
    { name: "Pareto 3", one: (chance: Chance) => chance.pareto(1, 3), want: 1.5, within: 0.01 },
    { name: "Poisson", one: (chance: Chance) => chance.poisson(4), want: 4, within: 0.015 },
    { name: "gamma", one: (chance: Chance) => chance.gamma(5, 3), want: 15, within: 0.05 },
  ])("$name has the mean it should have", ({ one, want, within }) => {
    expect(Math.abs(mean(draw("mean", 400_000, one)) - want)).toBeLessThan(within);
  });

  test("is normal in the middle and in the tails", () => {
    const values = draw("normal", 1_000_000, (chance) => chance.normal());
    expect(Math.abs(mean(values))).toBeLessThan(0.004);
    expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.006);
    expect(Math.abs(share(values, (value) => Math.abs(value) < 1) - 0.6827)).toBeLessThan(0.002);
    expect(Math.abs(share(values, (value) => value > 2) - 0.02275)).toBeLessThan(0.0006);
    expect(Math.abs(share(values, (value) => value < -3.5) - 0.0002326)).toBeLessThan(0.00006);
  });
});
