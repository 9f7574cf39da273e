import { describe, expect, it } from "vitest";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { expiryMs } from "#processors/scenarios/bridges.ts";
import { runWhole } from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const startAt = 1_000_000;
const row = "Device.WiFi.AccessPoint.1.AssociatedDevice.2.";

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

/**
 * Three times a station is away between two reports, in the middle of a window, and once more just after its end, which the
 * reports behind show and a notification tells before the window closes.
 */
function restless(times: number, backMs = 8_000): TelemetryEvent[] {
  const full = Math.ceil(startAt / 60_000) * 60_000;
  const moves = Array.from({ length: times }, (_, index) => full + 60_000 * (3 + 2 * index)).flatMap(
    (end) => [
      { at: end - 36_000, isHere: false },
      { at: end - 31_000, isHere: true },
      { at: end + 1_000, isHere: false },
      { at: end + backMs, isHere: true },
    ],
  );
  const events: TelemetryEvent[] = [];
  let station = { isHere: true, since: full };
  for (let at = full; at < full + 60_000 * (5 + 2 * times); at += 500) {
    const move = moves.find((one) => one.at === at);
    if (move !== undefined) {
      station = { isHere: move.isHere, since: at };
      events.push(noticeAt(at + 50, move.isHere));
    }
    if ((at - full) % 10_000 !== 3000) continue;
    const { isHere, since } = station;
    const counted = {
      ...stationAt("02", 1, -50),
      path: row,
      bytes_sent_total: at - since,
      bytes_received_total: at - since,
      associated_since: epochMs(since),
    };
    events.push({ ...reportAt(at, []), stations: [stationAt("01", 1, -50), ...(isHere ? [counted] : [])] });
  }
  return events;
}

function noticeAt(at: number, isCreation: boolean): TelemetryEvent {
  return {
    ...creationAt(at - 150),
    kind: isCreation ? "object_creation" : "object_deletion",
    event_id: `notice-${at}`,
    changes: [
      isCreation
        ? { path: row, kind: "created", unique_keys: { MACAddress: "02:00:00:00:00:02" } }
        : { path: row, kind: "deleted", unique_keys: {} },
    ],
  };
}

/** With ticks of these bridges, each out of step with the other. */
function flappingOf(events: readonly TelemetryEvent[], ...bridges: readonly string[]) {
  const ticks = bridges.flatMap((id, index) =>
    Array.from({ length: 200 }, (_, tick) =>
      tickAt(startAt - 5000 + 2000 * index + 5000 * tick, id, expiryMs),
    ),
  );
  const log = [...ticks, ...events].sort((a, b) => a.received_at - b.received_at);
  return runWhole(log)
    .flat()
    .flatMap(({ topic, value }) =>
      topic === "alertCandidate" && value.alert_class === "flapping"
        ? [{ state: value.state, at: value.changed_at, value: value.value }]
        : [],
    );
}

describe("a notification of what reports after the window's end show", () => {
  it.each([1, 2, 3, 4])("counts once, whether one bridge is live or two: %d times", (count) => {
    const events = restless(count);
    expect(flappingOf(events, "a", "b")).toEqual(flappingOf(events, "a"));
  });

  it("is at the gateway's time by the report received before, whichever came into the log until it passed", () => {
    const events = restless(4, 12_500).map((event, index) =>
      event.kind === "report"
        ? { ...event, received_at: epochMs(event.received_at + ((index * 397) % 350)) }
        : event,
    );
    let offsetMs = 0;
    const told = events.map(({ kind, observed_at: at, received_at: receivedAt }) => {
      if (kind === "report") offsetMs = at - receivedAt;
      return kind === "report" ? at : receivedAt + offsetMs;
    });
    const firing = flappingOf(events, "a", "b").filter(({ state }) => state === "firing");
    expect(firing.length).toBeGreaterThan(0);
    for (const { at } of firing) expect(told).toContain(at);
  });
});

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
