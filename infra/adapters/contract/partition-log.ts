/**
 * What the pipeline relies on from the log it writes and reads (Kafka). When a promise is broken, it loses:
 *
 * 1. A partition keeps the order of publishing, and records come as they were sent: joins before leaves, a revision
 *    before what it revises.
 * 2. What is published is there once it is acknowledged: the PUBACK went out, nobody has the report any more.
 * 3. No write carries two partitions: acknowledged records, when one of the two leaders dies (seen on Kafka).
 * 4. A record that is too large is refused alone, by name: its neighbors of other homes.
 * 5. A writer that failed takes nothing more, and one that is closed has written all: order, when a new writer
 *    publishes what the old one did not acknowledge; the last reports of a shutdown.
 * 6. The log says where it begins and ends: a worker that goes on in another log, or behind its retention.
 * 7. Reading starts where the join is told to, before anything is delivered: state without its past.
 * 8. After a seek nothing comes that was fetched before it: events applied twice, or in the wrong order.
 * 9. What is paused is silent until it is resumed, the first fetch included, and holds up nobody else: memory.
 * 10. A position that the log no longer has is said, never skipped: a hole nobody knows of.
 * 11. A group goes on after what was committed; who is not a member can't commit: rows.
 * 12. In a rebalance who keeps a partition keeps position and pauses in it, who loses it is told: the sink's backlog
 *     inserted by two, or by nobody.
 * 13. Every partition number has one owner, of all topics alike: state and events of a home in two workers.
 */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Producer } from "#ingest/publisher.ts";
import type { LogReader } from "#processors/runtime/membership.ts";
import type { ReadBatch } from "#processors/sink/backlog.ts";
import type { SinkReader } from "#processors/sink/sink.ts";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { type ContractClock, numbers, until } from "./waiting.ts";

/** Called synchronously. */
export interface LogListener {
  /** After each join, before anything is delivered. */
  joined(memberId: string, assigned: ReadonlyMap<string, readonly number[]>): void;
  records(batch: ReadBatch): void;
  /** Nothing to deliver before `next`. */
  passed(topic: string, partition: number, next: number): void;
  /** The log no longer has this position. */
  lost(topic: string, partition: number, position: number): void;
}

/** The worker's reader: positions are its own. */
export interface LogMember extends LogReader {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The sink's reader: positions are the group's. */
export interface GroupMember extends SinkReader {
  /** Resolves after the first assignment. */
  run(listener: {
    onRecords(batch: ReadBatch): void;
    onRevoked(partitions: readonly { readonly topic: string; readonly partition: number }[]): void;
  }): Promise<void>;
  stop(): Promise<void>;
}

export interface TopicOptions {
  readonly partitions?: number;
  /** Of one record, as the log itself sees to it; 1 MiB or so by default. */
  readonly maxRecordBytes?: number;
  readonly compacted?: boolean;
}

/** What is written as one: it stands or falls together. */
export type LogWrite = readonly { readonly topic: string; readonly partition: number }[];

/** A log. Only committed records are read. */
export interface PartitionLog extends ContractClock {
  /** A new one; its name. */
  createTopic(options?: TopicOptions): Promise<string>;
  openWriter(options?: { readonly maxRecordBytes?: number }): Promise<Producer>;
  /** A member of a worker's group, which has the same partition numbers of all its topics. */
  openReader(groupId: string, topics: readonly string[], listener: LogListener): LogMember;
  openGroupMember(groupId: string, topics: readonly string[]): GroupMember;
  /** First offset still there, and the one after the last. */
  range(topic: string, partition: number): Promise<{ readonly low: number; readonly high: number }>;
  /** Notes every write from now on. */
  watchWrites(): { readonly writes: readonly LogWrite[]; stop(): void };
  /** Takes away what is before `offset`, as retention does. */
  truncate(topic: string, partition: number, offset: number): Promise<void>;
  close(): Promise<void>;
}

/** A reader that remembers what it was given. */
export interface Reading {
  readonly reader: LogMember;
  readonly batches: readonly ReadBatch[];
  /** Values as text, in order. */
  readonly texts: () => string[];
  /** Where reading goes on, per partition. */
  readonly next: (partition: number) => number;
}

/** Reads topics in a group of its own; `on` adds to what the listener does. */
export async function startReading(
  log: PartitionLog,
  topics: readonly string[],
  on: (reader: LogMember) => Partial<LogListener> = () => ({}),
  groupId: string = randomUUID(),
): Promise<Reading> {
  const batches: ReadBatch[] = [];
  const next = new Map<number, number>();
  let extra: Partial<LogListener> = {};
  const reader = log.openReader(groupId, topics, {
    joined: (memberId, assigned) => extra.joined?.(memberId, assigned),
    lost: (...where) => extra.lost?.(...where),
    records(batch) {
      batches.push(batch);
      next.set(batch.partition, batch.next);
      extra.records?.(batch);
    },
    passed(topic, partition, to) {
      next.set(partition, to);
      extra.passed?.(topic, partition, to);
    },
  });
  extra = on(reader);
  await reader.start();
  return { reader, batches, texts: () => batches.flatMap(textsOf), next: (of) => next.get(of) ?? 0 };
}

const textsOf = ({ records }: ReadBatch): string[] => records.map(({ value }) => String(value));

/**
 * What is committed in partition 0, once there are `count` records or more and reading is at the end. A commit may be
 * acknowledged a moment before it can be read.
 */
export async function readAll(
  log: PartitionLog,
  topic: string,
  count: number,
): Promise<readonly ReadBatch["records"][number][]> {
  const { reader, batches, next } = await startReading(log, [topic], (self) => ({
    joined: () => self.seek(topic, 0, 0),
  }));
  const records = () => batches.flatMap((batch) => (batch.partition === 0 ? batch.records : []));
  const isAtEnd = async (): Promise<boolean> =>
    records().length >= count && next(0) >= (await log.range(topic, 0)).high;
  await until(log, `${count} records in ${topic}`, isAtEnd);
  await reader.stop();
  return records();
}

/** A record of the contract's tests. */
export const recordOf = (topic: string, text: string, partition = 0): OutRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from(text),
});

/** How long a thing must not happen to count as not happening. */
const quietMs = 300;

export function describePartitionLogContract(name: string, open: () => Promise<PartitionLog>): void {
  describe(`the partition log contract: ${name}`, () => {
    let log: PartitionLog;
    let writer: Producer;
    const opened: { stop(): Promise<void> }[] = [];
    beforeAll(async () => {
      log = await open();
      writer = await log.openWriter();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.stop();
    });
    afterAll(async () => {
      await writer.close();
      await log.close();
    });

    const publish = (topic: string, texts: readonly string[], partition = 0): Promise<unknown> =>
      Promise.all(texts.map((text) => writer.publish(recordOf(topic, text, partition))));
    const textsIn = async (topic: string, count: number): Promise<string[]> =>
      (await readAll(log, topic, count)).map(({ value }) => String(value));
    const read = async (
      topics: readonly string[],
      on?: (reader: LogMember) => Partial<LogListener>,
      groupId?: string,
    ): Promise<Reading> => {
      const reading = await startReading(log, topics, on, groupId);
      opened.push(reading.reader);
      return reading;
    };

    test("1, 2 records are there once acknowledged, in order, with key, value and headers", async () => {
      const topic = await log.createTopic();
      const full = { ...recordOf(topic, "full"), key: Buffer.from("k"), headers: { kind: "test" } };
      const tombstone = { topic, partition: 0, key: Buffer.from("k"), value: null };
      const published = [full, tombstone].map((record) => writer.publish(record));
      await Promise.all([...published, publish(topic, numbers(500))]);
      expect(await log.range(topic, 0)).toEqual({ low: 0, high: 502 });
      const found = await readAll(log, topic, 502);
      expect(found[0]).toMatchObject({
        offset: 0,
        key: Buffer.from("k"),
        value: Buffer.from("full"),
        headers: { kind: Buffer.from("test") },
      });
      expect(found[1]).toMatchObject({ offset: 1, key: Buffer.from("k"), value: null });
      expect(found.slice(2).map(({ value }) => String(value))).toEqual(numbers(500));
    });

    test("3 no write carries two partitions", async () => {
      const topics = [await log.createTopic({ partitions: 3 }), await log.createTopic({ partitions: 3 })];
      const watch = log.watchWrites();
      try {
        await Promise.all(
          numbers(60).map((text, index) =>
            writer.publish(recordOf(topics[index % 2] ?? "", text, index % 3)),
          ),
        );
      } finally {
        watch.stop();
      }
      expect(watch.writes.length).toBeGreaterThanOrEqual(6);
      expect(watch.writes.filter((write) => write.length !== 1)).toEqual([]);
    });

    const limits = [
      { whose: "the writer's own", topicOf: {}, writerOf: { maxRecordBytes: 3000 } },
      { whose: "the topic's", topicOf: { maxRecordBytes: 3000 }, writerOf: {} },
    ];
    test.each(limits)("4 a record above $whose limit is refused alone", async ({ topicOf, writerOf }) => {
      const topic = await log.createTopic(topicOf);
      const own = await log.openWriter(writerOf);
      const texts = numbers(40).map((text) => text.padStart(500, " "));
      texts[17] = "x".repeat(4000);
      const settled = await Promise.allSettled(texts.map((text) => own.publish(recordOf(topic, text))));
      await own.close();
      expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(settled[17]).toMatchObject({ reason: expect.any(RecordTooLargeError) });
      expect(await textsIn(topic, 39)).toEqual(texts.filter((text) => text.length === 500));
    });

    test("5 a writer that failed for good takes nothing more", async () => {
      const topic = await log.createTopic();
      const own = await log.openWriter();
      await expect(own.publish(recordOf("not a topic name!", "x"))).rejects.toBeInstanceOf(Error);
      await expect(own.publish(recordOf(topic, "y"))).rejects.toBeInstanceOf(Error);
      await own.close();
      expect(await log.range(topic, 0)).toEqual({ low: 0, high: 0 });
    });

    test("5 a writer that is closed has written all that it was given", async () => {
      const topic = await log.createTopic();
      const own = await log.openWriter();
      const published = own.publish(recordOf(topic, "last"));
      await own.close();
      await published;
      expect(await textsIn(topic, 1)).toEqual(["last"]);
    });

    test("6 a range is from the first record still there to after the last", async () => {
      const topic = await log.createTopic({ partitions: 2 });
      await publish(topic, numbers(3), 1);
      await log.truncate(topic, 1, 2);
      expect(await log.range(topic, 0)).toEqual({ low: 0, high: 0 });
      expect(await log.range(topic, 1)).toEqual({ low: 2, high: 3 });
    });

    test("7 reading starts where the join is told to", async () => {
      const topic = await log.createTopic();
      await publish(topic, numbers(20));
      const { texts } = await read([topic], (reader) => ({ joined: () => reader.seek(topic, 0, 15) }));
      await until(log, "the end", () => texts().at(-1) === "19");
      expect(texts()).toEqual(numbers(5, 15));
    });

    test("8 nothing comes that was fetched before a seek", async () => {
      const topic = await log.createTopic();
      await publish(topic, numbers(10));
      let sought = false;
      const { texts } = await read([topic], (reader) => ({
        records: (batch) => {
          if (sought || !textsOf(batch).includes("9")) return;
          sought = true;
          reader.seek(topic, 0, 4);
        },
      }));
      await until(log, "the end twice", () => texts().filter((text) => text === "9").length === 2);
      const first = texts().indexOf("4", texts().indexOf("4") + 1);
      expect(texts().slice(0, first)).toEqual(numbers(first));
      expect(texts().slice(first)).toEqual(numbers(6, 4));
    });

    test("9 what is paused is silent, from the first fetch on, and holds up nobody", async () => {
      const topic = await log.createTopic({ partitions: 2 });
      await publish(topic, numbers(5), 0);
      await publish(topic, numbers(5, 100), 1);
      const { reader, texts } = await read([topic], (self) => ({ joined: () => self.pause(topic, 0) }));
      await until(log, "the other partition", () => texts().length === 5);
      await log.sleep(quietMs);
      expect(texts()).toEqual(numbers(5, 100));
      reader.resume(topic, 0);
      await until(log, "the held partition", () => texts().length === 10);
      reader.pause(topic, 1);
      await publish(topic, ["held"], 1);
      await publish(topic, ["free"], 0);
      await until(log, "the free partition", () => texts().includes("free"));
      await log.sleep(quietMs);
      expect(texts()).not.toContain("held");
    });

    test("10 a position that the log no longer has is said, before anything is delivered", async () => {
      const topic = await log.createTopic();
      await publish(topic, numbers(10));
      await log.truncate(topic, 0, 6);
      const said: unknown[] = [];
      await read([topic], (reader) => ({
        joined: () => reader.seek(topic, 0, 2),
        lost: (...where) => said.push(where),
        records: () => said.push("records"),
      }));
      await until(log, "it is said", () => said.length > 0);
      expect(said[0]).toEqual([topic, 0, 2]);
    });

    test("13 each partition number has one owner in the group, of all topics alike", async () => {
      const topics = [await log.createTopic({ partitions: 4 }), await log.createTopic({ partitions: 4 })];
      const groupId = randomUUID();
      const held: ReadonlyMap<string, readonly number[]>[] = [new Map(), new Map()];
      for (const member of [0, 1]) {
        const joined = (_: string, assigned: ReadonlyMap<string, readonly number[]>): void => {
          held[member] = assigned;
        };
        await read(topics, () => ({ joined }), groupId);
      }
      const owned = (topic: number): number[] =>
        held.flatMap((of) => [...(of.get(topics[topic] ?? "") ?? [])]);
      await until(log, "all are owned", () => owned(0).length === 4 && held[1]?.size === 2);
      expect(owned(0).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
      expect(owned(1)).toEqual(owned(0));
    });

    interface Sinking {
      readonly member: GroupMember;
      readonly texts: string[];
      readonly revoked: number[];
    }
    const startSinking = async (topic: string, groupId: string): Promise<Sinking> => {
      const member = log.openGroupMember(groupId, [topic]);
      opened.push(member);
      const [texts, revoked]: [string[], number[]] = [[], []];
      await member.run({
        onRecords: (batch) => void texts.push(...textsOf(batch)),
        onRevoked: (partitions) => void revoked.push(...partitions.map(({ partition }) => partition)),
      });
      return { member, texts, revoked };
    };

    test("11 a group goes on after what was committed", async () => {
      const topic = await log.createTopic();
      const groupId = randomUUID();
      await publish(topic, numbers(10));
      const first = await startSinking(topic, groupId);
      await until(log, "all", () => first.texts.length === 10);
      expect(await first.member.commit([{ topic, partition: 0, offset: 7 }])).toBe(true);
      await first.member.stop();
      expect(await first.member.commit([{ topic, partition: 0, offset: 9 }])).toBe(false);
      const second = await startSinking(topic, groupId);
      await until(log, "the rest", () => second.texts.length === 3);
      expect(second.texts).toEqual(numbers(3, 7));
    });

    test("12 in a rebalance what stays keeps position and pauses, and what goes is told", async () => {
      const topic = await log.createTopic({ partitions: 2 });
      const groupId = randomUUID();
      await publish(topic, numbers(5), 0);
      await publish(topic, numbers(5), 1);
      const first = await startSinking(topic, groupId);
      await until(log, "all", () => first.texts.length === 10);
      first.member.pause(topic, 0);
      first.member.pause(topic, 1);
      const second = await startSinking(topic, groupId);
      await until(log, "one is revoked", () => first.revoked.length === 1);
      await until(log, "the other has it from its committed start", () => second.texts.length === 5);
      const kept = first.revoked[0] === 0 ? 1 : 0;
      await publish(topic, ["new"], kept);
      await log.sleep(quietMs);
      expect(first.texts).toHaveLength(10);
      first.member.resume(topic, kept);
      await until(log, "the new one", () => first.texts.length === 11);
      expect(first.texts.at(-1)).toBe("new");
      expect(await first.member.commit([{ topic, partition: 1 - kept, offset: 1 }])).toBe(true);
      await second.member.stop();
      await until(log, "it is back, from its committed start", () => first.texts.length === 16);
    });
  });
}
