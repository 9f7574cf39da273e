/**
 * Outcomes to Kafka records. Every size is checked here, before batching: one record too large fails the whole
 * request it is in. What can't fit becomes a dead letter, whole, in chunks.
 */
import {
  type DeadLetterReason,
  type DeadLetterStage,
  type IntakeDoor,
  toDeadLetterRecords,
} from "#schemas/dead-letter.ts";
import { type OutRecord, recordSizeBytes } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import type { ReceivedMessage } from "./admit.ts";
import { deadLetter, internalError, type Outcome } from "./outcome.ts";
import { sealDeadLetter } from "./pseudonyms/sealed-dead-letter.ts";
import type { Sealing } from "./pseudonyms/sealing.ts";

export interface RecordFormat {
  /** Avro with header. */
  encodeTelemetry(event: TelemetryEvent): Buffer;
  encodeParameter(event: ParameterEvent): Buffer;
  /** Partitions of every topic; fixed. */
  readonly partitions: number;
  readonly maxRecordBytes: number;
  /** Whether parameters are published at all. */
  readonly parameterTopic: boolean;
  /** For bytes as they were received; absent where they are kept in the clear. */
  readonly sealing?: Sealing;
}

export interface Publication {
  /** The outcome, or the dead letter it became because it does not fit. */
  readonly outcome: Outcome;
  readonly records: readonly OutRecord[];
}

/** What is kept of a message that becomes a dead letter. */
export interface Original extends Pick<ReceivedMessage, "topic" | "payload" | "receivedAt" | "contentType"> {
  /** MQTT when absent. */
  readonly door?: IntakeDoor;
  /** How often it was tried, this time included; once when absent. */
  readonly attempt?: number;
}

/** What to publish for a message; for a dropped one at most what it told of profiles. */
export function toPublication(outcome: Outcome, message: Original, format: RecordFormat): Publication {
  switch (outcome.kind) {
    case "dropped":
      return { outcome, records: profileRecords(outcome, format) };
    case "dead_letter":
      return { outcome, records: deadLetterRecords(outcome, message, format) };
    case "produced":
  }
  const records = encoded(outcome, format);
  if (!("kind" in records)) return { outcome, records };
  const { answer } = outcome;
  return toPublication(answer === undefined ? records : { ...records, answer }, message, format);
}

/** Its records, or the dead letter that it becomes. */
function encoded(
  outcome: Extract<Outcome, { kind: "produced" }>,
  format: RecordFormat,
): readonly OutRecord[] | Outcome {
  const endpointId = outcome.events[0]?.endpoint_id ?? null;
  try {
    const records = producedRecords(outcome, format);
    if (records !== null) return records;
  } catch (error) {
    return internalError(error, endpointId);
  }
  const detail = `what we made of it exceeds ${format.maxRecordBytes} bytes`;
  return deadLetter("event_too_large", detail, endpointId);
}

/** The same for a message that came in parts: what is dead-lettered is each of them, as it came. */
export function toPublicationOfAll(
  outcome: Outcome,
  messages: readonly Original[],
  format: RecordFormat,
): Publication {
  const last = messages.at(-1);
  if (last === undefined) return { outcome, records: [] };
  const publication = toPublication(outcome, last, format);
  if (publication.outcome.kind !== "dead_letter" || messages.length < 2) return publication;
  const letters = messages.map((message) => toPublication(publication.outcome, message, format));
  return { outcome: publication.outcome, records: letters.flatMap(({ records }) => records) };
}

/** One that does not fit is not published: the message itself is no less understood. */
const profileRecords = ({ profiles = [] }: Outcome, { maxRecordBytes }: RecordFormat): readonly OutRecord[] =>
  profiles.filter((record) => recordSizeBytes(record) <= maxRecordBytes);

/** The record of one event in the partition of its home. */
export function telemetryRecord(event: TelemetryEvent, format: RecordFormat): OutRecord {
  const { name } = topics.telemetry;
  return homeRecord(name, event.home_id, format.encodeTelemetry(event), format);
}

function homeRecord(topic: string, homeId: string, value: Buffer, { partitions }: RecordFormat): OutRecord {
  const key = Buffer.from(homeId, "utf8");
  return { topic, partition: partitionOf(key, partitions), key, value };
}

/** A tick of this bridge in every partition, with no home of its own. */
export function tickRecords(event: TelemetryEvent, format: RecordFormat): readonly OutRecord[] {
  const { name: topic } = topics.telemetry;
  const value = format.encodeTelemetry(event);
  return Array.from({ length: format.partitions }, (_, partition) => ({
    topic,
    partition,
    key: null,
    value,
  }));
}

/** Null when something does not fit. */
function producedRecords(
  outcome: Extract<Outcome, { kind: "produced" }>,
  format: RecordFormat,
): readonly OutRecord[] | null {
  const events = outcome.events.map((event) => telemetryRecord(event, format));
  if (events.some((record) => recordSizeBytes(record) > format.maxRecordBytes)) return null;
  if (!format.parameterTopic) return events;
  const parameters = outcome.parameters.map((event) => parameterRecords(event, format));
  return parameters.includes(null) ? null : [...parameters.flatMap((each) => each ?? []), ...events];
}

/** One event's parameters, halved until each record fits; null when a single one does not. */
function parameterRecords(event: ParameterEvent, format: RecordFormat): readonly OutRecord[] | null {
  const value = format.encodeParameter(event);
  const record = homeRecord(topics.parameter.name, event.home_id, value, format);
  if (recordSizeBytes(record) <= format.maxRecordBytes) return [record];
  if (event.parameters.length < 2) return null;
  const middle = event.parameters.length >> 1;
  const halves = [event.parameters.slice(0, middle), event.parameters.slice(middle)];
  const records = halves.map((parameters) => parameterRecords({ ...event, parameters }, format));
  return records.includes(null) ? null : records.flatMap((each) => each ?? []);
}

/** Where it stopped, for the reasons that are not found out in decoding. */
const stages: ReadonlyMap<DeadLetterReason, DeadLetterStage> = new Map([
  ["rate_exceeded", "admit"],
  ["event_too_large", "encode"],
]);

function deadLetterRecords(
  outcome: Extract<Outcome, { kind: "dead_letter" }>,
  message: Original,
  format: RecordFormat,
): readonly OutRecord[] {
  const { reason, detail, endpointId } = outcome;
  const { payload, topic, door = "mqtt", contentType, attempt = 1 } = message;
  const letter = {
    reason,
    stage: stages.get(reason) ?? ("decode" as const),
    detail,
    topic,
    source: null,
    endpointId,
    receivedAtMs: message.receivedAt,
    key: null,
    value: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
    arrived: { door, contentType },
    attempt,
  };
  return toDeadLetterRecords(
    format.sealing === undefined ? letter : sealDeadLetter(letter, format.sealing),
    partitionOf(endpointId ?? topic, format.partitions),
    format.maxRecordBytes,
  );
}
