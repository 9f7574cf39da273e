import fc from "fast-check";
import { expect, it } from "vitest";
import {
  blankEvent,
  blankHeardStation,
  blankHost,
  blankRadio,
  stationAt,
} from "#processors/scenarios/blank.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { emitWindow, type Emission } from "./home-window.ts";
import { createWindow, foldReport } from "./window.ts";

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
const band = optional(fc.constantFrom("2.4GHz", "5GHz"));

/** A row of one of two stations at one of two access points, or of one of two radios; `counted` is every counter of it. */
const row = fc.record({
  number: fc.integer({ min: 1, max: 2 }),
  accessPoint: fc.integer({ min: 1, max: 2 }),
  level: fc.integer({ min: -80, max: -40 }),
  bssid: optional(fc.constantFrom("aa", "bb")),
  band,
  channel: optional(fc.constantFrom(1, 6)),
  counted: optional(fc.nat(9)),
});

/** Few seconds, so that many are at one instant. */
const reports = fc.array(
  fc.record({
    second: fc.nat(4),
    profile_id: fc.constantFrom("bulk", "push"),
    rows: fc.array(row, { maxLength: 3 }),
  }),
  { maxLength: 8 },
);
type Told = typeof reports extends fc.Arbitrary<(infer Value)[]> ? Value : never;

const toEvent = ({ second, profile_id, rows }: Told, index: number): TelemetryEvent => ({
  ...blankEvent,
  event_id: String(index),
  profile_id,
  observed_at: epochMs(second * 1000),
  stations: rows.map(({ number, accessPoint, level, bssid, band: of, counted }) => ({
    ...stationAt(`0${number}`, accessPoint, level),
    bssid,
    band: of,
    downlink_rate_kbps: counted,
    bytes_sent_total: counted,
  })),
  radios: rows.map(({ number, band: of, channel, level, counted }) => ({
    ...blankRadio,
    radio: `Device.WiFi.Radio.${number}.`,
    band: of,
    channel,
    noise_dbm: level,
    channel_utilization_percent: counted,
    bytes_sent_total: counted,
  })),
  hosts: rows.map(({ number }) => ({
    ...blankHost,
    host_mac: `0${number}`,
    interface_type: "Ethernet",
  })),
  heard_stations: rows.map(({ number, accessPoint, level }) => ({
    ...blankHeardStation,
    sta_mac: `02:00:00:00:00:0${number}`,
    radio: `Device.WiFi.Radio.${accessPoint}.`,
    rssi_dbm: level,
  })),
});

const emission: Emission = {
  homeId: "home",
  sizeMs: 60_000,
  rowVersion: 0,
  closedBy: "progress",
  expected: 1,
  received: 1,
  coverage: 1,
  streams: [],
  stationStreams: [["gateway", "bulk"]],
  shape: "",
  countFrom: 0,
  gateway: { uptime_seconds: null, model_name: null, software_version: null },
  placeOf: (_, accessPoint) => ({
    radio: accessPoint.replace("AccessPoint", "Radio"),
    bssid: null,
    band: null,
  }),
  bandOf: () => null,
  isOfRadio: (_, accessPoint, { radio }) => accessPoint.replace("AccessPoint", "Radio") === radio,
};

function recordOf(events: readonly TelemetryEvent[]): HomeWindow {
  const window = createWindow(0, 0);
  for (const event of events) foldReport(window, event);
  return emitWindow(window, emission);
}

it("a window is the same in any order of its reports, even of several at one instant", () => {
  const orders = reports
    .map((all) => all.map(toEvent))
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(orders, ([events, other]) => {
      expect(recordOf(other)).toEqual(recordOf(events));
    }),
    { numRuns: 1000 },
  );
});
