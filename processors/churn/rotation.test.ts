import { describe, expect, it } from "vitest";
import { type HostNames, noteHostNames } from "./host-names.ts";
import { continuationOf, isRandomized, type Arrived, type Vanished } from "./rotation.ts";

const arrived: Arrived = {
  staMac: "0a:00:00:00:00:01",
  endpointId: "gateway",
  accessPoint: "1",
  rssiDbm: -50,
  hostName: null,
};

/** Just gone, from the same place, as loud, and nameless. */
const vanished: Vanished = { ...arrived, staMac: "0e:00:00:00:00:02", agoMs: 0, isSure: true };

describe("a randomized address", () => {
  it.each([
    { mac: "02:00:00:00:00:01", want: true },
    { mac: "de:ad:00:00:00:01", want: true },
    { mac: "fa:00:00:00:00:01", want: true },
    { mac: "00:00:00:00:00:01", want: false },
    { mac: "2c:00:00:00:00:01", want: false },
    { mac: "f4:00:00:00:00:01", want: false },
  ])("$mac: $want", ({ mac, want }) => {
    expect(isRandomized(mac)).toBe(want);
  });
});

describe("a station under another MAC", () => {
  it.each([
    { name: "as loud at the same access point", now: {}, before: {}, want: 0.6 },
    { name: "6 dB away", now: {}, before: { rssiDbm: -56 }, want: 0.3 },
    { name: "7 dB away is another", now: {}, before: { rssiDbm: -57 }, want: null },
    { name: "at another access point", now: {}, before: { accessPoint: "2" }, want: null },
    { name: "at another endpoint", now: {}, before: { endpointId: "extender" }, want: null },
    { name: "with no level known", now: {}, before: { rssiDbm: null }, want: null },
    {
      name: "of the same name elsewhere",
      now: { hostName: "tv" },
      before: { hostName: "tv", accessPoint: "2" },
      want: 0.8,
    },
    { name: "of the same name, as loud", now: { hostName: "tv" }, before: { hostName: "tv" }, want: 0.92 },
    {
      name: "of another name is another",
      now: { hostName: "tv" },
      before: { hostName: "tablet" },
      want: null,
    },
    { name: "of which only one name is known", now: { hostName: "tv" }, before: {}, want: 0.6 },
    { name: "gone for half a minute", now: {}, before: { agoMs: 30_000 }, want: 0.45 },
    { name: "gone for a minute", now: {}, before: { agoMs: 60_000 }, want: 0.3 },
    { name: "gone for longer is another", now: {}, before: { agoMs: 60_001 }, want: null },
    { name: "only missing so far", now: {}, before: { isSure: false }, want: 0.48 },
    {
      name: "with an address of its maker, now",
      now: { staMac: "00:00:00:00:00:01" },
      before: {},
      want: null,
    },
    {
      name: "with an address of its maker, before",
      now: {},
      before: { staMac: "00:00:00:00:00:02" },
      want: null,
    },
  ])("$name: $want", ({ now, before, want }) => {
    const found = continuationOf({ ...arrived, ...now }, [{ ...vanished, ...before }]);
    expect(found?.continuity ?? null).toBe(want);
  });

  it("of several the likeliest is meant, and less surely so", () => {
    const other = { ...vanished, staMac: "0e:00:00:00:00:03", rssiDbm: -54 };
    expect(continuationOf(arrived, [other, vanished])).toEqual({ staMac: vanished.staMac, continuity: 0.36 });
    const twin = { ...vanished, staMac: "0e:00:00:00:00:01" };
    expect(continuationOf(arrived, [vanished, twin])).toEqual({ staMac: twin.staMac, continuity: 0.3 });
  });
});

describe("names of hosts", () => {
  it("are kept of randomized MACs, the last 256", () => {
    const names: HostNames = new Map();
    const mac = (index: number): string => `02:00:00:00:00:${index.toString(16).padStart(4, "0")}`;
    const host = (hostMac: string, hostName: string | null) => ({
      hostMac,
      hostName,
      path: "",
      active: null,
    });
    noteHostNames(names, [host("00:00:00:00:00:01", "maker's"), host(mac(0), null), host(mac(1), "")]);
    expect(names.size).toBe(0);
    for (let index = 0; index < 300; index += 1)
      noteHostNames(names, [host(mac(index), "x"), host(mac(0), "first")]);
    expect([names.size, names.get(mac(0)), names.has(mac(1)), names.has(mac(299))]).toEqual([
      256,
      "first",
      false,
      true,
    ]);
  });
});
