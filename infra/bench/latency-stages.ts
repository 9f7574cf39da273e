/**
 * Where the time between a publish and its sight goes: by the moments that records carry anyway, so that nothing is
 * measured on their way.
 */
import { createKafka } from "#infra/adapters/kafka.ts";
import { followTopic } from "#infra/adapters/kafka-table.ts";
import { createLog } from "#infra/adapters/log.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import type { Values } from "#infra/cli/settings.ts";
import { topics } from "#schemas/topics.ts";

/** What a reader was shown, and when. Times are milliseconds since 1970. */
export interface Sight {
  readonly atMs: number;
  /** When the bridge had the report. */
  readonly receivedAtMs: number;
  readonly homeId: string;
  /** Of the report's event in the home's partition of the telemetry topic. */
  readonly offset: number;
  /** When the worker's transaction wrote the change; null of what comes by no transaction. */
  readonly changedAtMs: number | null;
}

export interface Seen extends Sight {
  readonly publishedAtMs: number;
}

/** When Kafka got an event of that home at that offset. */
export type AppendedAt = (homeId: string, offset: number) => number;

/** Reads the telemetry topic, afterwards: it is some hundred megabytes. */
export async function readAppendTimes(values: Values): Promise<AppendedAt> {
  const times = new Map<string, number>();
  const reading = await followTopic({
    kafka: createKafka(kafkaConfig(values)),
    topic: topics.telemetry.name,
    reader: "bench-latency-stages",
    readCommitted: false,
    log: createLog("bench"),
    take: ({ key, offset, timestampMs }) => {
      if (key !== null) times.set(`${key.toString()} ${offset}`, timestampMs);
    },
    failed: () => undefined,
  });
  await reading.stop();
  return (homeId, offset) => times.get(`${homeId} ${offset}`) ?? Number.NaN;
}

/** Not a stage, but all of them. */
export const whole = "whole";

/** Milliseconds of each stage of each, in the order they are passed; and of the whole way. */
export function stagesOf(
  seen: readonly Seen[],
  appendedAt: AppendedAt,
): ReadonlyMap<string, readonly number[]> {
  const stages = new Map<string, number[]>();
  const note = (stage: string, ms: number): void => {
    const noted = stages.get(stage) ?? [];
    noted.push(ms);
    stages.set(stage, noted);
  };
  for (const { atMs, receivedAtMs, homeId, offset, changedAtMs, publishedAtMs } of seen) {
    const loggedAtMs = appendedAt(homeId, offset);
    note(whole, atMs - publishedAtMs);
    note("broker to bridge", receivedAtMs - publishedAtMs);
    note("bridge to Kafka", loggedAtMs - receivedAtMs);
    if (changedAtMs === null) note("Kafka to rows", atMs - loggedAtMs);
    else {
      note("Kafka to worker's transaction", changedAtMs - loggedAtMs);
      note("its end and the reader", atMs - changedAtMs);
    }
  }
  return stages;
}
