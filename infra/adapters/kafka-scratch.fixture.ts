/** For tests: topics of their own in a Kafka they share. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import { withAdmin } from "./kafka-admin.ts";
import { createReader, type KafkaRecord } from "./kafka-reader.ts";

/** A new topic; its name. */
export async function scratchTopic(
  kafka: Kafka,
  partitions = 1,
  config: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = `scratch.${randomUUID()}`;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await withAdmin(kafka, (admin) =>
    admin.createTopics({
      topics: [{ topic, numPartitions: partitions, configEntries }],
      waitForLeaders: true,
    }),
  );
  return topic;
}

/** Everything committed in partition 0, once there are `count` records. */
export async function readBack(kafka: Kafka, topic: string, count: number): Promise<readonly KafkaRecord[]> {
  const found: KafkaRecord[] = [];
  const reader = createReader({
    kafka,
    groupId: `scratch.${randomUUID()}`,
    topics: [topic],
    listener: {
      joined: () => {},
      records: ({ partition, records }) => found.push(...(partition === 0 ? records : [])),
      lost: () => {},
      failed: () => {},
    },
  });
  await reader.start();
  await until(`${count} records in ${topic}`, () => found.length >= count);
  await reader.stop();
  return found;
}

/** Waits until it holds; rejects with `what` after `limitMs`. */
export async function until(what: string, holds: () => boolean, limitMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(20)) if (holds()) return;
  throw new Error(`Did not happen: ${what}`);
}
