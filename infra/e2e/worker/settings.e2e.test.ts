/** Workers that are killed and come back with other window settings: no window twice, none lost, no report in two. */
import { expect, test } from "vitest";
import { defaultWindow, type WindowConfig } from "#processors/config.ts";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createWorkerSuite } from "./worker-suite.ts";
import { partitions, readAll, type WorkerRun } from "./worker-run.ts";

const suite = createWorkerSuite();

const homes = 20;
const intervalMs = 5000;
/** Any whole hour: every window size begins there. */
const startMs = 1_800_000_000_000;

/** Sooner in everything, then later in everything. */
const owners: readonly WindowConfig[] = [
  defaultWindow,
  {
    sizeMs: 30_000,
    latenessMs: 0,
    spreadMs: 0,
    horizonMs: 300_000,
    idleMinMs: 5000,
    idleMaxMs: 10_000,
    idleIntervals: 1,
    leaveAfterReports: 1,
  },
  {
    sizeMs: 120_000,
    latenessMs: 40_000,
    spreadMs: 90_000,
    horizonMs: 1_800_000,
    idleMinMs: 60_000,
    idleMaxMs: 900_000,
    idleIntervals: 10,
    leaveAfterReports: 5,
  },
];

/** The station is there in every other minute. */
const reportOf = (home: number, at: number): TelemetryEvent => ({
  ...blankEvent,
  event_id: `${home}-${at}`,
  home_id: `home-${home}`,
  observed_at: epochMs(at),
  received_at: epochMs(at + 100),
  interval_ms: intervalMs,
  tables: stationTables,
  stations: Math.floor(at / 60_000) % 2 === 0 ? [stationAt("01", 1, -50)] : [],
});

/** Ticks only, so that whatever waits for reports closes. */
async function tickUntil(run: WorkerRun, from: number, to: number): Promise<void> {
  const published: Promise<void>[] = [];
  for (let at = from; at < to; at += intervalMs) {
    for (let partition = 0; partition < partitions; partition += 1) {
      published.push(run.publish(partition, tickAt(at)));
    }
  }
  await Promise.all(published);
}

/**
 * How long before its owner is killed a home falls silent. 40 s: its window was closed as idle by one that waits 10 s,
 * and would not be by one that waits 60 s; 20 s: not yet by one that waits 30 s, and would be by one that waits 10 s.
 */
const silentMs = [40_000, 20_000, 0, 0, 0];

/** Reports of all homes and a tick every five seconds, `[from, to)`. */
async function feed(run: WorkerRun, from: number, to: number): Promise<number> {
  const published: Promise<void>[] = [];
  let reports = 0;
  for (let at = from; at < to; at += intervalMs) {
    for (let partition = 0; partition < partitions; partition += 1) {
      published.push(run.publish(partition, tickAt(at)));
    }
    for (let home = 0; home < homes; home += 1) {
      if (at >= to - (silentMs[home % silentMs.length] ?? 0)) continue;
      published.push(run.publish(home % partitions, reportOf(home, at)));
      reports += 1;
    }
  }
  await Promise.all(published);
  return reports;
}

test("a restart with changed window settings emits nothing twice and loses nothing", async () => {
  // Nothing is in a snapshot when an owner is killed: the next one replays all of its decisions.
  const run = await suite.newRun("settings", { window: defaultWindow, replayDistanceMs: 86_400_000 });
  let reports = 0;
  for (const [index, window] of owners.entries()) {
    const from = startMs + index * 200_000;
    reports += await feed(run, from, from + 200_000);
    const worker = await suite.start(run, partitions, { window });
    await run.caughtUp();
    await worker.signal("SIGKILL");
  }
  const end = startMs + owners.length * 200_000;
  await tickUntil(run, end, end + 2_000_000);
  await suite.start(run, partitions);
  await run.caughtUp();

  const windows = (await readAll(run.kafka, run.settings.topics.window))
    .flat()
    .map(({ value }): HomeWindow => JSON.parse(String(value)));
  const keys = windows.map((w) => `${keyOf(w)} revision ${w.revision}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const newest = new Map<string, HomeWindow>();
  for (const window of windows) newest.set(keyOf(window), window);
  const received = [...newest.values()].reduce((sum, window) => sum + window.received, 0);
  expect(received).toBe(reports);
  expect(new Set(windows.map(({ window_ms }) => window_ms))).toEqual(new Set([60_000, 30_000, 120_000]));
  for (let home = 0; home < homes; home += 1) expectNoOverlap(newest.values(), `home-${home}`);
});

const keyOf = (window: HomeWindow): string =>
  `${window.home_id} ${window.window_start} ${window.window_ms} epoch ${window.clock_epoch}`;

function expectNoOverlap(windows: Iterable<HomeWindow>, homeId: string): void {
  const ofHome = [...windows].filter(({ home_id }) => home_id === homeId);
  ofHome.sort((a, b) => a.window_start - b.window_start);
  for (const [index, window] of ofHome.entries()) {
    const before = ofHome[index - 1];
    if (before !== undefined)
      expect(before.window_start + before.window_ms).toBeLessThanOrEqual(window.window_start);
  }
}
