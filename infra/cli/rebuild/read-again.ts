/** Part of a topic again: from a time on up to what it holds now, once, by a group of its own that is gone afterwards. */
import { randomUUID } from "node:crypto";
import type { Admin, Kafka } from "kafkajs";
import { offsetRanges, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createGroupConsumer, type ReadBatch } from "#infra/adapters/kafka-consumer.ts";

export interface ReadAgainOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /** Kafka's time of the first record wanted. */
  readonly fromMs: number;
  /** Begins the group's name. */
  readonly reader: string;
  /** Called for one batch after the other; its partition is not read further meanwhile. */
  readonly take: (batch: ReadBatch) => Promise<void>;
  /** Aborted: stop at the next batch. */
  readonly stopping: AbortSignal;
}

/** Where reading begins and ends. */
interface Span {
  readonly from: number;
  readonly end: number;
}

/** Resolves when every record that was there at the start is taken, or when told to stop; rejects with what Kafka or `take` says. */
export async function readAgain(options: ReadAgainOptions): Promise<void> {
  const { kafka, topic, reader, take, stopping } = options;
  const groupId = `${reader}-${randomUUID()}`;
  const spans = await spansOf(options);
  const open = new Map([...spans].filter(([, { from, end }]) => from < end));
  if (open.size === 0) return;
  await withAdmin(kafka, (admin) => beginAt(admin, groupId, topic, spans));
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const passed = (partition: number, next: number): void => {
    if (next >= (open.get(partition)?.end ?? Number.POSITIVE_INFINITY)) open.delete(partition);
    if (open.size === 0 || stopping.aborted) resolve();
  };
  let taken = Promise.resolve();
  const inTurn = (act: () => Promise<void> | void): void => {
    taken = taken.then(() => (stopping.aborted ? resolve() : act())).catch(reject);
  };
  const consumer = createGroupConsumer({ kafka, groupId, topics: [topic], readCommitted: true });
  const isWanted = (partition: number): boolean => open.has(partition);
  stopping.addEventListener("abort", () => resolve(), { once: true });
  // Whoever waits for it hears of it; until then nobody does.
  over.catch(() => undefined);
  try {
    await consumer.run({
      onRecords(batch) {
        const { partition, next } = batch;
        consumer.pause(topic, partition);
        inTurn(async () => {
          if (!isWanted(partition)) return;
          await take(batch);
          passed(partition, next);
          if (isWanted(partition)) consumer.resume(topic, partition);
        });
      },
      onPassed: ({ partition }, next) => inTurn(() => passed(partition, next)),
      onFailed: reject,
      onLost: ({ partition }, position) =>
        reject(new Error(`${topic} no longer has offset ${position} of partition ${partition}`)),
    });
    await over;
  } finally {
    await consumer.stop();
    // One that stays is forgotten by Kafka in time.
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

/** Of each partition; nothing newer than the time: an empty span at the end. */
async function spansOf({ kafka, topic, fromMs }: ReadAgainOptions): Promise<ReadonlyMap<number, Span>> {
  const ranges = await offsetRanges(kafka, topic);
  const begins = await withAdmin(kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, fromMs));
  const from = new Map(begins.map(({ partition, offset }) => [partition, Number(offset)]));
  return new Map(
    [...ranges].map(([partition, { low, high }]) => {
      const begin = from.get(partition) ?? low;
      return [partition, { from: begin < 0 ? high : Math.max(begin, low), end: high }];
    }),
  );
}

const beginAt = (
  admin: Admin,
  groupId: string,
  topic: string,
  spans: ReadonlyMap<number, Span>,
): Promise<void> =>
  admin.setOffsets({
    groupId,
    topic,
    partitions: [...spans].map(([partition, { from }]) => ({ partition, offset: String(from) })),
  });
