/**
 * Segments that are acknowledged before their message is whole, because the broker sends nothing more before (HiveMQ):
 * until it is whole, or given up, Kafka keeps them for the bridge. In this order:
 * 1. the segment is in Kafka                       (stop here: the broker sends it again, it is a duplicate)
 * 2. PUBACK                                        (stop here: the next process has it from Kafka)
 * 3. what its message became is in Kafka           (stop here: the same; it becomes the same event again)
 * 4. its tombstone is                              (stop here: the last segment comes again, alone; it is dead-lettered)
 * 5. PUBACK of the segment that made it known
 */
import { hash } from "node:crypto";
import type { OutRecord } from "#schemas/out-record.ts";
import { partitionOf } from "#schemas/partition.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { Decided } from "./bridge.ts";
import type { Settled } from "./pipeline.ts";
import type { Sealing } from "./pseudonyms/sealing.ts";
import { type RecordFormat, toPublicationOfAll } from "./records.ts";

/** Where a bridge's segments are. */
interface Place {
  /** Stable: the next process of this bridge finds its segments by it. */
  readonly bridgeId: string;
  readonly format: RecordFormat;
}

/** All of a parked message but its payload: JSON. */
const messageHeader = "usp.message";

/** What Kafka keeps of a message; `isDecided`: the tombstone, when its fate is known. */
function parkedRecord(message: ReceivedMessage, { bridgeId, format }: Place, isDecided: boolean): OutRecord {
  const { payload, topic, contentType, responseTopic, retain, receivedAt, arrival } = message;
  const { name } = topics.parkedSegment;
  const { sealing } = format;
  const whole = Buffer.concat([Buffer.from(`${topic}\n`), payload]);
  const digest = sealing?.digest(whole, receivedAt) ?? hash("sha256", whole, "base64url");
  const key = Buffer.from(JSON.stringify([bridgeId, receivedAt, arrival, digest]));
  const place = { topic: name, partition: partitionOf(bridgeId, format.partitions), key };
  if (isDecided) return { ...place, value: null };
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const { bytes: value, headers } = sealing?.seal(bytes, receivedAt) ?? { bytes, headers: {} };
  const told = { topic, contentType, responseTopic, retain, receivedAt, arrival };
  return { ...place, value, headers: { ...headers, [messageHeader]: JSON.stringify(told) } };
}

/** What is to be published for what was settled; the tombstones of what was parked come after it. */
export function createParking(place: Place): (settled: Settled) => Decided<ReceivedMessage> {
  const parked = new WeakSet<ReceivedMessage>();
  return ({ messages, outcome }) => {
    if (outcome.kind === "parked") {
      const [message] = messages;
      if (message === undefined) throw new Error("nothing that could be parked");
      parked.add(message);
      return { kind: "parked", message, record: parkedRecord(message, place, false) };
    }
    const cleared = messages.filter((message) => message.isParked === true || parked.has(message));
    return {
      kind: "decided",
      messages,
      publication: toPublicationOfAll(outcome, messages, place.format),
      afterwards: cleared.map((message) => parkedRecord(message, place, true)),
    };
  };
}

/** A record of the topic, as it is read. */
export interface StoredRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/**
 * The messages that a bridge has parked, in the order they were received, by all records of the topic in order. Throws a
 * `SealError` where one is encrypted and can't be opened: its sender will not send it again.
 */
export function parkedMessages(
  records: Iterable<StoredRecord>,
  bridgeId: string,
  sealing: Sealing,
): ReceivedMessage[] {
  const left = new Map<string, StoredRecord>();
  for (const record of records) {
    const name = record.key?.toString("utf8") ?? "";
    if (!name.startsWith(`[${JSON.stringify(bridgeId)},`)) continue;
    if (record.value === null) left.delete(name);
    else left.set(name, record);
  }
  const messages = [...left.values()].map(({ value, headers }) =>
    messageOf(sealing.open(value ?? Buffer.alloc(0), headers), headers[messageHeader]),
  );
  return messages
    .filter((message) => message !== null)
    .sort((a, b) => a.receivedAt - b.receivedAt || a.arrival - b.arrival);
}

/** Null for what no bridge wrote. */
function messageOf(payload: Buffer, header: Buffer | undefined): ReceivedMessage | null {
  try {
    const told = JSON.parse(header?.toString("utf8") ?? "") as Omit<ReceivedMessage, "payload">;
    return { ...told, receivedAt: epochMs(told.receivedAt), payload, isParked: true };
  } catch {
    return null;
  }
}
