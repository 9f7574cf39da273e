import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileType } from "./avro.ts";
import { compilePlainType } from "./plain-type.ts";

const schemaOf = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

describe("a writer of records", () => {
  test.each(["home-window.avsc", "association-change.avsc"])("writes %s as avsc does", (name) => {
    const type = compileType<Record<string, unknown>>(schemaOf(name));
    const plain = compilePlainType<Record<string, unknown>>(type.schema);
    for (let count = 0; count < 100; count += 1) {
      const value = type.type.random() as unknown as Record<string, unknown>;
      expect(plain.encode(value, 7)).toEqual(type.encode(value, 7));
    }
  });

  const schema = JSON.stringify({
    type: "record",
    name: "Values",
    fields: [
      { name: "text", type: "string" },
      { name: "numbers", type: { type: "array", items: ["null", "long"] } },
      { name: "share", type: "double" },
    ],
  });
  const type = compileType<{ text: string; numbers: (number | null)[]; share: number }>(schema);
  const plain = compilePlainType<{ text: string; numbers: (number | null)[]; share: number }>(schema);
  const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 100 }), fc.string({ maxLength: 40_000 }));
  const anyNumber = fc.oneof(
    fc.integer(),
    fc.integer({ min: -(2 ** 51), max: 2 ** 52 }),
    // The greatest of all avsc refuses.
    fc.maxSafeNat().filter((value) => value < Number.MAX_SAFE_INTEGER),
    fc.constant(null),
  );

  test("texts, halves of surrogate pairs among them, and numbers of any size are as avsc writes them", () => {
    fc.assert(
      fc.property(anyText, fc.array(anyNumber), fc.double(), (text, numbers, share) => {
        const value = { text, numbers, share };
        expect(plain.encode(value, 1)).toEqual(type.encode(value, 1));
      }),
    );
  });

  test("a value that is not of the schema is refused, and the next one written", () => {
    const good = { text: "a", numbers: [1], share: 0.5 };
    for (const numbers of [[0.5], [Number.NaN], [2 ** 53], ["1"]])
      expect(() => plain.encode({ ...good, numbers: numbers as number[] }, 1)).toThrow("No long");
    expect(() => plain.encode({ ...good, text: null as unknown as string }, 1)).toThrow("No string");
    expect(plain.encode(good, 1)).toEqual(type.encode(good, 1));
  });

  test("schemas of kinds that it does not know are refused", () => {
    expect(() => compilePlainType(schemaOf("telemetry-event.avsc"))).toThrow("No writer");
  });
});
