/** A simulated day of one home as events: nothing is lost on the way. */
import { expect, it } from "vitest";
import { defaultOptions } from "#infra/simulator/world/options.ts";
import { simulateHome } from "#infra/simulator/world/simulate.ts";
import { toEvents } from "./world-event.ts";

const options = { ...defaultOptions, home: 3, durationMs: 6 * 3_600_000, intervalMs: 60_000 };
const reports = [...simulateHome(options)];

it("every report is one event with its rows, in the order of receiving with the notifications", () => {
  expect(reports.length).toBeGreaterThan(300);
  for (const report of reports) {
    const events = toEvents(report);
    const last = events.find(({ kind }) => kind === "report");
    expect(last?.stations.map(({ sta_mac: mac }) => mac)).toEqual(report.stations.map(({ mac }) => mac));
    expect(last?.hosts).toHaveLength(report.hosts.length);
    const received = events.map((event) => Number(event.received_at));
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  }
});

it("a level that intake does not trust is none", () => {
  const [report] = reports;
  const [station] = report?.stations ?? [];
  if (report === undefined || station === undefined) throw new Error("no station");
  const [event] = toEvents({ ...report, notifications: [], stations: [{ ...station, rssi: -127 }, station] });
  expect(event?.stations.map(({ rssi_dbm: level }) => level)).toEqual([null, station.rssi]);
});
