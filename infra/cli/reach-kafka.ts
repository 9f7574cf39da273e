/** Errands ask Kafka before they work: its client tries for ever, silently, which is right for processes only. */
import { setTimeout as sleep } from "node:timers/promises";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { Complaint } from "./complaint.ts";
import { kafkaConfig } from "./config/process-config.ts";
import type { Values } from "./settings.ts";

const withinMs = 15_000;

/** The names of all topics. Throws a complaint when Kafka does not answer in 15 s. */
export function presentTopics(values: Values): Promise<ReadonlySet<string>> {
  const asked = withAdmin(createKafka(kafkaConfig(values)), (admin) => admin.listTopics());
  return inTime(
    asked.then((names) => new Set(names)),
    values.kafkaBrokers,
    withinMs,
  );
}

/** What Kafka answers, or a complaint that it doesn't. */
export async function inTime<T>(answer: Promise<T>, brokers: readonly string[], limitMs: number): Promise<T> {
  const giveUp = new AbortController();
  const late = sleep(limitMs, undefined, { signal: giveUp.signal }).then((): never => {
    throw new Complaint(
      `Kafka at ${brokers.join(", ")} does not answer within ${limitMs / 1000} s: is it there, and are USP_KAFKA_BROKERS, USP_KAFKA_SSL and USP_KAFKA_SASL_* right?`,
      1,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => {});
    giveUp.abort();
  }
}
