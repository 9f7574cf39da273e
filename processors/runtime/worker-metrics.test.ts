import { expect, test } from "vitest";
import { Histogram } from "#schemas/metrics.ts";
import { workerCauses, workerMetrics } from "./worker-metrics.ts";
import type { WorkerStatus } from "./worker.ts";

const status: WorkerStatus = {
  partitions: { 0: "live", 1: "restore" },
  positions: { 0: 10 },
  reached: { 0: 9 },
  applied: 5,
  outputs: { window: 1, associationChange: 2, alertCandidate: 3 },
  skipped: 0,
  pastHorizon: 0,
  copies: 0,
  homes: 4,
  homesAside: 0,
  transactions: 6,
  snapshots: 7,
  restoreMs: 1500,
  lagMs: { 0: 2500 },
  notLive: { 1: { phase: "restore", sinceMs: 42_000, failure: "KafkaJSTimeout" } },
  windowLateness: new Histogram([1]).counts(),
};
const valueOf = (name: string) => workerMetrics.find((metric) => metric.name === name)?.read(status);

test("a partition that is not live is a cause, with its phase, since when and after what", () => {
  expect(workerCauses(status)).toEqual([
    {
      cause: "Partition 1 is not live for 42 s, its phase is restore after KafkaJSTimeout.",
      whatToDo: expect.stringContaining("usp.worker-state.v1"),
    },
  ]);
});

test("a worker without partitions waits to take over: it is ready; one that has not joined is not", () => {
  expect(workerCauses({ ...status, partitions: {}, notLive: {} })).toEqual([]);
  expect(workerCauses(null)).toHaveLength(1);
});

test("times are told in seconds, phases all of them", () => {
  expect(valueOf("usp_worker_lag_seconds")).toEqual([{ labels: { partition: "0" }, value: 2.5 }]);
  expect(valueOf("usp_worker_restore_seconds")).toBe(1.5);
  expect(valueOf("usp_worker_phase_partitions")).toEqual(
    expect.arrayContaining([
      { labels: { phase: "live" }, value: 1 },
      { labels: { phase: "restore" }, value: 1 },
      { labels: { phase: "replay" }, value: 0 },
    ]),
  );
});
