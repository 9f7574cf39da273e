import { describe, expect, it } from "vitest";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { expiryMs } from "#processors/scenarios/bridges.ts";
import { runWhole } from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const startAt = 1_000_000;
const row = "Device.WiFi.AccessPoint.1.AssociatedDevice.1.";

function reportAt(at: number, names: readonly string[]): TelemetryEvent {
  return {
    ...blankEvent,
    event_id: `report-${at}`,
    observed_at: epochMs(at),
    received_at: epochMs(at + 100),
    tables: stationTables,
    stations: names.map((name) => stationAt(name, 1, -50)),
  };
}

/** Received just after the report that shows the station. */
function creationAt(at: number): TelemetryEvent {
  const received_at = epochMs(at + 150);
  return {
    ...blankEvent,
    kind: "object_creation",
    event_id: `creation-${at}`,
    time_quality: "none",
    observed_at: received_at,
    received_at,
    changes: [{ path: row, kind: "created", unique_keys: { MACAddress: "02:00:00:00:00:02" } }],
  };
}

/** Six times a station leaves and comes back, which a report shows and then a notification tells. */
const cycles = Array.from({ length: 6 }, (_, cycle) => startAt + 40_000 * cycle).map((at) => [
  [reportAt(at, ["01"])],
  [reportAt(at + 10_000, ["01"])],
  [reportAt(at + 20_000, ["01"])],
  [reportAt(at + 30_000, ["01", "02"]), creationAt(at + 30_000)],
]);

const tickAll = (at: number): TelemetryEvent[] => ["a", "b"].map((id) => tickAt(at, id, expiryMs));
const afterwards = Array.from({ length: 12 }, (_, index) => startAt + 300_000 + 10_000 * index);

const alertsOf = (events: readonly TelemetryEvent[]): object[] =>
  runWhole([...tickAll(startAt - 1000), ...events, ...afterwards.flatMap(tickAll)])
    .flat()
    .flatMap(({ topic, value }) =>
      topic === "alertCandidate"
        ? [{ class: value.alert_class, state: value.state, at: value.changed_at, value: value.value }]
        : [],
    );

describe("a notification after the report that shows what it tells", () => {
  it("means the same whether or not both pass to churn in the same step", () => {
    const alone = cycles.flat(2).flatMap((event) => [event, ...tickAll(event.received_at + 1)]);
    const together = cycles
      .flat()
      .flatMap((events) => [...events, ...tickAll((events.at(-1)?.received_at ?? 0) + 1)]);
    const alerts = alertsOf(alone);
    expect(alerts).toContainEqual(expect.objectContaining({ class: "flapping", state: "firing" }));
    expect(alertsOf(together)).toEqual(alerts);
  });
});
