/** A gateway that gives levels on a scale of its own: windows have none, and yet one that is stuck is found. */
import { expect, test } from "vitest";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";

const start = Date.UTC(2026, 9, 19);
const minutes = 12;
const hour = 60 * minutes;
const stuckFrom = 2 * hour;
const until = 3 * hour;

function reportAt(index: number, bytes: number): TelemetryEvent {
  const at = start + index * 5000;
  const moved = 54 + 2 * (((index * 7) % 16) - 8);
  const raw = index >= stuckFrom && index < until ? 54 : moved;
  return {
    ...blankEvent,
    event_id: `e${index}`,
    observed_at: epochMs(at),
    received_at: epochMs(at + 50),
    tables: stationTables,
    stations: [{ ...stationAt("01", 1, null), rssi_raw: raw, bytes_sent_total: bytes }],
  };
}

/** Minute and state of what is told; `restoredEvery` so many reports the fold is made anew of its snapshots. */
function follow(bytesAt: (index: number) => number, restoredEvery = 0): string[] {
  let fold: PartitionFold = createPartitionFold(settings);
  const told: string[] = [];
  let offset = 0;
  for (let index = 0; index < until + 10 * minutes; index += 1) {
    for (const event of [tickAt(start + index * 5000), reportAt(index, bytesAt(index))])
      for (const { topic, value } of applyWhole(fold, event, offset++).outputs)
        if (topic === "alertCandidate")
          told.push(
            `${Math.floor((index - stuckFrom) / minutes)} ${value.alert_class} ${value.state} ${JSON.stringify(value.evidence)}`,
          );
    if (restoredEvery === 0 || index % restoredEvery !== 0) continue;
    const records = fold.snapshotHome("home");
    const next = createPartitionFold(settings);
    next.restoreClock(fold.clock());
    for (const { key, value } of records) if (value !== null) next.restore(key, value);
    fold = next;
  }
  return told;
}

const busy = (index: number): number => 1000 * index;

test("it is told after half an hour, with the number, and resolved when it moves again", () => {
  const told = follow(busy);
  expect(told).toEqual([
    expect.stringMatching(/^(29|30) sensor_stuck firing .*"rssi_raw":54/),
    expect.stringMatching(/^6[1-3] sensor_stuck resolved/),
  ]);
});

test("not where there is no traffic", () => {
  expect(
    follow((index) => 1000 * Math.min(index, stuckFrom)).filter((line) => line.includes("rssi_raw")),
  ).toEqual([]);
});

test("a worker that takes over in the middle tells the same", () => {
  expect(follow(busy, 97)).toEqual(follow(busy));
});
