/** A record of the dead-letter topic as a row (`schemas/dead-letter-row.avsc`). */
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { stampHeader } from "#schemas/stamp.ts";
import { type EpochMs, epochMs } from "#schemas/units.ts";

export interface DeadLetterRow {
  readonly reason: string;
  readonly stage: string;
  readonly detail: string;
  readonly source_topic: string;
  readonly source_partition: number | null;
  readonly source_offset: number | null;
  readonly endpoint_id: string | null;
  readonly received_at: EpochMs;
  readonly digest: string;
  readonly chunk_index: number;
  readonly chunk_count: number;
  readonly key: Buffer | null;
  readonly payload: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record as it was read from Kafka. */
export interface KafkaRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly timestampMs: number;
}

/** Total: a record that is not ours (no headers, other texts in them) becomes a row too. */
export function toDeadLetterRow({ key, value, headers, timestampMs }: KafkaRecord): DeadLetterRow {
  const name = deadLetterHeader;
  const text = (header: string): string | null => headers[header]?.toString("utf8") ?? null;
  return {
    reason: text(name.reason) ?? "",
    stage: text(name.stage) ?? "",
    detail: text(name.exceptionMessage) ?? "",
    source_topic: text(name.topic) ?? "",
    source_partition: wholeNumber(text(name.partition)),
    source_offset: wholeNumber(text(name.offset)),
    endpoint_id: text(name.endpointId),
    received_at: epochMs(timeWithin2100(text(name.receivedAt)) ?? timestampMs),
    digest: text(name.digest) ?? "",
    chunk_index: chunkNumber(text(name.chunkIndex)) ?? 0,
    chunk_count: chunkNumber(text(name.chunkCount)) ?? 1,
    key,
    payload: value,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([header]) => header !== stampHeader)
        .map(([header, bytes]) => [header, bytes.toString("utf8")]),
    ),
  };
}

/** A decimal number that JavaScript holds exactly, or null. */
const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Times ClickHouse can show: before the year 2100, as in every landing table. */
const timeWithin2100 = (text: string | null): number | null => {
  const time = wholeNumber(text);
  return time !== null && time < 4_102_444_800_000 ? time : null;
};

/** Avro's `int` has 31 bits to count with. */
const chunkNumber = (text: string | null): number | null => {
  const number = wholeNumber(text);
  return number !== null && number < 2 ** 31 ? number : null;
};
