/** All of some topics, read committed, from their start to their end. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import { groupOffsets, offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createGroupConsumer, type ReadBatch } from "#infra/adapters/kafka-consumer.ts";

export interface Reading {
  /** Records that nobody has read yet. */
  unread(): Promise<number>;
  /** Records of these topics that a group has not committed; markers behind the last one are nobody's to commit. */
  lagOf(groupId: string, topics: readonly string[]): Promise<number>;
  stop(): Promise<void>;
}

/** Gives every record to `take` and resolves at the end of all topics; what comes afterwards is given too, until stopped. */
export async function readTopics(
  kafka: Kafka,
  topics: readonly string[],
  take: (batch: ReadBatch) => void,
): Promise<Reading> {
  const next = new Map<string, number>();
  const last = new Map<string, number>();
  const consumer = createGroupConsumer({
    kafka,
    groupId: `usp-faults-oracle-${process.pid}-${Date.now()}`,
    topics,
    readCommitted: true,
  });
  let failure: Error | null = null;
  await consumer.run({
    onRecords(batch) {
      const name = `${batch.topic}|${batch.partition}`;
      take(batch);
      next.set(name, batch.next);
      last.set(name, batch.records.at(-1)?.offset ?? last.get(name) ?? -1);
    },
    onPassed: ({ topic, partition }, position) => void next.set(`${topic}|${partition}`, position),
    onFailed: (error) => {
      failure = error;
    },
  });
  const unread = async (): Promise<number> => {
    let count = 0;
    for (const topic of topics) {
      for (const [partition, { low, high }] of await offsetRanges(kafka, topic))
        count += Math.max(0, high - (next.get(`${topic}|${partition}`) ?? low));
    }
    return count;
  };
  while ((await unread()) > 0) {
    if (failure !== null) throw failure;
    await sleep(100);
  }
  return {
    unread,
    async lagOf(groupId, names) {
      let lag = 0;
      for (const topic of names) {
        const committed = await groupOffsets(kafka, groupId, topic);
        for (const [name, offset] of last) {
          const [ofTopic, partition] = name.split("|");
          if (ofTopic === topic) lag += Math.max(0, offset + 1 - (committed.get(Number(partition)) ?? 0));
        }
      }
      return lag;
    },
    stop: () => consumer.stop(),
  };
}
