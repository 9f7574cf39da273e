import avsc from "avsc";
import fc from "fast-check";
import { expect, test } from "vitest";
import { avroHeaderBytes, compileType } from "./avro.ts";

const schema = JSON.stringify({
  type: "record",
  name: "R",
  fields: [
    { name: "text", type: "string" },
    { name: "maybe", type: ["null", "string"], default: null },
    { name: "count", type: ["null", "long"], default: null },
    { name: "texts", type: { type: "array", items: "string" } },
    { name: "flag", type: ["null", "boolean"], default: null },
    { name: "inner", type: ["null", { type: "record", name: "I", fields: [{ name: "a", type: "string" }] }] },
  ],
});
const ours = compileType<unknown>(schema);
const library = avsc.Type.forSchema(JSON.parse(schema) as avsc.Schema, { wrapUnions: "never" });

const text = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.string({ unit: "binary", maxLength: 70 }),
  fc.constantFrom(
    "",
    "a".repeat(63),
    "a".repeat(64),
    "a".repeat(62) + "é",
    "\u007f\u0080",
    "x".repeat(20_000),
  ),
);
const value = fc.record({
  text,
  maybe: fc.option(text),
  count: fc.option(fc.integer({ min: -(2 ** 45), max: 2 ** 45 })),
  texts: fc.array(text, { maxLength: 5 }),
  flag: fc.option(fc.boolean()),
  inner: fc.option(fc.record({ a: text })),
});

test("any value is written to the bytes that the library writes, however large, and reads back", () => {
  fc.assert(
    fc.property(value, (each) => {
      const bytes = ours.encode(each, 7).subarray(avroHeaderBytes);
      expect(bytes.equals(library.toBuffer(each))).toBe(true);
      expect(ours.decode(bytes)).toMatchObject({ ok: true });
    }),
    { numRuns: 500 },
  );
});

test.each(["K\ud800", "\udc00".repeat(100)])(
  "half a surrogate pair becomes U+FFFD, so that all texts are UTF-8",
  (half) => {
    const right = { maybe: null, count: null, texts: [], flag: null, inner: null };
    const bytes = ours.encode({ ...right, text: half }, 7);
    expect(
      bytes.equals(ours.encode({ ...right, text: half.replaceAll(/[\ud800-\udfff]/g, "\ufffd") }, 7)),
    ).toBe(true);
  },
);

test("at every end of the buffer: texts are whole", () => {
  const fresh = compileType<unknown>(schema);
  for (let length = 16_300; length < 16_400; length += 1) {
    const each = {
      text: "b".repeat(length),
      maybe: "short",
      count: 5,
      texts: ["a", "é"],
      flag: true,
      inner: null,
    };
    expect(fresh.encode(each, 7).subarray(avroHeaderBytes).equals(library.toBuffer(each))).toBe(true);
  }
});

test.each([
  { what: "a number where a text belongs", wrong: { text: 1 } },
  { what: "a number where a text or null belongs", wrong: { maybe: 1 } },
  { what: "a text where a number or null belongs", wrong: { count: "1" } },
])("$what throws", ({ wrong }) => {
  const right = { text: "", maybe: null, count: null, texts: [], flag: null, inner: null };
  expect(() => ours.encode({ ...right, ...wrong }, 7)).toThrow("invalid");
});
