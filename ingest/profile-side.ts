/**
 * The side of a bridge that shares what is known of gateways' profiles: the topic of all bridges is read to its end before
 * the first message, and followed from then on. The same for every entry, so they share it; like them it may touch the world.
 */
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { sleep } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { followTopic } from "#infra/adapters/kafka-table.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { isUnreachable } from "#infra/adapters/register-schema.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import type { BridgeConfig } from "./config.ts";
import { registered } from "./kafka-side.ts";
import type { Streams } from "./profiles/definition.ts";
import { createLearnedProfiles, type ProfileOf } from "./profiles/learned-profiles.ts";
import { ProfileBook, profileBookLimits, type ProfileUpdate } from "./profiles/profile-book.ts";
import { profileRecord, profileUpdate } from "./profiles/profile-records.ts";

type ProfileSideConfig = Pick<BridgeConfig, "bridgeId" | "kafka" | "registry" | "profiles" | "aliases">;

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
  const read = createAvroReader({ type, schemaId: id }, createRegistry(config.registry));
  // One that the registry can tell nothing of is left out; while it can't be asked, what comes after waits.
  const decode = (value: Buffer): Promise<LearnedProfile | null> =>
    retrying(() => read(value), isUnreachable, log).catch(() => null);
  const followed = await followTopic({
    kafka: createKafka({ ...config.kafka, log }),
    topic: topics.profile.name,
    reader: `usp-profile-${config.bridgeId}`,
    readCommitted: false,
    log,
    async take(record) {
      const update = profileUpdate(record, record.value === null ? null : await decode(record.value));
      if (update === null) onUnreadable();
      else book.take(update);
    },
    // What others learn would never be known to this process: its end.
    failed(error) {
      throw error;
    },
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
    stop: () => Promise.race([followed.stop(), sleep(maxStopMs)]),
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
