/**
 * Reading topics as a group, at committed offsets: the sink's view of Kafka.
 *
 * 1. `onRecords` gets records in order; it returns at once and holds back by `pause`.
 * 2. the caller makes them safe elsewhere, 3. then commits the next offsets.
 * A stop between 2 and 3 delivers them again: at least once.
 */
import type { Kafka } from "kafkajs";
import { overtakenOffsets } from "./kafka-admin.ts";
import { attempted } from "./kafka-error.ts";
import { createReader, type ReadBatch, type Reader, type ReaderListener } from "./kafka-reader.ts";

export type { ReadBatch } from "./kafka-reader.ts";

export interface GroupConsumerOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** false also delivers records of open and aborted transactions. */
  readonly readCommitted: boolean;
  /** See the reader's options. */
  readonly fetchMinBytes?: number;
  readonly fetchWaitMs?: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** All are called synchronously and must neither await nor throw. */
export interface GroupListener {
  onRecords(batch: ReadBatch): void;
  /** Nothing to deliver before `next`: markers, or records of an aborted transaction. */
  onPassed?(partition: TopicPartition, next: number): void;
  /** Now somebody else's: what is not committed of them will be read again there. */
  onRevoked?(partitions: readonly TopicPartition[]): void;
  /** The consumer is finished. */
  onFailed(error: Error): void;
  /** Retention has overtaken the group: records before what is still there are gone unread. */
  onLost?(partition: TopicPartition, position: number): void;
}

export interface GroupConsumer {
  /** Joins; resolves after the first assignment. */
  run(listener: GroupListener): Promise<void>;
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
  /** Reads on from here; what was fetched before is not delivered. */
  seek(topic: string, partition: number, offset: number): void;
  /** Commits next offsets of partitions still assigned; false when this member is out of its generation. */
  commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<boolean>;
  /** See the reader's. */
  silentMs(): number | null;
  /** Leaves the group. */
  stop(): Promise<void>;
}

interface Held {
  readonly topic: string;
  readonly partition: number;
  /** Next to deliver; null before the first batch or seek. */
  position: number | null;
  paused: boolean;
}

const nameOf = (topic: string, partition: number): string => `${topic}|${partition}`;

/** Makes a consumer; nothing happens before `run`. */
export function createGroupConsumer(options: GroupConsumerOptions): GroupConsumer {
  const { kafka, groupId, topics } = options;
  const member = createGroupMember((listener) => createReader({ ...options, listener }));
  return {
    ...member,
    async run(listener) {
      // The client begins at the first record left, and says nothing of those before it.
      const overtaken = await overtakenOffsets(kafka, groupId, topics).catch((error: unknown) =>
        Promise.reject(attempted(`read ${topics.join(", ")} as the group ${groupId}`, error)),
      );
      for (const { offset, ...place } of overtaken) listener.onLost?.(place, offset);
      await member.run(listener);
    },
  };
}

/** The same over any reader. */
export function createGroupMember(openReader: (listener: ReaderListener) => Reader): GroupConsumer {
  let held = new Map<string, Held>();
  let memberId: string | null = null;
  let reader: Reader | null = null;

  /** Keeps what stays with this member (at its own position, not the committed one), gives up the rest. */
  const join = (joinedAs: string, assigned: ReadonlyMap<string, readonly number[]>): readonly Held[] => {
    const kept = new Map<string, Held>();
    for (const [topic, partitions] of assigned) {
      for (const partition of partitions) {
        const name = nameOf(topic, partition);
        const before = joinedAs === memberId ? held.get(name) : undefined;
        kept.set(name, before ?? { topic, partition, position: null, paused: false });
      }
    }
    const revoked = [...held].filter(([name, entry]) => kept.get(name) !== entry).map(([, entry]) => entry);
    held = kept;
    memberId = joinedAs;
    return revoked;
  };

  const reapply = (to: Reader): void => {
    for (const { topic, partition, position, paused } of held.values()) {
      if (position !== null) to.seek(topic, partition, position);
      if (paused) to.pause(topic, partition);
      else to.resume(topic, partition);
    }
  };

  const setPaused = (topic: string, partition: number, paused: boolean): void => {
    const entry = held.get(nameOf(topic, partition));
    if (entry !== undefined) entry.paused = paused;
    if (paused) reader?.pause(topic, partition);
    else reader?.resume(topic, partition);
  };

  return {
    async run(listener) {
      const started = openReader({
        joined(joinedAs, assigned) {
          const revoked = join(joinedAs, assigned);
          if (revoked.length > 0) listener.onRevoked?.(revoked);
          reapply(started);
        },
        records(batch) {
          const entry = held.get(nameOf(batch.topic, batch.partition));
          if (entry === undefined) return;
          entry.position = batch.next;
          listener.onRecords(batch);
        },
        passed: (topic, partition, next) => listener.onPassed?.({ topic, partition }, next),
        lost(topic, partition, position) {
          const entry = held.get(nameOf(topic, partition));
          if (entry !== undefined) entry.position = null;
          listener.onLost?.({ topic, partition }, position);
        },
        failed: (error) => listener.onFailed(error),
      });
      reader = started;
      await started.start();
    },
    pause: (topic, partition) => setPaused(topic, partition, true),
    resume: (topic, partition) => setPaused(topic, partition, false),
    seek(topic, partition, offset) {
      const entry = held.get(nameOf(topic, partition));
      if (entry !== undefined) entry.position = offset;
      reader?.seek(topic, partition, offset);
    },
    async commit(offsets) {
      const ours = offsets.filter(({ topic, partition }) => held.has(nameOf(topic, partition)));
      return (await reader?.commit(ours)) ?? false;
    },
    silentMs: () => reader?.silentMs() ?? null,
    async stop() {
      await reader?.stop();
    },
  };
}
