/** The world against real data and published figures. Seeds are fixed; tolerances are what a few dozen homes allow. */
import { describe, expect, test } from "vitest";
import { createHome } from "./household.ts";
import { hourMs } from "./local-time.ts";
import {
  countTo,
  measureRoams,
  measureShifts,
  measureStillness,
  measureWalks,
  optionsOf,
  quantile,
  run,
} from "./measurement.fixture.ts";

const dayMs = 24 * hourMs;

const within =
  (least: number, most: number) =>
  (figure: number): boolean =>
    figure >= least && figure <= most;

const minuteLong = 60_000;

describe("a fixed device's RSSI is as quiet as in real homes", () => {
  const { deviations, deltas, below10, below15, longestEqual } = measureStillness(30);

  test.each([
    { name: "median deviation", figure: quantile(deviations, 0.5), target: "1.9 dB", least: 1.6, most: 2.3 },
    { name: "p90 of deviations", figure: quantile(deviations, 0.9), target: "4.6 dB", least: 3.4, most: 5.2 },
    { name: "p95 of changes", figure: quantile(deltas, 0.95), target: "5 dB", least: 4, most: 6 },
    { name: "p99 of changes", figure: quantile(deltas, 0.99), target: "9 dB", least: 8, most: 11 },
    { name: "share 10 dB below the median", figure: below10, target: "1-4 %", least: 0.01, most: 0.04 },
    { name: "share 15 dB below the median", figure: below15, target: "1.8 %", least: 0.001, most: 0.02 },
    { name: "longest run of equal samples", figure: longestEqual, target: "68", least: 10, most: 100 },
  ])("$name, target $target", ({ figure, least, most }) => expect(figure).toSatisfy(within(least, most)));
});

describe("who walks hears what walkers hear", () => {
  const deltas = measureWalks(150);

  test.each([
    [0.5, 2, 1.5],
    [0.95, 9, 2],
    [0.99, 14, 3],
  ])("p%d of changes within 2 s is %d dB", (share, target, tolerance) =>
    expect(quantile(deltas, share)).toSatisfy(within(target - tolerance, target + tolerance)),
  );
});

test(
  "about 35 % of fixed links shift 6 dB within 10 days with nothing wrong",
  { timeout: minuteLong },
  () => {
    const { share, links } = measureShifts(24);
    expect(links).toBeGreaterThan(80);
    expect(share).toSatisfy(within(0.25, 0.48));
  },
);

test("5 to 9 % of roams are back within 10 s", { timeout: minuteLong }, () => {
  const { roams, backWithin10s } = measureRoams(80, 4);
  expect(roams).toBeGreaterThan(2000);
  expect(backWithin10s / roams).toSatisfy(within(0.04, 0.1));
});

describe("a home", () => {
  const homes = countTo(600).map((home) => createHome(optionsOf(home)));
  const counts = homes.map(({ stations }) => stations.length);
  const stations = homes.flatMap((home) => home.stations);
  const phones = stations.filter(({ kindName }) => kindName === "phone");
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const isRandomized = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2;

  test("has 15 stations in the mean, with variance 60", () => {
    expect(mean(counts)).toSatisfy(within(14, 16));
    expect(mean(counts.map((count) => (count - mean(counts)) ** 2))).toSatisfy(within(48, 72));
  });

  test.each([
    ["phone", 0.25],
    ["laptop", 0.15],
    ["tv", 0.15],
    ["iot", 0.35],
    ["tablet", 0.1],
  ])("has of %s a share of %d", (kind, share) => {
    const of = stations.filter(({ kindName }) => kindName === kind).length / stations.length;
    expect(of).toSatisfy(within(share - 0.02, share + 0.02));
  });

  test("has phones of which 70 % have a random MAC, and of these 15 % a new one in 14 days, 5 % in a day", () => {
    const random = phones.filter(({ mac }) => isRandomized(mac));
    const every = (days: number): number =>
      random.filter(({ rotationMs }) => rotationMs === days * dayMs).length / random.length;
    expect(random.length / phones.length).toSatisfy(within(0.66, 0.74));
    expect(every(14)).toSatisfy(within(0.12, 0.18));
    expect(every(1)).toSatisfy(within(0.03, 0.07));
    expect(every(0)).toSatisfy(within(0.76, 0.84));
  });

  test("has 95 m2 in the median, 1 to 3 floors and 1 to 4 access points", () => {
    const areas = homes.map(({ building }) => building.areaM2);
    expect(quantile(areas, 0.5)).toSatisfy(within(90, 100));
    expect(new Set(homes.map(({ building }) => building.floors))).toEqual(new Set([1, 2, 3]));
    expect(new Set(homes.map(({ building }) => building.accessPoints.length))).toEqual(new Set([1, 2, 3, 4]));
  });
});

test(
  "0.02 times a day a link is silent for more than three intervals by itself",
  { timeout: minuteLong },
  () => {
    const gaps = countTo(60).flatMap((home) =>
      run(optionsOf(home, { durationMs: 10 * dayMs, intervalMs: 300_000 })).filter(
        ({ class: kind, cause }) => kind === "silence" && cause.startsWith("link_"),
      ),
    );
    expect(gaps.length / 600).toSatisfy(within(0.01, 0.035));
  },
);
