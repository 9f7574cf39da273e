/** Alerts end: of a station that has gone, and where the gateway's clock was set back while they lasted. */
import { describe, expect, test } from "vitest";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import type { Rule } from "#processors/anomalies/rules.ts";
import { blankEvent, blankStation, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import type { Alert } from "#schemas/alert.ts";
import type { StationObservation, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const minute = 60_000;
const day = 1440;
const startAt = Date.UTC(2026, 9, 19);

const weak: Rule = {
  name: "weak",
  metric: "station.rssi_p50_dbm",
  condition: { operator: "<", value: -60 },
  forMs: 0,
  clear: { operator: ">=", value: -60 },
  clearForMs: 0,
  minSamples: 1,
  severity: "minor",
  scope: {},
  summary: "{subject} is weak",
};

interface Told {
  readonly minutes: number;
  readonly alert: Alert;
}

interface Run {
  readonly minutes: number;
  /** From this minute on the gateway's clock is so many minutes behind. */
  readonly back?: { readonly from: number; readonly by: number };
  readonly everySeconds?: number;
  /** Its gateway tells no time until that. */
  readonly isUntimed?: boolean;
  readonly stations: (minutes: number) => readonly StationObservation[];
}

function follow({ minutes: until, back, everySeconds = 60, isUntimed = false, stations }: Run) {
  const fold = createPartitionFold({ ...settings, rules: [weak] });
  const told: Told[] = [];
  let offset = 0;
  let mostBytes = 0;
  for (let minutes = 0; minutes < until; minutes += 1) {
    for (let second = 0; second < 60; second += everySeconds) {
      const at = startAt + minutes * minute + second * 1000;
      const behind = back !== undefined && minutes >= back.from ? back.by * minute : 0;
      const report: TelemetryEvent = {
        ...blankEvent,
        event_id: `e${at}`,
        observed_at: epochMs(isUntimed && behind === 0 ? at + 50 : at - behind),
        received_at: epochMs(at + 50),
        time_quality: isUntimed && behind === 0 ? "none" : "reported",
        tables: stationTables,
        stations: [...stations(minutes)],
      };
      for (const event of [tickAt(at), report])
        for (const { topic, value } of applyWhole(fold, event, offset++).outputs)
          if (topic === "alertCandidate") told.push({ minutes, alert: value });
    }
    if (minutes % 15 !== 0) continue;
    const hot = fold.snapshotHome("home").find(({ key }) => key.startsWith("h:"));
    mostBytes = Math.max(mostBytes, hot?.value?.length ?? 0);
  }
  return { told, mostBytes };
}

const lives = (told: readonly Told[]): string[] =>
  told.map(({ minutes, alert }) => `${minutes} ${alert.alert_class} ${alert.state}`);

describe("an alert about a station that has gone", () => {
  test("ends a day after it was seen last", () => {
    const { told } = follow({
      minutes: 2 * day,
      stations: (at) => [stationAt("01", 1, -50), ...(at < 10 ? [stationAt("02", 1, -70)] : [])],
    });
    expect(lives(told)).toEqual(["2 rule firing", "21 rule no_data", "1451 rule resolved"]);
  });

  test("does not grow the state, however many come and go, and tells of no more than a home can have", () => {
    const macOf = (number: number): string => {
      const digits = number.toString(16).padStart(8, "0");
      return ["02:00", ...[0, 2, 4, 6].map((from) => digits.slice(from, from + 2))].join(":");
    };
    const { told, mostBytes } = follow({
      minutes: 46,
      stations: (at) =>
        Array.from({ length: 500 }, (_, index) => ({
          ...blankStation,
          sta_mac: macOf(at * 500 + index),
          path: `Device.WiFi.AccessPoint.1.AssociatedDevice.${index + 1}.`,
          access_point: "Device.WiFi.AccessPoint.1.",
          rssi_dbm: -70,
          rssi_raw: -70,
        })),
    });
    expect(mostBytes).toBeLessThan(500_000);
    const open = told.reduce((ids, { alert: { episode_id: id, state } }) => {
      if (state === "firing") ids.add(id);
      if (state === "resolved") ids.delete(id);
      return ids;
    }, new Set<string>());
    expect(open.size).toBeLessThanOrEqual(256);
  });
});

describe("where the gateway's clock is set back", () => {
  /** It was raised four times within half an hour, so it is damped; it is well from minute 30 on. */
  const restless = (at: number) => [stationAt("01", 1, at < 30 && Math.floor(at / 3) % 2 === 0 ? -70 : -50)];
  const usual = follow({ minutes: 300, everySeconds: 30, stations: restless });

  test.each([60, day, 3 * day])("by %i minutes a damped alert ends when it would have", (by) => {
    const set = follow({ minutes: 300, everySeconds: 30, back: { from: 40, by }, stations: restless });
    expect(set.told.map(({ alert }) => alert.state)).toEqual(usual.told.map(({ alert }) => alert.state));
    const [wanted, got] = [usual, set].map(({ told }) => told.at(-1)?.minutes ?? 0);
    expect(Math.abs((wanted ?? 0) - (got ?? 0))).toBeLessThanOrEqual(2);
  });

  test("none changes or is cleared before it was raised", () => {
    const { told } = follow({
      minutes: 40,
      back: { from: 20, by: day },
      stations: (at) => [stationAt("01", 1, at < 22 ? -70 : -50)],
    });
    expect(told.map(({ alert }) => alert.state)).toEqual(["firing", "resolved"]);
    for (const { alert } of told) {
      expect(alert.changed_at).toBeGreaterThanOrEqual(alert.raised_at);
      expect(alert.cleared_at ?? alert.raised_at).toBeGreaterThanOrEqual(alert.raised_at);
    }
  });

  test("an alert about a station that had gone ends a day after it was seen last, also where no time was told before", () => {
    const stations = (at: number) => [stationAt("01", 1, -50), ...(at < 50 ? [stationAt("02", 1, -70)] : [])];
    for (const isUntimed of [false, true]) {
      const { told } = follow({ minutes: 2 * day, back: { from: 60, by: 20 * day }, isUntimed, stations });
      expect(told.map(({ alert }) => alert.state)).toEqual(["firing", "no_data", "resolved"]);
      expect(Math.abs((told.at(-1)?.minutes ?? 0) - (day + 50))).toBeLessThan(20);
      const changes = told.map(({ alert }) => alert.changed_at);
      expect(changes, "none changes before it changed last").toEqual(changes.toSorted((a, b) => a - b));
    }
  });

  test("a station that flaps afterwards is found, and one that flapped before ends as usual", () => {
    const flapping = (from: number) => (at: number) => [
      ...["01", "03", "04", "05"].map((name) => stationAt(name, 1, -50)),
      ...(at >= from && at < from + 60 && at % 2 === 0 ? [] : [stationAt("02", 1, -55)]),
    ];
    const statesOf = (run: Run) =>
      follow(run)
        .told.filter(({ alert }) => alert.alert_class === "flapping")
        .map(({ alert }) => alert.state);
    const common = { minutes: 400, everySeconds: 15 };
    const back = { from: 215, by: day };
    expect(statesOf({ ...common, back, stations: flapping(200) })).toEqual(["firing", "resolved"]);
    expect(statesOf({ ...common, back, stations: flapping(220) })).toEqual(["firing", "resolved"]);
  });
});
