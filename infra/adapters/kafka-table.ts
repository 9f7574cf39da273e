/** A whole topic, read to its end and followed; a compacted one as the table it is: the newest value of each key. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { offsetRanges } from "./kafka-admin.ts";
import { createGroupConsumer } from "./kafka-consumer.ts";
import { classifyKafkaError } from "./kafka-error.ts";
import type { KafkaRecord } from "./kafka-reader.ts";
import type { Logger } from "./log.ts";
import { retrying } from "./retrying.ts";

interface FollowOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /** For the name of a group of its own, which commits nothing. */
  readonly reader: string;
  readonly log: Logger;
  /** The reading has ended and will not go on: Kafka, or what `take` threw. */
  readonly failed: (error: Error) => void;
}

export interface TopicOptions extends FollowOptions {
  readonly readCommitted: boolean;
  /** Called for each record of a partition in order, one after the other. */
  readonly take: (record: KafkaRecord) => void | Promise<void>;
}

export interface TableOptions extends FollowOptions {
  /** Called for each record in order, one after the other; a null value takes its key away. */
  readonly take: (key: string, value: Buffer | null) => void | Promise<void>;
}

export interface Followed {
  stop(): Promise<void>;
}

/** A topic that was just made, or is moving, has partitions without a leader, whose ends nobody can tell yet. */
const isMoving = (error: unknown): boolean => classifyKafkaError(error).kind === "transient";

/** Takes all that the topic holds now, then resolves and follows it. */
export async function followTopic(options: TopicOptions): Promise<Followed> {
  const { kafka, topic, reader, readCommitted, log, take, failed } = options;
  const unread = new Map<number, number>();
  const ranges = await retrying(() => offsetRanges(kafka, topic), isMoving, log);
  for (const [partition, { low, high }] of ranges) if (low < high) unread.set(partition, high);
  const caughtUp = Promise.withResolvers<void>();
  const passed = (partition: number, next: number): void => {
    if (next >= (unread.get(partition) ?? Number.POSITIVE_INFINITY)) unread.delete(partition);
    if (unread.size === 0) caughtUp.resolve();
  };
  let hasFailed = false;
  const fail = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    const reason = error instanceof Error ? error : new Error(String(error));
    caughtUp.reject(reason);
    failed(reason);
  };
  let taken = Promise.resolve();
  const inTurn = (act: () => void | Promise<void>): void => {
    taken = taken.then(() => (hasFailed ? undefined : act())).catch(fail);
  };
  const consumer = createGroupConsumer({
    kafka,
    groupId: `${reader}-${randomUUID()}`,
    topics: [topic],
    readCommitted,
  });
  // Told by `failed` when nobody waits for it any more.
  caughtUp.promise.catch(() => undefined);
  await consumer.run({
    onRecords: ({ partition, records, next }) =>
      inTurn(async () => {
        for (const record of records) await take(record);
        passed(partition, next);
      }),
    onPassed: ({ partition }, next) => inTurn(() => passed(partition, next)),
    onFailed: fail,
    onLost: ({ partition }, position) =>
      fail(new Error(`${topic} no longer has offset ${position} of partition ${partition}`)),
  });
  // Not before: who may not join is told so, also where there is nothing to read.
  if (unread.size === 0) caughtUp.resolve();
  await caughtUp.promise;
  return { stop: () => consumer.stop() };
}

/** The same of a table: read committed, records without a key left out. */
export function followTable({ take, ...options }: TableOptions): Promise<Followed> {
  return followTopic({
    ...options,
    readCommitted: true,
    take: ({ key, value }) => (key === null ? undefined : take(key.toString(), value)),
  });
}

/** All that the topic holds now: newest value by key. `heard` is called for each record. */
export async function readTable(
  options: Pick<TableOptions, "kafka" | "topic" | "reader" | "log">,
  heard: () => void = () => undefined,
): Promise<ReadonlyMap<string, Buffer>> {
  const values = new Map<string, Buffer>();
  const table = await followTable({
    ...options,
    take(key, value) {
      heard();
      if (value === null) values.delete(key);
      else values.set(key, value);
    },
    failed: () => undefined,
  });
  await table.stop();
  return values;
}
