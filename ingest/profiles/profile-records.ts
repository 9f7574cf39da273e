/** What is known of profiles, to Kafka's records and back. */
import type { OutRecord } from "#schemas/out-record.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import type { ProfileUpdate } from "./profile-book.ts";

export interface ProfileFormat {
  /** Avro with header. */
  readonly encodeProfile: (profile: LearnedProfile) => Buffer;
  readonly partitions: number;
}

/** In a tombstone, which has no value to say it: milliseconds in decimal. */
const receivedAtHeader = "received_at";

/** One record: the row as it is now, or a tombstone. */
export function profileRecord(
  { endpointId, row, receivedAt, profile }: ProfileUpdate,
  { encodeProfile, partitions }: ProfileFormat,
): OutRecord {
  const key = Buffer.from(`${endpointId} ${row}`, "utf8");
  const common = { topic: topics.profile.name, partition: partitionOf(key, partitions), key };
  if (profile === null)
    return { ...common, value: null, headers: { [receivedAtHeader]: String(receivedAt) } };
  const names = { endpoint_id: endpointId, profile: row, received_at: receivedAt };
  return { ...common, value: encodeProfile({ ...names, ...profile }) };
}

/** As Kafka gives it. */
export interface ProfileLogRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** Null for what is no such record; `profile` is its value decoded, null where it can't be. */
export function profileUpdate(
  { key, value, headers }: ProfileLogRecord,
  profile: LearnedProfile | null,
): ProfileUpdate | null {
  const [, endpointId, row] =
    /^(.+) (Device\.BulkData\.Profile\.[0-9]+\.)$/s.exec(key?.toString("utf8") ?? "") ?? [];
  if (endpointId === undefined || row === undefined) return null;
  if (value === null) {
    const receivedAt = epochMs(
      Number(headers[receivedAtHeader]?.toString("latin1") ?? Number.POSITIVE_INFINITY),
    );
    return { endpointId, row, receivedAt, profile: null };
  }
  if (profile === null) return null;
  const { received_at: receivedAt, source, settings } = profile;
  return { endpointId, row, receivedAt, profile: { source, settings } };
}
