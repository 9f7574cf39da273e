import { describe, expect, it } from "vitest";
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { type KafkaRecord, toDeadLetterRow } from "./dead-letter-row.ts";

const asRead = (headers: Record<string, string | Buffer>, value: Buffer | null): KafkaRecord => ({
  offset: 5,
  key: Buffer.from("key"),
  value,
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
  timestampMs: 1_767_225_600_000,
});

describe("a dead letter's row", () => {
  it("says what its headers say", () => {
    const [record] = toDeadLetterRecords(
      {
        reason: "bulk_parse_error",
        stage: "decode",
        detail: "at 7",
        topic: "oktopus/usp/v1/bulkdata/x",
        source: { partition: 2, offset: 9_000_000_000 },
        endpointId: "os::1",
        receivedAtMs: 1_767_225_599_999,
        key: Buffer.from("key"),
        value: Buffer.from([0xff, 0]),
      },
      0,
      100_000,
    );
    expect(toDeadLetterRow(asRead({ ...record?.headers }, record?.value ?? null))).toEqual({
      reason: "bulk_parse_error",
      stage: "decode",
      detail: "at 7",
      source_topic: "oktopus/usp/v1/bulkdata/x",
      source_partition: 2,
      source_offset: 9_000_000_000,
      endpoint_id: "os::1",
      received_at: 1_767_225_599_999,
      digest: record?.headers?.["usp.digest"],
      chunk_index: 0,
      chunk_count: 1,
      key: Buffer.from("key"),
      payload: Buffer.from([0xff, 0]),
      headers: record?.headers,
    });
  });

  it("of a record without headers is still a row, at Kafka's time", () => {
    expect(toDeadLetterRow(asRead({}, null))).toMatchObject({
      reason: "",
      source_partition: null,
      received_at: 1_767_225_600_000,
      chunk_count: 1,
      payload: null,
    });
  });

  it.each([
    { header: "usp.received_at", text: "99999999999999", field: "received_at", want: 1_767_225_600_000 },
    { header: "usp.received_at", text: "-1", field: "received_at", want: 1_767_225_600_000 },
    { header: "usp.chunk.index", text: "4294967296", field: "chunk_index", want: 0 },
    { header: "__connect.errors.offset", text: "0x10", field: "source_offset", want: null },
    { header: "__connect.errors.offset", text: "12345678901234567890", field: "source_offset", want: null },
  ])("does not believe $header: $text", ({ header, text, field, want }) => {
    expect(toDeadLetterRow(asRead({ [header]: text }, null))).toHaveProperty(field, want);
  });
});
