/**
 * The past that `npm start -- --history` fills: the homes of the simulated fleet, reporting every quarter of an hour, through bridge,
 * home worker and fleet stage into ClickHouse. Windows, changes and alerts are kept, reports of the last days alone, and nothing goes
 * through Kafka. Meshes steer, so that what planners ask about steering has an answer.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ClickhouseConfig } from "#infra/adapters/clickhouse.ts";
import type { Values } from "#infra/cli/settings.ts";
import { topics } from "#schemas/topics.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { dayMs, historyWindowMs, type Span } from "./plan-history.ts";

/** What rows of the past have before their topic's name: no such topic is in Kafka, so nobody takes their offsets for Kafka's. */
export const historyPrefix = "history/";

const keptTopics: ReadonlySet<string> = new Set(
  [topics.window, topics.associationChange, topics.alert].map(({ name }) => name),
);

/** Longer ago single reports are not kept: the last day of the last whole week is within, and there are few rows beside the windows'. */
const reportsKeptMs = 9 * dayMs;
/** Parameters are kept for the last whole week and the one before, but only those of an hour's first report: counters are read by differences. */
const parametersKeptMs = 21 * dayMs;
const hourMs = 3_600_000;

/** Whether it is a row of the past; ticks, which have no key, are none. */
export function isKept({ topic, key }: OutRecord, startMs: number, endMs: number): boolean {
  if (keptTopics.has(topic)) return true;
  if (topic === topics.telemetry.name) return key !== null && startMs >= endMs - reportsKeptMs;
  return (
    topic === topics.parameter.name &&
    startMs >= endMs - parametersKeptMs &&
    startMs % hourMs < historyWindowMs
  );
}

export interface HistoryOrder {
  readonly clickhouse: ClickhouseConfig;
  /** Settings as `npm start` has them. */
  readonly values: Values;
  /** Homes 1 to this. */
  readonly homes: number;
  readonly span: Span;
}

/** Some of the homes, for one thread. */
export interface HistoryShare extends HistoryOrder {
  readonly first: number;
}

/**
 * Fills the past into a migrated database, on all cores; the same order again changes nothing. `onDay` gets the number of days that all
 * homes have behind them. Rejects when ClickHouse refuses, and when it is to stop.
 */
export async function fillHistory(
  order: HistoryOrder,
  onDay: (done: number) => void,
  stopping: AbortSignal,
): Promise<void> {
  const shares = divide(order, Math.min(order.homes, availableParallelism()));
  const done = shares.map(() => 0);
  const runs = shares.map(async (share, index) =>
    runShare(
      share,
      (days) => {
        const before = Math.min(...done);
        done[index] = days;
        if (Math.min(...done) > before) onDay(Math.min(...done));
      },
      stopping,
    ),
  );
  await Promise.all(runs);
}

/** Neighboring homes in shares as equal as can be. */
function divide(order: HistoryOrder, parts: number): readonly HistoryShare[] {
  const firstOf = (part: number): number => 1 + Math.floor((order.homes * part) / parts);
  return Array.from({ length: parts }, (_, part) => ({
    ...order,
    first: firstOf(part),
    homes: firstOf(part + 1) - firstOf(part),
  }));
}

async function runShare(
  share: HistoryShare,
  onDay: (done: number) => void,
  stopping: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const thread = new Worker(new URL("history-thread.ts", import.meta.url), { workerData: share });
  const stop = (): void => void thread.terminate();
  stopping.addEventListener("abort", stop, { once: true });
  thread.on("message", onDay);
  thread.on("error", reject);
  thread.on("exit", (code) => {
    if (code === 0) resolve();
    else reject(new Error("The past was not filled to its end"));
  });
  try {
    await promise;
  } finally {
    stopping.removeEventListener("abort", stop);
    await thread.terminate();
  }
}
