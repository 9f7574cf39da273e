/**
 * Reading as a member of a group, with every position in our hands.
 *
 * The traps of kafkajs 2.2.4 that are closed here (each has a test):
 * - `eachBatch` neither awaits nor throws: it hands records over and resolves.
 * - A batch fetched from anywhere but the position we are at (a stale fetch; or the client's own jump after
 *   OFFSET_OUT_OF_RANGE) is not delivered: we seek back, and when that does not help, say `lost`.
 * - The end of a batch is that of its last record batch (`firstOffset + lastOffsetDelta`), not of its last record:
 *   else the tail of a compacted batch is crawled one offset a fetch.
 * - After each join, before the next fetch, positions and pauses are set anew: the client forgets them.
 * - Timeouts that give a takeover within seconds; heartbeats run in the fetch loop, so fetches are short.
 * - When the group's coordinator is another broker, it is found again: see `kafka-coordinator.ts`.
 * - A crash the client does not restart from, though Kafka is merely away, is restarted here.
 */
import type { ConsumerGroupJoinEvent, EachBatchPayload, IHeaders, Kafka, PartitionAssigner } from "kafkajs";
import { followCoordinator } from "./kafka-coordinator.ts";
import { attempted, classifyKafkaError } from "./kafka-error.ts";
import { retry } from "./kafka.ts";

export interface KafkaRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** Kafka's timestamp of the record. */
  readonly timestampMs: number;
}

/** Records of one partition in order; more may lie between them (compaction, transaction markers). */
export interface ReadBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly KafkaRecord[];
  /** Where reading goes on after this batch. */
  readonly next: number;
}

/** All are called synchronously and must return at once; none may throw. */
export interface ReaderListener {
  /** After each join, before anything is fetched: seek and pause here. `assigned`: topic -> partitions. */
  joined(memberId: string, assigned: ReadonlyMap<string, readonly number[]>): void;
  records(batch: ReadBatch): void;
  /** Nothing to deliver before `next`: markers, or records of an aborted transaction. */
  passed?(topic: string, partition: number, next: number): void;
  /** The position could not be kept: the log no longer has it. */
  lost(topic: string, partition: number, position: number): void;
  /** The consumer is finished and will not come back. */
  failed(error: Error): void;
}

export interface ReaderOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly listener: ReaderListener;
  /** Round robin when absent. */
  readonly assigner?: PartitionAssigner;
  /** true by default: records of open and aborted transactions are not delivered. */
  readonly readCommitted?: boolean;
  /** A fetch waits for so much; 1 by default. */
  readonly fetchMinBytes?: number;
  /** Not longer, though; 400 by default. Nobody who waits for one byte waits the longer for it: it costs less while there is none. */
  readonly fetchWaitMs?: number;
}

export interface Reader {
  /** Since the group's coordinator last answered, by the steady clock; null while this is no member. */
  silentMs(): number | null;
  /** Joins the group; resolves after the first join. */
  start(): Promise<void>;
  /** The next fetch of this partition starts here; what was fetched before is not delivered. */
  seek(topic: string, partition: number, position: number): void;
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
  /** Commits next offsets for the group; false when this member is out of the present generation. */
  commit(offsets: readonly { topic: string; partition: number; offset: number }[]): Promise<boolean>;
  /** Leaves the group and disconnects. */
  stop(): Promise<void>;
}

export const sessionTimeoutMs = 6000;
export const heartbeatIntervalMs = 500;

/** Stale fetches from other places than the position in a row, before it counts as lost. */
const mismatchesUntilLost = 3;

interface Cursor {
  position: number | null;
  /** Where the client went on by itself, past a fetch with nothing to deliver (markers, aborted records). */
  skippedTo: number | null;
  mismatches: number;
}

/** Where we are in each partition; null until the first fetch tells. */
class Cursors {
  readonly #cursors = new Map<string, Cursor>();

  of(topic: string, partition: number): Cursor {
    const name = `${topic}|${partition}`;
    const cursor = this.#cursors.get(name) ?? { position: null, skippedTo: null, mismatches: 0 };
    this.#cursors.set(name, cursor);
    return cursor;
  }

  set(topic: string, partition: number, position: number | null): void {
    const cursor = this.of(topic, partition);
    cursor.position = position;
    cursor.skippedTo = null;
    cursor.mismatches = 0;
  }

  /** After a join the client starts at committed offsets, unless told otherwise. */
  forget(): void {
    for (const cursor of this.#cursors.values()) cursor.position = null;
  }
}

/** Makes a reader; nothing happens before `start`. */
export function createReader(options: ReaderOptions): Reader {
  const { kafka, groupId, topics, listener, assigner, readCommitted = true } = options;
  const { fetchMinBytes = 1, fetchWaitMs = 400 } = options;
  followCoordinator();
  const consumer = kafka.consumer({
    groupId,
    ...(assigner === undefined ? {} : { partitionAssigners: [assigner] }),
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: heartbeatIntervalMs,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: fetchWaitMs,
    minBytes: fetchMinBytes,
    maxBytesPerPartition: 2 * 1024 * 1024,
    retry: { ...retry },
    allowAutoTopicCreation: false,
    readUncommitted: !readCommitted,
  });
  const cursors = new Cursors();
  let member = false;
  let heardAtMs = 0;
  let stopping = false;

  /** Between a crash and the next join there is no group to tell; the join sets everything anew. */
  const ifMember = (act: () => void): void => {
    if (member) act();
  };
  const seek = (topic: string, partition: number, position: number): void => {
    cursors.set(topic, partition, position);
    ifMember(() => consumer.seek({ topic, partition, offset: String(position) }));
  };
  const eachBatch = (payload: EachBatchPayload): Promise<void> => {
    deliver(payload, cursors, listener, seek);
    return Promise.resolve();
  };
  const run = (): Promise<void> =>
    consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch,
    });

  consumer.on("consumer.group_join", ({ payload }: ConsumerGroupJoinEvent) => {
    member = true;
    heardAtMs = performance.now();
    cursors.forget();
    listener.joined(payload.memberId, new Map(Object.entries(payload.memberAssignment)));
  });
  consumer.on("consumer.heartbeat", () => {
    heardAtMs = performance.now();
  });
  consumer.on("consumer.stop", () => {
    member = false;
  });
  consumer.on("consumer.start_batch_process", ({ payload }) => {
    if (payload.batchSize > 0) return;
    const next = Number(payload.lastOffset) + 1;
    cursors.of(payload.topic, payload.partition).skippedTo = next;
    listener.passed?.(payload.topic, payload.partition, next);
  });
  consumer.on("consumer.crash", ({ payload }) => {
    if (payload.restart || stopping) return;
    if (classifyKafkaError(payload.error).kind === "final")
      listener.failed(attempted(`read ${topics.join(", ")} as the group ${groupId}`, payload.error));
    else
      setTimeout(
        () =>
          void run().catch((error: unknown) =>
            listener.failed(new Error("The consumer did not start again", { cause: error })),
          ),
        retry.maxRetryTime,
      );
  });

  return {
    silentMs: () => (member ? performance.now() - heardAtMs : null),
    async start() {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await run();
    },
    seek,
    pause: (topic, partition) => ifMember(() => consumer.pause([{ topic, partitions: [partition] }])),
    resume: (topic, partition) => ifMember(() => consumer.resume([{ topic, partitions: [partition] }])),
    async commit(offsets) {
      if (!member || offsets.length === 0) return member;
      try {
        await consumer.commitOffsets(offsets.map((entry) => ({ ...entry, offset: String(entry.offset) })));
        return true;
      } catch (error) {
        if (classifyKafkaError(error).kind === "not_a_member") return false;
        throw error;
      }
    },
    async stop() {
      stopping = true;
      await consumer.disconnect();
    },
  };
}

/** Private fields of kafkajs's Batch, guarded by a test. */
interface BatchInside {
  readonly fetchedOffset: string;
  readonly rawMessages: readonly {
    readonly offset: string;
    readonly batchContext?: { readonly firstOffset: string; readonly lastOffsetDelta: number };
  }[];
}

type Seek = (topic: string, partition: number, position: number) => void;

function deliver(payload: EachBatchPayload, cursors: Cursors, listener: ReaderListener, seek: Seek): void {
  const { batch } = payload;
  const { topic, partition } = batch;
  if (payload.isStale()) return;
  const cursor = cursors.of(topic, partition);
  const inside = insideOf(batch);
  const fetchedFrom = Number(inside.fetchedOffset);
  if (cursor.position !== null && cursor.position !== fetchedFrom && cursor.skippedTo !== fetchedFrom) {
    return backToPosition(topic, partition, cursor, listener, seek);
  }
  const next = endOf(inside) + 1;
  cursors.set(topic, partition, next);
  payload.resolveOffset(String(next - 1));
  listener.records({ topic, partition, records: batch.messages.map(toRecord), next });
}

function backToPosition(
  topic: string,
  partition: number,
  cursor: Cursor,
  listener: ReaderListener,
  seek: Seek,
): void {
  const { position, mismatches } = cursor;
  if (position === null) return;
  if (mismatches + 1 >= mismatchesUntilLost) {
    cursor.position = null;
    cursor.mismatches = 0;
    return listener.lost(topic, partition, position);
  }
  seek(topic, partition, position);
  cursor.mismatches = mismatches + 1;
}

function insideOf(batch: object): BatchInside {
  if (!isBatchInside(batch)) throw new TypeError("kafkajs no longer says what a batch was fetched from");
  return batch;
}

const isBatchInside = (batch: object): batch is BatchInside =>
  "fetchedOffset" in batch && "rawMessages" in batch && Array.isArray(batch.rawMessages);

/** Last offset covered by what was fetched, records or not. */
function endOf({ fetchedOffset, rawMessages }: BatchInside): number {
  const last = rawMessages.at(-1);
  if (last === undefined) return Number(fetchedOffset) - 1;
  const context = last.batchContext;
  const batchEnd = context === undefined ? 0 : Number(context.firstOffset) + context.lastOffsetDelta;
  return Math.max(Number(last.offset), batchEnd);
}

const toRecord = ({
  offset,
  key,
  value,
  headers,
  timestamp,
}: EachBatchPayload["batch"]["messages"][number]) => ({
  offset: Number(offset),
  key,
  value,
  headers: toHeaders(headers),
  timestampMs: Number(timestamp),
});

/** A header given several times keeps its last value. */
function toHeaders(headers: IHeaders | undefined): Record<string, Buffer> {
  const last = Object.entries(headers ?? {}).flatMap(([name, given]) => {
    const value = Array.isArray(given) ? given.at(-1) : given;
    return value === undefined ? [] : [[name, Buffer.isBuffer(value) ? value : Buffer.from(value)] as const];
  });
  return Object.fromEntries(last);
}
