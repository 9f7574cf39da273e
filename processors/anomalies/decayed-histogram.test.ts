import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecayed,
  createDecayedHistogram,
  decayedCount,
  decayedQuantile,
  type DecayedHistogram,
  moveDecayed,
  rssiBins,
} from "./decayed-histogram.ts";

const hourMs = 3_600_000;
const start = 480_000 * hourMs;

type Sample = readonly [atMs: number, rssiDbm: number];

function histogramOf(samples: readonly Sample[]): DecayedHistogram {
  const histogram = createDecayedHistogram();
  for (const [atMs, rssiDbm] of samples) addDecayed(histogram, rssiDbm, atMs, rssiBins);
  return histogram;
}

const binsOf = ({ weighed }: DecayedHistogram): number[] => weighed.filter((_, index) => index % 2 === 0);

/** The same by its definition: each sample weighs 2^-(age in half-lives). */
function exactQuantile(samples: readonly Sample[], nowMs: number, share: number): number | undefined {
  const weighed = samples
    .map(([atMs, rssiDbm]) => ({ rssiDbm, weight: 2 ** ((atMs - nowMs) / hourMs) }))
    .sort((one, other) => one.rssiDbm - other.rssiDbm);
  let left = share * weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.find(({ weight }) => (left -= weight) <= 0)?.rssiDbm;
}

/** A sample every 5 s from `start` on. */
const everyFiveSeconds = (count: number, level: (index: number) => number): Sample[] =>
  Array.from({ length: count }, (_, index) => [start + index * 5000, level(index)]);

describe("a decayed histogram", () => {
  it("of samples of one time is a plain one: the quantile is the nearest rank", () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, index) => [start, -index - 1]));
    const want = [
      { share: 0, bin: -100 },
      { share: 0.01, bin: -100 },
      { share: 0.02, bin: -99 },
      { share: 0.5, bin: -51 },
      { share: 0.505, bin: -50 },
      { share: 1, bin: -1 },
    ];
    for (const { share, bin } of want) expect(decayedQuantile(histogram, share), `${share}`).toBe(bin);
  });

  it("halves what it holds every half-life", () => {
    const histogram = histogramOf(everyFiveSeconds(720, () => -60));
    expect(decayedCount(histogram, start + hourMs, rssiBins)).toBeCloseTo(720 / 2 / Math.LN2, -1);
    expect(decayedCount(histogram, start + 2 * hourMs, rssiBins)).toBeCloseTo(720 / 4 / Math.LN2, -1);
  });

  it("moved by hours is that of samples of another time", () => {
    const samples = everyFiveSeconds(1440, (index) => -60 - (index % 9));
    const moved = histogramOf(samples);
    moveDecayed(moved, -240 * hourMs, rssiBins);
    expect(moved).toEqual(histogramOf(samples.map(([atMs, dbm]) => [atMs - 240 * hourMs, dbm])));
    const empty = createDecayedHistogram();
    moveDecayed(empty, -240 * hourMs, rssiBins);
    expect(empty).toEqual(createDecayedHistogram());
  });

  it("that keeps what it holds in silence has halved it once, however long nothing came", () => {
    const kept = { ...rssiBins, isKeptInSilence: true };
    const histogram = createDecayedHistogram();
    for (let second = 0; second < 3600; second += 5) addDecayed(histogram, -60, start + 1000 * second, kept);
    const held = decayedCount(histogram, start + hourMs, kept);
    expect(decayedCount(histogram, start + 12 * hourMs, kept)).toBe(held);
    addDecayed(histogram, -50, start + 12 * hourMs, kept);
    expect(decayedCount(histogram, start + 12 * hourMs, kept)).toBeCloseTo(held + 1, 0);
  });

  it("goes by the time of samples, not their number: a new level is half of it after a half-life", () => {
    for (const intervalMs of [5000, 60_000]) {
      const before = Array.from({ length: (20 * hourMs) / intervalMs }, (_, index): Sample => {
        return [start + index * intervalMs, -50];
      });
      const after = Array.from({ length: hourMs / intervalMs }, (_, index): Sample => {
        return [start + 20 * hourMs + index * intervalMs, -70];
      });
      const histogram = histogramOf([...before, ...after]);
      expect(decayedQuantile(histogram, 0.49)).toBe(-70);
      expect(decayedQuantile(histogram, 0.51)).toBe(-50);
    }
  });

  it("gives the quantiles of its definition, to a bin, whatever the order within it", () => {
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 10 * hourMs }), fc.integer({ min: -110, max: 0 })),
      { minLength: 200, maxLength: 600 },
    );
    fc.assert(
      fc.property(samples, (drawn) => {
        const all = drawn.map(([offsetMs, rssiDbm]): Sample => [start + offsetMs, rssiDbm]);
        const histogram = histogramOf(all);
        const newest = Math.max(...all.map(([atMs]) => atMs));
        for (const share of [0.02, 0.1, 0.5, 0.9]) {
          const got = decayedQuantile(histogram, share) ?? Number.NaN;
          // Weights are rounded down by less than 1/64 of a new sample each: a share moves by as little.
          expect(got).toBeGreaterThanOrEqual(exactQuantile(all, newest, share - 0.03) ?? -110);
          expect(got).toBeLessThanOrEqual(exactQuantile(all, newest, share + 0.03) ?? 0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("takes a late sample with the weight it would have had by now", () => {
    const inTime = histogramOf([
      [start, -60],
      [start + 2 * hourMs, -50],
    ]);
    const late = histogramOf([
      [start + 2 * hourMs, -50],
      [start, -60],
    ]);
    expect(late).toEqual(inTime);
    expect(late).toEqual({ halfLives: 480_002, weighed: [-60, 16, -50, 64] });
  });

  it("forgets a bin after seven half-lives, so its state is bounded by what is recent", () => {
    const histogram = histogramOf([
      [start, -60],
      [start + 6 * hourMs, -50],
    ]);
    expect(binsOf(histogram)).toEqual([-60, -50]);
    addDecayed(histogram, -50, start + 7 * hourMs, rssiBins);
    expect(binsOf(histogram)).toEqual([-50]);
    addDecayed(histogram, -60, start, rssiBins);
    expect(binsOf(histogram)).toEqual([-50]);
  });

  it("holds whole numbers of three bytes at a sample every five seconds", () => {
    const histogram = histogramOf(everyFiveSeconds(20_000, (index) => -60 + (index % 3)));
    expect(histogram.weighed.every((weight) => Number.isInteger(weight) && weight < 2 ** 20)).toBe(true);
  });

  it("counts nothing outside its bins, and rounds halves down", () => {
    const histogram = createDecayedHistogram();
    for (const value of [-110.5, 1, Number.NaN]) {
      expect(addDecayed(histogram, value, start, rssiBins)).toBe(false);
    }
    expect(decayedQuantile(histogram, 0.5)).toBeNull();
    expect(addDecayed(histogram, -70.5, start, rssiBins)).toBe(true);
    expect(decayedQuantile(histogram, 0.5)).toBe(-71);
  });
});
