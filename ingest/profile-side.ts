/**
 * The side of a bridge that shares what is known of gateways' profiles: the topic of all bridges is read to its end before
 * the first message, and followed from then on. The same for every entry, so they share it; like them it may touch the world.
 */
import { randomUUID } from "node:crypto";
import { sleep } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createGroupConsumer, type GroupConsumer } from "#infra/adapters/kafka-consumer.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { type AvroType, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import type { BridgeConfig } from "./config.ts";
import { registered, retrying } from "./kafka-side.ts";
import type { Streams } from "./profiles/definition.ts";
import { createLearnedProfiles, type ProfileOf } from "./profiles/learned-profiles.ts";
import { ProfileBook, profileBookLimits, type ProfileUpdate } from "./profiles/profile-book.ts";
import { type ProfileLogRecord, profileRecord, profileUpdate } from "./profiles/profile-records.ts";

type ProfileSideConfig = Pick<BridgeConfig, "bridgeId" | "kafka" | "registryUrl" | "profiles" | "aliases">;

export interface ProfileSide {
  readonly book: ProfileBook;
  readonly profileOf: ProfileOf;
  /** The record by which other bridges are told. */
  readonly toRecord: (update: ProfileUpdate) => OutRecord;
  /** Not for ever, if Kafka is away. */
  stop(): Promise<void>;
}

const maxStopMs = 10_000;

/** Waits for registry and Kafka, where the topic must be; resolves when all that is in it now is known. */
export async function openProfileSide(
  config: ProfileSideConfig,
  partitions: number,
  streams: Streams,
  log: Logger,
): Promise<ProfileSide> {
  const { type, id } = await registered<LearnedProfile>(topics.profile, config, log);
  const onFull = once(() => log.warn({}, "too much to be known of profiles: not all is learned"));
  const onUnreadable = once(() => log.warn({ topic: topics.profile.name }, "some records can't be read"));
  const book = new ProfileBook(profileBookLimits, onFull);
  const decode = createDecoder(type, id, config);
  const consumer = await follow(config, log, async (record) => {
    const update = profileUpdate(record, record.value === null ? null : await decode(record.value));
    if (update === null) onUnreadable();
    else book.take(update);
  });
  const profileOf = createLearnedProfiles(config, {
    book,
    streams,
    onContradiction: (told) =>
      log.warn(told, "a report has a name that what was learned of its profile does not explain"),
  });
  const format = { encodeProfile: (profile: LearnedProfile) => type.encode(profile, id), partitions };
  return {
    book,
    profileOf,
    toRecord: (update) => profileRecord(update, format),
    stop: () => Promise.race([consumer.stop(), sleep(maxStopMs)]),
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/**
 * A group of its own, which commits nothing: each run reads all of the topic. Records are taken one after the other. What
 * ends the reading ends the process: what others learn would never be known to it.
 */
async function follow(
  { kafka: config, bridgeId }: ProfileSideConfig,
  log: Logger,
  take: (record: ProfileLogRecord) => Promise<void>,
): Promise<GroupConsumer> {
  const kafka = createKafka({ ...config, log });
  const topic = topics.profile.name;
  const unread = new Map<number, number>();
  // A topic that was just made, or is moving, has partitions without a leader, whose ends nobody can tell yet.
  const isMoving = (error: unknown): boolean => classifyKafkaError(error).kind === "transient";
  const ranges = await retrying(() => offsetRanges(kafka, topic), isMoving, log);
  for (const [partition, { low, high }] of ranges) if (low < high) unread.set(partition, high);
  const caughtUp = Promise.withResolvers<void>();
  const passed = (partition: number, next: number): void => {
    if (next >= (unread.get(partition) ?? Number.POSITIVE_INFINITY)) unread.delete(partition);
    if (unread.size === 0) caughtUp.resolve();
  };
  let work = Promise.resolve();
  const then = (act: () => Promise<void> | void): void => {
    work = work.then(act);
  };
  const consumer = createGroupConsumer({
    kafka,
    groupId: `usp-profile-${bridgeId}-${randomUUID()}`,
    topics: [topic],
    readCommitted: false,
  });
  await consumer.run({
    onRecords: ({ partition, records, next }) =>
      then(async () => {
        for (const record of records) await take(record);
        passed(partition, next);
      }),
    onPassed: ({ partition }, next) => then(() => passed(partition, next)),
    onFailed: (error) => then(() => Promise.reject(error)),
    onLost: ({ partition }, position) =>
      then(() => Promise.reject(new Error(`${topic} has lost offset ${position} of partition ${partition}`))),
  });
  if (unread.size > 0) await caughtUp.promise;
  return consumer;
}

/** Null for a value that is none of ours. A schema of another version is asked for at the registry, once. */
function createDecoder(
  type: AvroType<LearnedProfile>,
  id: number,
  { registryUrl }: ProfileSideConfig,
): (value: Buffer) => Promise<LearnedProfile | null> {
  const registry = createRegistry({ url: registryUrl });
  const writers = new Map<number, Promise<AvroType<unknown>>>([[id, Promise.resolve(type)]]);
  return async (value) => {
    const writerId = schemaIdOf(value);
    if (writerId === null) return null;
    const writer = writers.get(writerId) ?? registry.schemaById(writerId).then(compileType<unknown>);
    writers.set(writerId, writer);
    try {
      const decoded = type.decode(bodyOf(value), await writer);
      return decoded.ok ? decoded.value : null;
    } catch {
      writers.delete(writerId);
      return null;
    }
  };
}
