/** Reads stretches of partitions one after another, as a group of its own that commits nothing. Read committed. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { createReader, type KafkaRecord, type ReadBatch, type Reader } from "#infra/adapters/kafka-reader.ts";
import { Complaint } from "../complaint.ts";
import { kafkaAnswer, leaveKafka } from "../reach-kafka.ts";

export interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  /** The first offset that is not read. */
  readonly to: number;
}

export interface OffsetReader {
  /** All records of the stretch, in order; ends at its end. One stretch at a time, and each partition once. */
  read(stretch: Stretch): AsyncGenerator<readonly KafkaRecord[]>;
  stop(): Promise<void>;
}

/** Batches (of 2 MiB at most) that wait to be taken, before reading pauses. */
const mostWaiting = 4;

interface Current extends Stretch {
  position: number;
  readonly waiting: (readonly KafkaRecord[])[];
  /** Something waits, the position moved, or reading has failed. */
  news: PromiseWithResolvers<void>;
}

/**
 * Joins; resolves after that. All partitions are silent until they are asked for. A complaint when Kafka says nothing for
 * `limitMs` (a minute) where it should.
 */
export async function openOffsetReader(
  kafka: Kafka,
  topics: readonly string[],
  limitMs?: number,
): Promise<OffsetReader> {
  let current: Current | null = null;
  let failure: Error | null = null;
  const isCurrent = (topic: string, partition: number): boolean =>
    current?.topic === topic && current.partition === partition;
  const fail = (error: Error): void => {
    failure = error;
    current?.news.resolve();
  };
  const take = ({ topic, partition, records, next }: ReadBatch): void => {
    if (current === null || !isCurrent(topic, partition)) return;
    const { position, to } = current;
    current.waiting.push(records.filter(({ offset }) => offset >= position && offset < to));
    current.position = next;
    if (current.waiting.length >= mostWaiting) reader.pause(topic, partition);
    current.news.resolve();
  };
  const reader: Reader = createReader({
    kafka,
    groupId: `usp-backtest-${randomUUID()}`,
    topics,
    listener: {
      joined(_memberId, assigned) {
        for (const [topic, partitions] of assigned)
          for (const partition of partitions) reader.pause(topic, partition);
        if (current === null) return;
        reader.seek(current.topic, current.partition, current.position);
        if (current.waiting.length < mostWaiting) reader.resume(current.topic, current.partition);
      },
      records: take,
      passed: (topic, partition, next) => take({ topic, partition, records: [], next }),
      lost: (topic, partition, position) =>
        fail(
          new Complaint(`Retention overtook the reading: ${topic} ${partition} has no offset ${position}`, 1),
        ),
      failed: fail,
    },
  });
  try {
    await kafkaAnswer(reader.start(), limitMs);
  } catch (error) {
    reader.stop().catch(() => undefined);
    throw error;
  }
  return {
    async *read(stretch) {
      if (stretch.from >= stretch.to) return;
      const own: Current = {
        ...stretch,
        position: stretch.from,
        waiting: [],
        news: Promise.withResolvers(),
      };
      const { topic, partition } = own;
      current = own;
      reader.seek(topic, partition, own.from);
      reader.resume(topic, partition);
      try {
        for (;;) {
          if (failure !== null) throw failure;
          const batch = own.waiting.shift();
          if (batch !== undefined) {
            if (own.waiting.length === mostWaiting - 1) reader.resume(topic, partition);
            yield batch;
          } else if (own.position >= own.to) return;
          else {
            await kafkaAnswer(own.news.promise, limitMs);
            own.news = Promise.withResolvers();
          }
        }
      } finally {
        current = null;
        reader.pause(topic, partition);
      }
    },
    stop: () => leaveKafka(reader.stop()),
  };
}
