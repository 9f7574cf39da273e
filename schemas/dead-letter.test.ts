import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deadLetterHeader, toDeadLetterRecords, type DeadLetter } from "./dead-letter.ts";
import { recordSizeBytes } from "./out-record.ts";

const letter: DeadLetter = {
  reason: "record_parse_error",
  stage: "decode",
  detail: "wire type 7",
  topic: "oktopus/usp/v1/controller",
  source: null,
  endpointId: "os::00D09E-1",
  receivedAtMs: 1_767_225_600_123,
  key: Buffer.from("os::00D09E-1"),
  value: Buffer.from("not a Record"),
};
const limitBytes = 1_000_000;

describe("a dead letter", () => {
  it("keeps key and bytes as they were and says why in its headers", () => {
    expect(toDeadLetterRecords(letter, 3, limitBytes)).toEqual([
      {
        topic: "usp.dead-letter.v1",
        partition: 3,
        key: letter.key,
        value: letter.value,
        headers: {
          "__connect.errors.topic": "oktopus/usp/v1/controller",
          "__connect.errors.stage": "decode",
          "__connect.errors.exception.class.name": "record_parse_error",
          "__connect.errors.exception.message": "wire type 7",
          "usp.reason": "record_parse_error",
          "usp.received_at": "1767225600123",
          "usp.endpoint_id": "os::00D09E-1",
          "usp.digest": createHash("sha256").update("not a Record").digest("hex"),
          "usp.chunk.index": "0",
          "usp.chunk.count": "1",
        },
      },
    ]);
  });

  it("from Kafka names partition and offset too", () => {
    const [record] = toDeadLetterRecords({ ...letter, source: { partition: 4, offset: 77 } }, 0, limitBytes);
    expect(record?.headers).toMatchObject({
      [deadLetterHeader.partition]: "4",
      [deadLetterHeader.offset]: "77",
    });
  });

  it("from intake says by which door it came, as what, and how often it was tried", () => {
    const arrived = { door: "mqtt", contentType: "application/json" } as const;
    const [record] = toDeadLetterRecords({ ...letter, arrived, attempt: 2 }, 0, limitBytes);
    expect(record?.headers).toMatchObject({
      "usp.door": "mqtt",
      "usp.content_type": "application/json",
      "usp.attempt": "2",
    });
    const [plain] = toDeadLetterRecords(
      { ...letter, arrived: { ...arrived, contentType: null } },
      0,
      limitBytes,
    );
    expect(Object.keys(plain?.headers ?? {})).not.toContain("usp.content_type");
  });

  it("too large for one record comes in chunks that join to the original, none above the limit", () => {
    const value = Buffer.from(Array.from({ length: 25_000 }, (_, index) => index % 251));
    const records = toDeadLetterRecords({ ...letter, value }, 0, 10_000);
    expect(records.length).toBeGreaterThan(2);
    expect(Buffer.concat(records.map((record) => record.value ?? Buffer.alloc(0)))).toEqual(value);
    expect(records.map((record) => record.headers?.[deadLetterHeader.chunkIndex])).toEqual(
      records.map((_, index) => String(index)),
    );
    for (const record of records) {
      expect(recordSizeBytes(record)).toBeLessThanOrEqual(10_000);
      expect(record.headers?.[deadLetterHeader.chunkCount]).toBe(String(records.length));
      expect(record.headers?.[deadLetterHeader.digest]).toBe(
        createHash("sha256").update(value).digest("hex"),
      );
    }
  });

  it.each([
    { name: "no value", value: null },
    { name: "an empty value", value: Buffer.alloc(0) },
  ])("with $name is one record with that value", ({ value }) => {
    expect(toDeadLetterRecords({ ...letter, value }, 0, limitBytes).map((record) => record.value)).toEqual([
      value,
    ]);
  });
});
