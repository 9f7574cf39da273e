import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, afterAll, describe, expect, inject, test } from "vitest";
import { withAdmin } from "./kafka-admin.ts";
import { createGroupConsumer, type GroupConsumer } from "./kafka-consumer.ts";
import { createPartitionProducer, type PartitionProducer } from "./kafka-producer.ts";
import { createReader, type ReadBatch, type Reader, type ReaderListener } from "./kafka-reader.ts";
import { scratchTopic, until } from "./kafka-scratch.fixture.ts";
import { openTransactor } from "./kafka-transactor.ts";
import { createKafka } from "./kafka.ts";

const kafka = createKafka({ brokers: inject("stack").kafka.brokers, clientId: "reader-test" });
const opened: { stop(): Promise<void> }[] = [];
let producer: PartitionProducer;

beforeAll(async () => {
  producer = await createPartitionProducer({ kafka });
});
afterAll(() => producer.close());
afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.stop();
});

const publish = async (topic: string, from: number, to: number, partition = 0): Promise<void> => {
  const published: Promise<void>[] = [];
  for (let number = from; number < to; number += 1) {
    published.push(producer.publish({ topic, partition, key: null, value: Buffer.from(String(number)) }));
  }
  await Promise.all(published);
};

const valuesOf = ({ records }: ReadBatch): number[] => records.map(({ value }) => Number(String(value)));

/** A reader of one topic that remembers what it was given. */
const startReader = async (
  topic: string,
  on: (reader: Reader) => Partial<ReaderListener> = () => ({}),
): Promise<{ reader: Reader; batches: ReadBatch[]; values: () => number[] }> => {
  const batches: ReadBatch[] = [];
  let extra: Partial<ReaderListener> = {};
  const reader = createReader({
    kafka,
    groupId: randomUUID(),
    topics: [topic],
    listener: {
      joined: (memberId, assigned) => extra.joined?.(memberId, assigned),
      lost: (...where) => extra.lost?.(...where),
      failed: (error) => extra.failed?.(error),
      records(batch) {
        batches.push(batch);
        extra.records?.(batch);
      },
    },
  });
  extra = on(reader);
  opened.push(reader);
  await reader.start();
  return { reader, batches, values: () => batches.flatMap(valuesOf) };
};

describe("a reader", () => {
  test("starts where the join tells it to, not where the group was", async () => {
    const topic = await scratchTopic(kafka);
    await publish(topic, 0, 20);
    const { values } = await startReader(topic, (reader) => ({ joined: () => reader.seek(topic, 0, 15) }));
    await until("the end", () => values().at(-1) === 19);
    expect(values()).toEqual([15, 16, 17, 18, 19]);
  });

  test("delivers nothing that was fetched before a seek", async () => {
    const topic = await scratchTopic(kafka);
    await publish(topic, 0, 10);
    let sought = false;
    const { values } = await startReader(topic, (reader) => ({
      records: () => {
        if (!sought) reader.seek(topic, 0, 4);
        sought = true;
      },
    }));
    await until("the end twice", () => values().filter((value) => value === 9).length === 2);
    expect(values()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9]);
  });

  test("holds what is paused, from the first fetch on", async () => {
    const topic = await scratchTopic(kafka, 2);
    await publish(topic, 0, 5, 0);
    await publish(topic, 100, 105, 1);
    const { reader, values } = await startReader(topic, (self) => ({ joined: () => self.pause(topic, 0) }));
    await until("the other partition", () => values().length === 5);
    await sleep(300);
    expect(values()).toEqual([100, 101, 102, 103, 104]);
    reader.resume(topic, 0);
    await until("the held partition", () => values().length === 10);
  });

  test("delivers only what is committed, and goes on past what is not", async () => {
    const topic = await scratchTopic(kafka);
    const transactionalId = randomUUID();
    const send = (text: string) => [{ topic, partition: 0, key: null, value: Buffer.from(text) }];
    const aborted = kafka.producer({ transactionalId, maxInFlightRequests: 1 });
    await aborted.connect();
    for (const text of ["-1", "-2"]) {
      const transaction = await aborted.transaction();
      await transaction.send({ topic, messages: [{ value: text, partition: 0 }] });
      await transaction.abort();
    }
    await aborted.disconnect();
    const { values } = await startReader(topic);
    await sleep(500); // the aborted ones are fetched alone
    const transactor = await openTransactor({ kafka, groupId: transactionalId, transactionalId });
    for (const text of ["1", "2", "3"]) {
      await transactor.commit([send(text)], null);
      await sleep(150); // and so are the markers
    }
    await transactor.close();
    await until("the last", () => values().at(-1) === 3);
    expect(values()).toEqual([1, 2, 3]);
  });

  test("says when the log no longer has its position, instead of going on elsewhere", async () => {
    const topic = await scratchTopic(kafka);
    await publish(topic, 0, 10);
    await withAdmin(kafka, async (admin) => {
      await admin.fetchTopicOffsets(topic); // loads the metadata the next call needs
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "6" }] });
    });
    const lost: unknown[] = [];
    const { values } = await startReader(topic, (reader) => ({
      joined: () => reader.seek(topic, 0, 2),
      lost: (...where) => {
        if (values().length === 0) lost.push(where);
      },
    }));
    await until("lost", () => lost.length > 0);
    expect(lost).toEqual([[topic, 0, 2]]);
  });

  test("leaves a compacted batch at its end, not one offset a fetch", async () => {
    // Segments of 1 MiB and batches of 0.6 MB: each batch has a segment of its own, and a fetch never goes past one.
    // The keys of the first batch, but for its first record, come again: compaction leaves one record for 51 offsets.
    const topic = await scratchTopic(kafka, 1, {
      "cleanup.policy": "compact",
      "segment.bytes": "1048576",
      "min.cleanable.dirty.ratio": "0.01",
    });
    const large = await createPartitionProducer({ kafka, maxBatchBytes: 900_000 });
    const publishKeys = (keys: readonly string[]) =>
      Promise.all(
        keys.map((key) =>
          large.publish({ topic, partition: 0, key: Buffer.from(key), value: Buffer.alloc(12_000) }),
        ),
      );
    const tail = Array.from({ length: 50 }, (_, index) => `tail ${index}`);
    for (const keys of [["kept", ...tail], tail, tail]) await publishKeys(keys);
    await large.close();
    let first: ReadBatch | undefined;
    for (let attempt = 0; attempt < 60 && first?.records.length !== 1; attempt += 1) {
      await sleep(1000);
      const { reader, batches } = await startReader(topic, (self) => ({
        joined: () => self.seek(topic, 0, 0),
      }));
      await until("the first batch", () => batches.length > 0);
      await reader.stop();
      first = batches[0];
    }
    expect(first?.records.map(({ offset }) => offset)).toEqual([0]);
    expect(first?.next).toBe(51);
  }, 90_000);
});

describe("a group consumer", () => {
  const startConsumer = async (
    topic: string,
    groupId: string,
  ): Promise<{ consumer: GroupConsumer; values: number[]; revoked: number[] }> => {
    const consumer = createGroupConsumer({ kafka, groupId, topics: [topic], readCommitted: true });
    const [values, revoked]: [number[], number[]] = [[], []];
    opened.push(consumer);
    await consumer.run({
      onRecords: (batch) => void values.push(...valuesOf(batch)),
      onRevoked: (partitions) => void revoked.push(...partitions.map(({ partition }) => partition)),
      onFailed: () => {},
    });
    return { consumer, values, revoked };
  };

  test("goes on after what was committed", async () => {
    const topic = await scratchTopic(kafka);
    const groupId = randomUUID();
    await publish(topic, 0, 10);
    const first = await startConsumer(topic, groupId);
    await until("all", () => first.values.length === 10);
    expect(await first.consumer.commit([{ topic, partition: 0, offset: 7 }])).toBe(true);
    await first.consumer.stop();
    const second = await startConsumer(topic, groupId);
    await until("the rest", () => second.values.length === 3);
    expect(second.values).toEqual([7, 8, 9]);
  });

  test("keeps its position and its pauses in what stays with it when another joins, and says what does not", async () => {
    const topic = await scratchTopic(kafka, 2);
    const groupId = randomUUID();
    await publish(topic, 0, 5, 0);
    await publish(topic, 100, 105, 1);
    const first = await startConsumer(topic, groupId);
    await until("all", () => first.values.length === 10);
    first.consumer.pause(topic, 0);
    first.consumer.pause(topic, 1);
    const second = await startConsumer(topic, groupId);
    await until("one is revoked", () => first.revoked.length === 1);
    await until("the other has it from its committed start", () => second.values.length === 5);
    const kept = first.revoked[0] === 0 ? 1 : 0;
    await publish(topic, 1000, 1002, kept);
    await sleep(500);
    expect(first.values).toHaveLength(10);
    first.consumer.resume(topic, kept);
    await until("the new ones", () => first.values.length === 12);
    expect(first.values.slice(10)).toEqual([1000, 1001]);
    expect(await first.consumer.commit([{ topic, partition: 1 - kept, offset: 1 }])).toBe(true);
    await second.consumer.stop();
    await until("it is back", () => first.values.length === 17);
  });
});
