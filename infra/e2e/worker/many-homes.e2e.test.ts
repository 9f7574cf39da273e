/** Homes by the ten thousand: idle ones cost nothing, and a tick that concerns all of them is no one transaction. */
import { defaultWindow } from "#processors/config.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { endOffsets } from "#infra/adapters/kafka-admin.ts";
import { type Checkpoint, checkpointKey, parseCheckpoint } from "#processors/runtime/checkpoint.ts";
import { eventAt } from "#processors/runtime/counting-fold.fixture.ts";
import { blankEvent, tickAt } from "#processors/scenarios/blank.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createWorkerSuite } from "./worker-suite.ts";
import { partitions, readAll, until, type WorkerRun } from "./worker-run.ts";

const suite = createWorkerSuite();
const startMs = 1_800_000_000_000;
const intervalMs = 5000;

const reportOf = (home: number, at: number): TelemetryEvent => ({
  ...blankEvent,
  event_id: `${home}-${at}`,
  home_id: `home-${home}`,
  observed_at: epochMs(at),
  received_at: epochMs(at),
  interval_ms: intervalMs,
});

/** A tick every five seconds to each partition; `live`: and a report of that home. */
async function tick(run: WorkerRun, from: number, count: number, live: number | null = null): Promise<void> {
  for (let at = from; at < from + count * intervalMs; at += intervalMs) {
    const published = Array.from({ length: partitions }, (_, partition) =>
      run.publish(partition, tickAt(at)),
    );
    if (live !== null) published.push(run.publish(live % partitions, reportOf(live, at)));
    await Promise.all(published);
  }
}

/** The newest checkpoint of each partition, of those after `from`. */
async function checkpoints(run: WorkerRun, from: ReadonlyMap<number, number>): Promise<Checkpoint[]> {
  const stored = await readAll(run.kafka, run.settings.topics.workerState, from);
  return stored.flatMap((records) => {
    const newest = records.findLast(({ key }) => String(key) === checkpointKey);
    const checkpoint = parseCheckpoint(newest?.value ?? Buffer.alloc(0));
    return checkpoint === null ? [] : [checkpoint];
  });
}

/** Waits until a number has not changed for a second. */
async function standsStill(number: () => number): Promise<void> {
  for (let seen = -1; seen !== number(); await sleep(1000)) seen = number();
}

test("100,000 idle homes: nothing more is written of them, and a replay begins near the end", async () => {
  const homes = 100_000;
  const run = await suite.newRun("idle", {
    replayDistanceMs: 10_000,
    window: { ...defaultWindow, idleMinMs: 5000, idleIntervals: 1 },
  });
  await tick(run, startMs, 1);
  const published: Promise<void>[] = [];
  for (let home = 0; home < homes; home += 1) {
    published.push(run.publish(home % partitions, reportOf(home, startMs + 1000)));
  }
  await Promise.all(published);
  const begunAt = Date.now();
  const worker = await suite.start(run, partitions);
  await run.caughtUp();
  const appliedMs = Date.now() - begunAt;
  await tick(run, startMs + intervalMs, 10);
  await run.caughtUp();
  await until("every home is in a snapshot", () => (worker.status?.snapshots ?? 0) >= homes);
  await tick(run, startMs + 11 * intervalMs, 4);
  await run.caughtUp();
  await standsStill(() => worker.status?.transactions ?? 0);
  expect(worker.status?.outputs.window).toBe(homes);

  const { workerState } = run.settings.topics;
  const before = await endOffsets(run.kafka, workerState);
  const ticks = 100;
  await tick(run, startMs + 15 * intervalMs, ticks, 7);
  await run.caughtUp();
  const written = (await readAll(run.kafka, workerState, before)).flat().map(({ key }) => String(key));
  const ofIdleHomes = written.filter((key) => key !== checkpointKey && !key.includes("home-7"));
  expect(ofIdleHomes).toEqual([]);
  expect(written.length).toBeLessThan(ticks * (partitions + 3));
  for (const { emitted, replayFrom } of await checkpoints(run, before)) {
    expect(emitted.offset - replayFrom).toBeLessThan(10);
  }
  await worker.signal("SIGKILL");
  const next = await suite.start(run, partitions);
  expect(next.status?.homes).toBe(homes);
  process.stderr.write(
    `${homes} homes: applied in ${appliedMs} ms, heap ${Math.round((worker.status?.heapBytes ?? 0) / 1e6)} MB, ` +
      `a new owner live after ${next.status?.restoreMs} ms\n`,
  );
});

test("a worker killed in the middle of a tick's outputs goes on where it was", async () => {
  const homes = 40_000;
  const run = await suite.newRun("tick");
  const published: Promise<void>[] = [];
  for (let home = 0; home < homes; home += 1) published.push(run.publish(0, eventAt(`home-${home}`, home)));
  await Promise.all(published);
  const first = await suite.start(run, partitions);
  await run.caughtUp();
  await until("all are counted", () => first.status?.outputs.associationChange === homes);
  const before = await endOffsets(run.kafka, run.settings.topics.workerState);
  await run.publish(0, eventAt(null, homes));
  await until("the tick is partly out", () => (first.status?.outputs.associationChange ?? 0) > homes);
  await first.signal("SIGKILL");
  const [middle] = await checkpoints(run, before);
  expect(middle?.emitted).toEqual({ offset: homes, home: expect.stringMatching(/^home-/) });

  await suite.start(run, partitions);
  await run.publish(0, eventAt("home-1", homes + 1));
  await run.caughtUp();
  const outputs = await run.outputs();
  expect(outputs).toHaveLength(2 * homes + 1);
  expect(outputs).toEqual(run.expected());
});
