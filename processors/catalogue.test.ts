/**
 * Cases 55, 89 and 90 of the catalogue in the domain reference, section 10, which need more than one message: events of a
 * home in, joins and leaves out. 91 is a view's (`infra/e2e/sink/views.e2e.test.ts`).
 */
import { describe, expect, it } from "vitest";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { RowChange, StationObservation, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { blankEvent, stationAt, stationTables, tickAt } from "./scenarios/blank.ts";
import { runWhole } from "./scenarios/run.ts";

const report = (second: number, ...stations: StationObservation[]): TelemetryEvent => ({
  ...blankEvent,
  event_id: `report ${second}`,
  observed_at: epochMs(second * 1000),
  received_at: epochMs(second * 1000 + 100),
  tables: stationTables,
  stations,
});
const notified = (second: number, change: RowChange): TelemetryEvent => ({
  ...blankEvent,
  event_id: `notify ${second}`,
  kind: change.kind === "created" ? "object_creation" : "object_deletion",
  source: "usp-notify",
  time_quality: "none",
  observed_at: epochMs(second * 1000),
  received_at: epochMs(second * 1000),
  changes: [change],
});
const deleted = (second: number, path: string): TelemetryEvent =>
  notified(second, { kind: "deleted", path, unique_keys: {} });
const created = (second: number, path: string, mac: string): TelemetryEvent =>
  notified(second, { kind: "created", path, unique_keys: { MACAddress: mac } });

/** Of a home whose bridge ticks every 5 s. */
function outputsOf(...events: readonly TelemetryEvent[]) {
  const last = Math.max(...events.map((event) => event.received_at));
  const ticks = Array.from({ length: Math.ceil(last / 5000) + 2 }, (_, index) => tickAt(index * 5000));
  const all = [...events, ...ticks].sort((a, b) => a.received_at - b.received_at);
  return runWhole(all).flat();
}
const changesOf = (...events: readonly TelemetryEvent[]): readonly string[] =>
  outputsOf(...events).flatMap(({ topic, value }) => {
    if (topic !== "associationChange") return [];
    const { observed_at, kind, sta_mac, reason } = value;
    return [`${observed_at / 1000} ${kind} ${sta_mac.slice(-2)} ${reason}`];
  });

const a = stationAt("01", 1, -50);
const b = stationAt("02", 1, -60);
const row = "Device.WiFi.AccessPoint.1.AssociatedDevice.9.";

describe("joins and leaves", () => {
  it("55 a deletion of a path that nobody was seen in is nobody's leave", () => {
    expect(changesOf(report(5, a), deleted(6, row), report(10, a), report(15))).toEqual([]);
  });

  it("55 a deletion is that of the station whose creation in the row was notified", () => {
    const events = [report(5, a), created(6, row, a.sta_mac.toUpperCase()), deleted(7, row), report(10)];
    expect(changesOf(...events)).toEqual(["10 leave 01 deletion_notified"]);
  });

  it("89 a row that is missing from one report is no leave", () => {
    expect(changesOf(report(5, a, b), report(10, a), report(15, a, b))).toEqual([]);
  });

  it("89 with the notification of its deletion it is", () => {
    expect(changesOf(report(5, a, b), deleted(6, b.path), report(10, a))).toEqual([
      "10 leave 02 deletion_notified",
    ]);
  });

  it("90 a row that is another station in the next report is two stations", () => {
    const sameRow = { ...b, path: a.path };
    const events = [report(5, a), report(10, sameRow), report(15, sameRow), report(80, sameRow)];
    expect(changesOf(...events)).toEqual(["10 join 02 report", "15 leave 01 report"]);
    const windows = outputsOf(...events).filter(({ topic }) => topic === "window");
    const [first] = windows.map(({ value }) => value as HomeWindow);
    expect(first?.stations.map(({ sta_mac, samples, rssi_bins }) => [sta_mac, samples, rssi_bins])).toEqual([
      [a.sta_mac, 1, [-50]],
      [b.sta_mac, 2, [-60]],
    ]);
  });
});
