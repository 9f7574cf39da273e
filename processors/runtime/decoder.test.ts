import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { eventAt } from "./counting-fold.fixture.ts";
import { createEventDecoder } from "./decoder.ts";

const schemaFile = (name: string): string =>
  readFileSync(new URL(`../../schemas/${name}`, import.meta.url), "utf8");
const text = schemaFile("telemetry-event.avsc");
const type = compileType<TelemetryEvent>(text);
const event = eventAt("home", 5, "e1");

const header = (schemaId: number, ...body: number[]): Buffer => {
  const bytes = Buffer.from([0, 0, 0, 0, 0, ...body]);
  bytes.writeInt32BE(schemaId, 1);
  return bytes;
};

/** A decoder whose registry has these schemas. */
const decoderWith = (schemas: Readonly<Record<number, string>>) =>
  createEventDecoder(type, (id) => Promise.resolve(schemas[id] ?? null));

describe("a decoder of telemetry values", () => {
  test("asks for a schema it does not have, and decodes once it has it", async () => {
    const decoder = decoderWith({ 4: text });
    const value = type.encode(event, 4);
    expect(decoder.decode(value)).toEqual({ kind: "schema_missing", schemaId: 4 });
    await decoder.load(4);
    expect(decoder.decode(value)).toMatchObject({
      kind: "event",
      event: { event_id: "e1", home_id: "home" },
    });
  });

  test("a value written without a newer field has its default", async () => {
    const older: { fields: { name: string }[] } = JSON.parse(text);
    older.fields = older.fields.filter(({ name }) => name !== "interval_ms");
    const olderText = JSON.stringify(older);
    const decoder = decoderWith({ 3: olderText });
    await decoder.load(3);
    const value = compileType<TelemetryEvent>(olderText).encode(event, 3);
    expect(decoder.decode(value)).toMatchObject({ kind: "event", event: { interval_ms: null } });
  });

  test.each([
    { name: "no value", value: null, reason: "not_avro" },
    { name: "no bytes", value: Buffer.alloc(0), reason: "not_avro" },
    { name: "another magic byte", value: Buffer.from('{"json": true}'), reason: "not_avro" },
    { name: "an id that the registry does not know", value: header(99), reason: "unknown_schema" },
    { name: "a schema of something else", value: header(5, 1), reason: "schema_mismatch" },
    { name: "a schema that is none", value: header(6, 1), reason: "schema_mismatch" },
    {
      name: "a body that ends early",
      value: type.encode(event, 4).subarray(0, 20),
      reason: "avro_decode_error",
    },
    {
      name: "a body with bytes to spare",
      value: Buffer.concat([type.encode(event, 4), Buffer.from("x")]),
      reason: "avro_decode_error",
    },
  ])("$name is $reason", async ({ value, reason }) => {
    const decoder = decoderWith({ 4: text, 5: schemaFile("home-window.avsc"), 6: "{not json" });
    const first = decoder.decode(value);
    if (first.kind === "schema_missing") await decoder.load(first.schemaId);
    expect(decoder.decode(value)).toMatchObject({ kind: "bad", reason });
  });

  test("while the registry does not answer nothing is decided", async () => {
    const away = createEventDecoder(type, () => Promise.reject(new Error("away")));
    await expect(away.load(4)).rejects.toThrow("away");
    expect(away.decode(header(4))).toEqual({ kind: "schema_missing", schemaId: 4 });
  });

  test("any bytes give an answer", async () => {
    const decoder = decoderWith({ 4: text });
    await decoder.load(4);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decoder.decode(Buffer.concat([header(4), bytes]));
        expect(["event", "bad"]).toContain(decoded.kind);
      }),
    );
  });
});

test("an event holds what folds read, and nothing else", async () => {
  const decoder = decoderWith({ 4: text });
  await decoder.load(4);
  fc.assert(
    fc.property(fc.integer(), () => {
      const whole = type.type.random() as unknown as TelemetryEvent;
      const decoded = decoder.decode(type.encode(whole, 4));
      if (decoded.kind !== "event") throw new Error(decoded.kind);
      const back = type.decode(bodyOf(type.encode(whole, 4)));
      if (!back.ok) throw new Error(back.detail);
      expect(back.value).toMatchObject(decoded.event);
      expect(Object.keys(decoded.event)).not.toContain("interfaces");
      for (const host of decoded.event.hosts) expect(Object.keys(host)).not.toContain("ip_address");
      for (const said of decoded.event.events) expect(Object.keys(said)).toEqual(["name"]);
    }),
    { numRuns: 30 },
  );
});
