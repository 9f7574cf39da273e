import { PassThrough } from "node:stream";
import avsc from "avsc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordSchema } from "./avro-schema.ts";
import { createContainer, encodeLong, type SinkRecord } from "./container.ts";

const schema: RecordSchema = {
  type: "record",
  name: "Sample",
  fields: [
    { name: "text", type: "string" },
    { name: "numbers", type: { type: "array", items: "long" } },
  ],
};
const type = avsc.Type.forSchema(schema as avsc.Schema);

const record = (offset: number, text: string): SinkRecord => ({
  topic: "usp.telemetry.v1",
  partition: 3,
  offset,
  timestampMs: 1_767_225_600_000,
  body: type.toBuffer({ text, numbers: [1, 2] }),
});

/** What avsc's own reader of container files finds in one. */
async function readContainer(bytes: Buffer): Promise<unknown[]> {
  const decoder = new avsc.streams.BlockDecoder();
  const input = new PassThrough();
  input.pipe(decoder);
  input.end(bytes);
  return (await decoder.toArray()).map((value: object) => ({ ...value }));
}

describe("a container", () => {
  it("holds each record with its place before it and its offset again behind it", async () => {
    const bytes = createContainer(schema)([record(0, "first"), record(7_000_000_000, "second")]);
    const place = { kafka_topic: "usp.telemetry.v1", kafka_partition: 3, kafka_timestamp: 1_767_225_600_000 };
    expect(await readContainer(bytes)).toEqual([
      { ...place, kafka_offset: 0, text: "first", numbers: [1, 2], kafka_offset_again: 0 },
      { ...place, kafka_offset: 7e9, text: "second", numbers: [1, 2], kafka_offset_again: 7e9 },
    ]);
  });

  it("does not touch the bytes of a body", () => {
    const odd = { ...record(1, ""), body: Buffer.from([0xff, 0x00, 0xfe]) };
    expect(createContainer(schema)([odd]).includes(odd.body)).toBe(true);
  });

  it("has a block for each record, so that stray bytes stay in theirs", () => {
    const one = createContainer(schema)([record(1, "a")]);
    const two = createContainer(schema)([record(1, "a"), record(1, "a")]);
    const none = createContainer(schema)([]);
    expect(two.length - one.length).toBe(one.length - none.length);
  });

  it("of no records is a header alone", async () => {
    expect(await readContainer(createContainer(schema)([]))).toEqual([]);
  });
});

describe("a long", () => {
  it("is written as avsc writes it", () => {
    const long = avsc.Type.forSchema("long");
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }), (value) => {
        expect(encodeLong(value)).toEqual(long.toBuffer(value));
      }),
    );
  });
});
