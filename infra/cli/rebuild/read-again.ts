/** Part of a topic again: from a time on up to what it holds now, once, by a group of its own that is gone afterwards. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { deleteGroup, offsetRanges, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { describeRefusal } from "#infra/adapters/kafka-error.ts";
import { createReader, type ReadBatch, type Reader } from "#infra/adapters/kafka-reader.ts";
import { kafkaAnswer, leaveKafka, watchKafka } from "../reach-kafka.ts";

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
  /** Told what could not be tidied up, in a sentence. */
  readonly warn: (sentence: string) => void;
  /** How long Kafka may say nothing where it should; a minute when absent. */
  readonly limitMs?: number;
}

/** Where reading begins and ends. */
interface Span {
  readonly from: number;
  readonly end: number;
}

/** Resolves when every record that was there at the start is taken, or when told to stop; rejects with what Kafka or `take` says. */
export async function readAgain(options: ReadAgainOptions): Promise<void> {
  const { kafka, topic, reader: name, take, stopping, warn, limitMs } = options;
  const groupId = `${name}-${randomUUID()}`;
  const spans = await spansOf(options);
  const open = new Map([...spans].filter(([, { from, end }]) => from < end));
  if (open.size === 0) return;
  const positions = new Map([...open].map(([partition, { from }]) => [partition, from]));
  /** Partitions of which a batch waits to be taken. */
  const busy = new Set<number>();
  let isGroup = false;
  let isGone = false;
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const kafkas = watchKafka(
    () => busy.size === 0,
    (complaint) => {
      isGone = true;
      reject(complaint);
    },
    limitMs,
  );
  const passed = (partition: number, next: number): void => {
    if (next >= (open.get(partition)?.end ?? Number.POSITIVE_INFINITY)) open.delete(partition);
    if (open.size === 0 || stopping.aborted) resolve();
  };
  let taken = Promise.resolve();
  const inTurn = (act: () => Promise<void> | void): void => {
    taken = taken.then(() => (stopping.aborted ? resolve() : act())).catch(reject);
  };
  const reader: Reader = createReader({
    kafka,
    groupId,
    topics: [topic],
    listener: {
      joined(_memberId, assigned) {
        kafkas.heard();
        isGroup = true;
        for (const partition of assigned.get(topic) ?? []) {
          reader.seek(topic, partition, positions.get(partition) ?? 0);
          if (busy.has(partition) || !open.has(partition)) reader.pause(topic, partition);
        }
      },
      records(batch) {
        const { partition, next } = batch;
        kafkas.heard();
        positions.set(partition, next);
        busy.add(partition);
        reader.pause(topic, partition);
        inTurn(async () => {
          if (open.has(partition)) await take(batch);
          passed(partition, next);
          busy.delete(partition);
          if (open.has(partition)) reader.resume(topic, partition);
        });
      },
      passed(_topic, partition, next) {
        kafkas.heard();
        positions.set(partition, next);
        inTurn(() => passed(partition, next));
      },
      failed: reject,
      lost: (_topic, partition, position) =>
        reject(new Error(`${topic} no longer has offset ${position} of partition ${partition}`)),
    },
  });
  stopping.addEventListener("abort", () => resolve(), { once: true });
  // Whoever waits for it hears of it; until then nobody does.
  over.catch(() => undefined);
  try {
    await Promise.race([reader.start(), over]);
    await over;
  } finally {
    kafkas.stop();
    await leaveKafka(reader.stop());
    if (isGroup && !isGone)
      await kafkaAnswer(deleteGroup(kafka, groupId), stopping.aborted ? longestTidyingMs : limitMs).catch(
        (error: unknown) => warn(leftBehind(groupId, error)),
      );
  }
}

/** Of who is told to stop. */
const longestTidyingMs = 5000;

/** Nothing was committed for it: it is a name in Kafka's list, no more. */
const leftBehind = (groupId: string, error: unknown): string =>
  `The group ${groupId}, by which this was read, is left behind; Kafka forgets it in time by itself. ${describeRefusal(error) ?? `Kafka says: ${String(error)}`}`;

/** Of each partition; nothing newer than the time: an empty span at the end. */
async function spansOf({
  kafka,
  topic,
  fromMs,
  limitMs,
}: ReadAgainOptions): Promise<ReadonlyMap<number, Span>> {
  const ranges = await kafkaAnswer(offsetRanges(kafka, topic), limitMs);
  const begins = await kafkaAnswer(
    withAdmin(kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, fromMs)),
    limitMs,
  );
  const from = new Map(begins.map(({ partition, offset }) => [partition, Number(offset)]));
  return new Map(
    [...ranges].map(([partition, { low, high }]) => {
      const begin = from.get(partition) ?? low;
      return [partition, { from: begin < 0 ? high : Math.max(begin, low), end: high }];
    }),
  );
}
