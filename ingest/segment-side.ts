/** What a bridge's earlier process left parked in Kafka. Like an entry it may touch the world. */
import { randomUUID } from "node:crypto";
import { createKafka } from "#infra/adapters/kafka.ts";
import { offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createReader, type KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { partitionOf } from "#schemas/partition.ts";
import { topics } from "#schemas/topics.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { BridgeConfig } from "./config.ts";
import { parkedMessages } from "./parked-segments.ts";
import { createSealing } from "./pseudonyms/sealing.ts";

/** Reads this bridge's partition of the topic to its present end; nothing, and at once, where nothing was ever parked. */
export async function readParkedSegments(
  { bridgeId, kafka: config, pseudonyms }: Pick<BridgeConfig, "bridgeId" | "kafka" | "pseudonyms">,
  log: Logger,
): Promise<readonly ReceivedMessage[]> {
  const kafka = createKafka({ ...config, log });
  const { name: topic } = topics.parkedSegment;
  const ranges = await offsetRanges(kafka, topic);
  const own = partitionOf(bridgeId, ranges.size);
  const { low = 0, high = 0 } = ranges.get(own) ?? {};
  if (low >= high) return [];
  const records: KafkaRecord[] = [];
  const atEnd = Promise.withResolvers<void>();
  const reached = (partition: number, next: number): void => {
    if (partition === own && next >= high) atEnd.resolve();
  };
  const reader = createReader({
    kafka,
    groupId: `usp-parked-segment-${bridgeId}-${randomUUID()}`,
    topics: [topic],
    readCommitted: false,
    listener: {
      joined: (_member, assigned) => {
        for (const partition of assigned.get(topic) ?? [])
          if (partition !== own) reader.pause(topic, partition);
      },
      records: ({ partition, records: read, next }) => {
        if (partition === own) records.push(...read);
        reached(partition, next);
      },
      passed: (_topic, partition, next) => reached(partition, next),
      lost: (_topic, partition, position) =>
        atEnd.reject(new Error(`${topic} has lost offset ${position} of partition ${partition}`)),
      failed: (error) => atEnd.reject(error),
    },
  });
  await reader.start();
  try {
    await atEnd.promise;
  } finally {
    await reader.stop();
  }
  const found = parkedMessages(records, bridgeId, createSealing(pseudonyms?.epochs ?? []));
  if (found.length > 0)
    log.info({ messages: found.length }, "segments of an earlier process are waited for again");
  return found;
}
