/**
 * What could not be processed: original key and bytes as the record's key and value, everything else in headers.
 * The first six names are Kafka Connect's own, so that existing tools read them.
 */
import { createHash } from "node:crypto";
import { recordSizeBytes, type OutRecord } from "./out-record.ts";
import { topics } from "./topics.ts";

export const deadLetterHeader = {
  /** Where it came from: an MQTT topic, or a Kafka topic with partition and offset. */
  topic: "__connect.errors.topic",
  partition: "__connect.errors.partition",
  offset: "__connect.errors.offset",
  stage: "__connect.errors.stage",
  exceptionClass: "__connect.errors.exception.class.name",
  exceptionMessage: "__connect.errors.exception.message",
  reason: "usp.reason",
  /** Milliseconds since 1970, decimal. */
  receivedAt: "usp.received_at",
  endpointId: "usp.endpoint_id",
  /** SHA-256 of the whole value (where it is encrypted, as it is then), hex; equal in all its chunks. */
  digest: "usp.digest",
  chunkIndex: "usp.chunk.index",
  chunkCount: "usp.chunk.count",
  /** By which door it came, and as what its sender said it was; absent where it came from Kafka, or nobody said. */
  door: "usp.door",
  contentType: "usp.content_type",
  /** How often it was tried, from 1; absent the first time. */
  attempt: "usp.attempt",
} as const;

/** Why something is dead-lettered; the same words in headers, metrics, logs and tables. */
export const deadLetterReasons = [
  // The USP Record and what is in it.
  "record_parse_error",
  "record_type_missing",
  "record_type_unsupported",
  "version_unsupported",
  "enum_unknown",
  "invalid_utf8",
  "too_many_fields",
  "record_too_large",
  "payload_missing",
  "payload_security_unknown",
  "session_id_invalid",
  "session_gap",
  "sar_protocol_error",
  "too_many_segments",
  "encrypted_unsupported",
  "message_parse_error",
  "message_body_missing",
  "message_unsupported",
  "notification_missing",
  "notification_invalid",
  "wrong_content",
  // Who it is from.
  "topic_unknown",
  "endpoint_id_missing",
  "endpoint_id_invalid",
  "identity_contradiction",
  "rate_exceeded",
  // Bulk-data reports.
  "bulk_parse_error",
  "bulk_shape_error",
  "too_many_values",
  "too_many_rows",
  "too_deep",
  "gzip_ratio_exceeded",
  // CWMP, which is SOAP: also too_deep, too_many_values, record_too_large.
  "xml_parse_error",
  "xml_doctype",
  "cwmp_invalid",
  // What we made of it does not fit into Kafka.
  "event_too_large",
  // Our code failed on it: a defect of ours.
  "internal_error",
  // The sink.
  "not_avro",
  "unknown_schema",
  "schema_mismatch",
  "avro_decode_error",
  "insert_refused",
  // Alert delivery: its receiver says never, or has not taken it for too long.
  "alert_refused",
  "alert_not_taken",
  // No failure: the mark of a dead letter that was tried again; its headers say which.
  "redriven",
] as const;

export type DeadLetterReason = (typeof deadLetterReasons)[number];

/** Where in the pipeline it stopped. */
export const deadLetterStages = [
  "admit",
  "decode",
  "normalize",
  "encode",
  "sink_decode",
  "sink_insert",
  "notify",
  "redrive",
] as const;

export type DeadLetterStage = (typeof deadLetterStages)[number];

/** How a message came to intake. */
export type IntakeDoor = "mqtt" | "http" | "cwmp";

/** What a message said beside its bytes, without which they can't be taken apart again. */
export interface Arrived {
  readonly door: IntakeDoor;
  /** MQTT 5's property, or what HTTP's headers say; null where there was none. */
  readonly contentType: string | null;
}

export interface DeadLetter {
  readonly reason: DeadLetterReason;
  readonly stage: DeadLetterStage;
  /** One sentence for a person; never parsed. */
  readonly detail: string;
  /** MQTT or Kafka topic it came from. */
  readonly topic: string;
  /** Kafka's, when it came from there. */
  readonly source: { readonly partition: number; readonly offset: number } | null;
  readonly endpointId: string | null;
  readonly receivedAtMs: number;
  /** Original key; null when there was none. */
  readonly key: Buffer | null;
  /** Original bytes; null when there were none. */
  readonly value: Buffer | null;
  /** Further headers: how the bytes are encrypted, where they are. */
  readonly more?: Readonly<Record<string, string>>;
  /** Absent where it came from Kafka. */
  readonly arrived?: Arrived;
  /** How often it was tried, from 1, this time included; 1 when absent. */
  readonly attempt?: number;
}

/**
 * The records of one dead letter, in chunks of which none is above `limitBytes` with all its headers.
 * Every chunk carries every header; a value that fits is one chunk of one.
 */
export function toDeadLetterRecords(letter: DeadLetter, partition: number, limitBytes: number): OutRecord[] {
  const value = letter.value;
  const bytes = value ?? Buffer.alloc(0);
  const common = { topic: topics.deadLetter.name, partition, key: letter.key };
  const headers = headersOf(letter, createHash("sha256").update(bytes).digest("hex"));
  const empty = recordSizeBytes({
    ...common,
    value: null,
    headers: withChunk(headers, 99_999_999, 99_999_999),
  });
  const room = Math.max(1_024, limitBytes - empty);
  const count = Math.max(1, Math.ceil(bytes.length / room));
  return Array.from({ length: count }, (_, index) => ({
    ...common,
    value: value === null ? null : bytes.subarray(index * room, (index + 1) * room),
    headers: withChunk(headers, index, count),
  }));
}

const withChunk = (
  headers: Record<string, string>,
  index: number,
  count: number,
): Record<string, string> => ({
  ...headers,
  [deadLetterHeader.chunkIndex]: String(index),
  [deadLetterHeader.chunkCount]: String(count),
});

/** Longest text of a header; an MQTT topic has at most 65,535 bytes, an error message has no bound. */
const longestHeader = 4_096;

function headersOf(letter: DeadLetter, digest: string): Record<string, string> {
  const name = deadLetterHeader;
  const headers: Record<string, string> = {
    ...letter.more,
    [name.topic]: letter.topic.slice(0, longestHeader),
    [name.stage]: letter.stage,
    [name.exceptionClass]: letter.reason,
    [name.exceptionMessage]: letter.detail.slice(0, longestHeader),
    [name.reason]: letter.reason,
    [name.receivedAt]: String(letter.receivedAtMs),
    [name.digest]: digest,
  };
  if (letter.source !== null) {
    headers[name.partition] = String(letter.source.partition);
    headers[name.offset] = String(letter.source.offset);
  }
  if (letter.endpointId !== null) headers[name.endpointId] = letter.endpointId.slice(0, longestHeader);
  const { arrived, attempt = 1 } = letter;
  if (arrived !== undefined) headers[name.door] = arrived.door;
  if (arrived !== undefined && arrived.contentType !== null)
    headers[name.contentType] = arrived.contentType.slice(0, longestHeader);
  if (attempt > 1) headers[name.attempt] = String(attempt);
  return headers;
}
