/** A compacted topic as the table it is: the newest value of each key. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { offsetRanges } from "./kafka-admin.ts";
import { createGroupConsumer } from "./kafka-consumer.ts";

export interface TableOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /** For the name of a group of its own, which commits nothing. */
  readonly reader: string;
  /** Called for each record in order; a null value takes its key away. It must not throw. */
  readonly take: (key: string, value: Buffer | null) => void;
  /** The reading has ended and will not go on. */
  readonly failed: (error: Error) => void;
}

export interface FollowedTable {
  stop(): Promise<void>;
}

/** Reads all that the topic holds now, then resolves and follows it. Read committed. */
export async function followTable({
  kafka,
  topic,
  reader,
  take,
  failed,
}: TableOptions): Promise<FollowedTable> {
  const unread = new Map<number, number>();
  for (const [partition, { low, high }] of await offsetRanges(kafka, topic)) {
    if (low < high) unread.set(partition, high);
  }
  const caughtUp = Promise.withResolvers<void>();
  const passed = (partition: number, next: number): void => {
    if (next >= (unread.get(partition) ?? Number.POSITIVE_INFINITY)) unread.delete(partition);
    if (unread.size === 0) caughtUp.resolve();
  };
  const fail = (error: Error): void => {
    caughtUp.reject(error);
    failed(error);
  };
  const consumer = createGroupConsumer({
    kafka,
    groupId: `${reader}-${randomUUID()}`,
    topics: [topic],
    readCommitted: true,
  });
  if (unread.size === 0) caughtUp.resolve();
  await consumer.run({
    onRecords({ partition, records, next }) {
      for (const { key, value } of records) if (key !== null) take(key.toString(), value);
      passed(partition, next);
    },
    onPassed: ({ partition }, next) => passed(partition, next),
    onFailed: fail,
    onLost: ({ partition }, position) =>
      fail(new Error(`${topic} no longer has offset ${position} of partition ${partition}`)),
  });
  await caughtUp.promise;
  return { stop: () => consumer.stop() };
}

/** All that the topic holds now: newest value by key. */
export async function readTable(
  options: Pick<TableOptions, "kafka" | "topic" | "reader">,
): Promise<ReadonlyMap<string, Buffer>> {
  const values = new Map<string, Buffer>();
  const table = await followTable({
    ...options,
    take: (key, value) => (value === null ? values.delete(key) : values.set(key, value)),
    failed: () => undefined,
  });
  await table.stop();
  return values;
}
