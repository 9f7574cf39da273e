import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addHeard, bestOther, carryHeard, type HeardPart } from "./heard.ts";

const row = (sta_mac: string, radio: string, rssi_dbm: number | null) => ({ sta_mac, radio, rssi_dbm });
const nowhere = { since: null, isOn: () => false };

describe("the best other", () => {
  const heard: HeardPart[] = [];
  addHeard(heard, "gateway", [row("aa", "r1", -80), row("aa", "r2", -60), row("bb", "r2", -40)], 10_000);
  addHeard(heard, "gateway", [row("aa", "r2", -70)], 40_000);
  addHeard(heard, "pod", [row("aa", "r1", -65)], 20_000);

  it.each([
    {
      name: "is the strongest of the newest of each radio",
      where: nowhere,
      want: { rssiDbm: -65, radio: "r1" },
    },
    {
      name: "is none that the station is on; another endpoint's radio of that path is another one",
      where: {
        since: null,
        isOn: ({ endpointId, radio }: HeardPart) => endpointId === "pod" && radio === "r1",
      },
      want: { rssiDbm: -70, radio: "r2" },
    },
    {
      name: "was heard since it came there",
      where: { ...nowhere, since: 30_000 },
      want: { rssiDbm: -70, radio: "r2" },
    },
    { name: "is nobody where none heard it since", where: { ...nowhere, since: 50_000 }, want: null },
  ])("$name", ({ where, want }) => {
    expect(bestOther(heard, "aa", where as typeof nowhere)).toEqual(want);
  });

  it("is nobody for a station that none heard", () => {
    expect(bestOther(heard, "cc", nowhere)).toBeNull();
  });
});

it("a row without a level says nothing, and hides no earlier one", () => {
  const heard: HeardPart[] = [];
  expect(addHeard(heard, "gateway", [row("aa", "r1", null)], 1)).toBe(false);
  expect(heard).toEqual([]);
  expect(addHeard(heard, "gateway", [row("aa", "r1", -60)], 1)).toBe(true);
  expect(addHeard(heard, "gateway", [row("aa", "r1", null)], 2)).toBe(false);
  expect(bestOther(heard, "aa", nowhere)).toEqual({ rssiDbm: -60, radio: "r1" });
});

it("a window takes from the one before what is up to a minute old, and nothing that is to come", () => {
  const before: HeardPart[] = [];
  addHeard(before, "gateway", [row("old", "r1", -60)], 59_999);
  addHeard(before, "gateway", [row("kept", "r1", -60)], 60_000);
  addHeard(before, "gateway", [row("late", "r1", -60)], 120_000);
  const heard: HeardPart[] = [];
  carryHeard(heard, before, 120_000);
  expect(heard.flatMap(({ stations }) => [...stations.keys()])).toEqual(["kept"]);
});

it("of passers-by without end only so many are kept", () => {
  const heard: HeardPart[] = [];
  const rows = Array.from({ length: 100 }, (_radio, radio) =>
    Array.from({ length: 300 }, (_mac, mac) => row(`${mac}`, `r${radio}`, -60)),
  ).flat();
  addHeard(heard, "gateway", rows, 1);
  expect([heard.length, Math.max(...heard.map(({ stations }) => stations.size))]).toEqual([64, 256]);
});

it("the order in which measurements come does not matter", () => {
  const measurement = fc.record({
    at: fc.integer({ min: 0, max: 3 }),
    mac: fc.constantFrom("aa", "bb"),
    radio: fc.constantFrom("r1", "r2"),
    rssi: fc.integer({ min: -90, max: -88 }),
  });
  const known = (measurements: readonly { at: number; mac: string; radio: string; rssi: number }[]) => {
    const heard: HeardPart[] = [];
    for (const { at, mac, radio, rssi } of measurements)
      addHeard(heard, "gateway", [row(mac, radio, rssi)], at);
    return new Map(heard.map(({ radio, stations }) => [radio, stations]));
  };
  fc.assert(
    fc.property(fc.array(measurement, { maxLength: 12 }), (measurements) => {
      expect(known(measurements)).toEqual(known(measurements.toReversed()));
    }),
  );
});
