/** Bytes that no gateway of ours should send, and what must become of each. */
import { gzipSync } from "node:zlib";
import { readPayloads } from "./truth/capture.ts";

export interface HostileMessage {
  readonly name: string;
  readonly topic: string;
  readonly payload: Buffer;
  /** Reason in the dead letter. */
  readonly reason: string;
}

const records = "oktopus/usp/v1/controller/os::00D09E-cpe-test-1";
const reports = "oktopus/usp/v1/bulkdata/cpe-77";

/** A whole Record of the endpoint `os::00D09E-cpe-test-1`. */
const realRecord = (): Buffer => readPayloads("subs-v5")[0] ?? Buffer.alloc(0);

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("");

/** Messages for the MQTT broker, each with the reason it must be dead-lettered for. */
export function hostileMessages(): HostileMessage[] {
  const record = realRecord();
  const text = (name: string, payload: string, reason: string): HostileMessage => ({
    name,
    topic: reports,
    payload: Buffer.from(payload),
    reason,
  });
  return [
    {
      name: "no Record",
      topic: records,
      payload: Buffer.from([0xff, 0xff, 0xff, 0xff, 1]),
      reason: "record_parse_error",
    },
    {
      name: "a Record cut short",
      topic: records,
      payload: record.subarray(0, record.length - 9),
      reason: "record_parse_error",
    },
    {
      name: "a topic of no template",
      topic: `${records}/and/deeper`,
      payload: record,
      reason: "topic_unknown",
    },
    { name: "a Record where reports are", topic: reports, payload: record, reason: "wrong_content" },
    {
      name: "a report where Records are",
      topic: records,
      payload: Buffer.from('{"Report":[]}'),
      reason: "wrong_content",
    },
    {
      name: "another gateway's Record",
      topic: records.replace("test-1", "test-2"),
      payload: record,
      reason: "identity_contradiction",
    },
    text("JSON cut short", '{"Report":[{"CollectionTime":1', "bulk_parse_error"),
    text("JSON of another shape", '{"Reports":[]}', "bulk_shape_error"),
    text(
      "JSON with too many values",
      `{"Report":[{${repeat(100_001, (n) => `"p${n}":1,`)}"p":1}]}`,
      "too_many_values",
    ),
    text(
      "JSON nested too deep",
      `{"Report":[${repeat(5000, () => '{"a":')}1${repeat(5000, () => "}")}]}`,
      "too_deep",
    ),
    text("CSV with too many rows", "ReportTimestamp,a\n".repeat(100_001), "too_many_rows"),
    {
      name: "gzip that unpacks to a thousand times its size",
      topic: reports,
      payload: gzipSync(Buffer.alloc(2 * 1024 * 1024)),
      reason: "gzip_ratio_exceeded",
    },
    text("a report too large", `{"Report":[{"p":"${"x".repeat(6 * 1024 * 1024)}"}]}`, "record_too_large"),
  ];
}

/** Values for the telemetry topic itself, as another producer might write them; `schemaId` is that of our own schema. */
export function hostileValues(schemaId: number): { name: string; value: Buffer; reason: string }[] {
  const framed = (id: number, body: Buffer): Buffer => {
    const header = Buffer.alloc(5);
    header.writeUInt32BE(id, 1);
    return Buffer.concat([header, body]);
  };
  // Eleven fields of nothing, then an array that says it has 2^34 items where no byte is left.
  const greedy = Buffer.concat([Buffer.alloc(11), Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x01])]);
  return [
    { name: "no Avro", value: Buffer.from("hello"), reason: "not_avro" },
    { name: "an unknown schema", value: framed(987_654_321, Buffer.from([0])), reason: "unknown_schema" },
    { name: "Avro that asks for memory", value: framed(schemaId, greedy), reason: "avro_decode_error" },
    { name: "Avro cut short", value: framed(schemaId, Buffer.from([2])), reason: "avro_decode_error" },
  ];
}
