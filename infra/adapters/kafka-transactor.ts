/**
 * Transactions of one input partition. Whoever opens a transactor with the same transactional id next
 * fences this one: from then on every commit here fails.
 *
 * A transaction, and what happens if we stop between two steps:
 * 1. begin (the first one also fences the predecessor and aborts what it left open)
 * 2. sends, each to one partition (stop: the next owner's fence, or Kafka's timeout, aborts; readers never see them)
 * 3. the group's offsets, where they go along (same)
 * 4. commit (stop while it is under way: it may stand or not; the next owner reads which)
 *
 * After any error the outcome is unknown and the transactor is of no more use: close it, open another, read.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { OutRecord } from "#schemas/out-record.ts";
import type { Kafka, Transaction } from "kafkajs";
import { classifyKafkaError } from "./kafka-error.ts";
import { forgetTransaction, planTransaction } from "./kafka-transaction.ts";
import { chosenPartition } from "./kafka.ts";

export interface TransactorOptions {
  readonly kafka: Kafka;
  /** `<group>-<partition>`. */
  readonly transactionalId: string;
  /** The group whose offset goes along. */
  readonly groupId: string;
}

/** Records of one topic and partition, sent together. */
export type Send = readonly OutRecord[];

/** The group's next offset of an input partition. */
export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Transactor {
  /** Runs one transaction; resolves with each send's first offset once it is committed. */
  commit(
    sends: readonly Send[],
    offset: GroupOffset | readonly GroupOffset[] | null,
  ): Promise<readonly number[]>;
  /** Fences the predecessor without writing anything: what it committed stands, what it left open is aborted. */
  fence(): Promise<void>;
  close(): Promise<void>;
}

/** How long Kafka keeps a transaction of a writer that went away and has no successor. */
const transactionTimeoutMs = 30_000;

/** Connects; the predecessor is fenced by the first commit. */
export async function openTransactor(options: TransactorOptions): Promise<Transactor> {
  const { kafka, transactionalId, groupId } = options;
  const producer = kafka.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: transactionTimeoutMs,
    allowAutoTopicCreation: false,
    createPartitioner: chosenPartition,
  });
  await producer.connect();
  return {
    async commit(sends, offset) {
      const transaction = await producer.transaction();
      const offsets: number[] = [];
      planTransaction(transactionalId, sends);
      try {
        for (const send of sends) offsets.push(await sendOnePartition(transaction, send));
        await sendGroupOffsets(transaction, groupId, offset === null ? [] : [offset].flat());
        await transaction.commit();
      } finally {
        forgetTransaction(transactionalId);
      }
      return offsets;
    },
    async fence() {
      const transaction = await producer.transaction();
      await transaction.abort();
    },
    close: () => producer.disconnect(),
  };
}

async function sendOnePartition(transaction: Transaction, send: Send): Promise<number> {
  const first = send[0];
  if (first === undefined) throw new RangeError("A send needs a record");
  const { topic, partition } = first;
  if (send.some((record) => record.topic !== topic || record.partition !== partition)) {
    throw new RangeError("A send carries one partition");
  }
  const messages = send.map(({ key, value, headers, timestampMs }) => ({
    key,
    value,
    partition,
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
  }));
  const [answer] = await transaction.send({ topic, acks: -1, messages });
  return Number(answer?.baseOffset ?? answer?.offset);
}

/**
 * All in one: each request more is four round trips. A new cluster's coordinator is not there for its first second, and
 * the client does not try again.
 */
async function sendGroupOffsets(
  transaction: Transaction,
  groupId: string,
  offsets: readonly GroupOffset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const topics = [...Map.groupBy(offsets, ({ topic }) => topic)].map(([topic, entries]) => ({
    topic,
    partitions: entries.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
  }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction.sendOffsets({ consumerGroupId: groupId, topics });
    } catch (error) {
      if (attempt === 40 || classifyKafkaError(error).kind !== "transient") throw error;
      await sleep(250);
    }
  }
}
