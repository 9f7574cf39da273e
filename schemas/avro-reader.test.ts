import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { avroHeaderBytes, bodyOf, compileType } from "./avro.ts";
import { compileReader } from "./avro-reader.ts";
import { KnownAddresses } from "./known-addresses.ts";
import { KnownTexts } from "./known-texts.ts";

const text = readFileSync(new URL("telemetry-event.avsc", import.meta.url), "utf8");
const whole = compileType<Record<string, unknown>>(text);

/** The schema without every third field of each record. */
const partText = JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
  typeof value === "object" && value !== null && "fields" in value && Array.isArray(value.fields)
    ? { ...value, fields: value.fields.filter((_, index) => index % 3 !== 2) }
    : value,
);
const part = compileType<Record<string, unknown>>(partText);
const read = compileReader<Record<string, unknown>>(text, partText, {
  texts: ["path", "band", "kind"],
  addresses: ["sta_mac", "bssid"],
});

const none = { texts: [], addresses: [] };

const anyValue = fc
  .integer()
  .map(() => whole.encode(whole.type.random() as unknown as Record<string, unknown>, 1));

/** What avsc makes of a body; null of none. */
const byAvsc = (value: Buffer): unknown => {
  const decoded = part.decode(bodyOf(value), whole);
  return decoded.ok ? decoded.value : null;
};

describe("a reader of some fields", () => {
  test("reads what avsc reads", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const own = read(value, avroHeaderBytes);
        // What is left to avsc are numbers beyond 2^52, which random values have at times.
        expect(own ?? byAvsc(value)).toEqual(byAvsc(value));
      }),
      { numRuns: 50 },
    );
  });

  test("reads numbers of all lengths, and leaves those beyond 2^52 to avsc", () => {
    const numbers = { type: "record", name: "Numbers", fields: [{ name: "n", type: "long" }] };
    const type = compileType<{ n: number }>(JSON.stringify(numbers));
    const readNumbers = compileReader<{ n: number }>(type.schema, type.schema, none);
    const numberOf = (n: number): unknown => readNumbers(type.encode({ n }, 1), avroHeaderBytes)?.n ?? null;
    const beyond = 2 ** 53 - 2; // avsc itself writes no further
    fc.assert(
      fc.property(fc.integer({ min: -beyond, max: beyond }), (n) =>
        [n, null].includes(numberOf(n) as number),
      ),
    );
    for (let bits = 0; bits < 52; bits += 1)
      for (const n of [2 ** bits, 2 ** bits - 1, -(2 ** bits)]) expect(numberOf(n)).toBe(n);
    expect(numberOf(2 ** 52)).toBeNull();
  });

  test("a value that is cut off, has a byte to spare or another byte is read as avsc reads it, or left to it", () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), fc.nat(255), (value, at, byte) => {
        const place = avroHeaderBytes + (at % (value.length - avroHeaderBytes));
        const changed = Buffer.from(value);
        changed[place] = byte;
        for (const other of [value.subarray(0, place), Buffer.concat([value, Buffer.of(byte)]), changed]) {
          const own = read(other, avroHeaderBytes);
          expect(own ?? byAvsc(other)).toEqual(byAvsc(other));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("a schema of kinds that ours do not have is refused", () => {
    const odd = { type: "record", name: "Odd", fields: [{ name: "of", type: ["null", "int", "string"] }] };
    expect(() => compileReader(JSON.stringify(odd), JSON.stringify(odd), none)).toThrow("No reader");
  });
});

test("known texts are the texts of their bytes, made once", () => {
  const texts = new KnownTexts();
  const bytes = (value: string): Buffer => Buffer.from(`..${value}.`);
  const textOf = (of: Buffer): string => texts.textOf(of, 2, of.length - 1);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.constantFrom("a", "5GHz", "")), {
        maxLength: 20,
      }),
      (all) => {
        for (const value of all)
          expect(textOf(bytes(value))).toBe(bytes(value).toString("utf8", 2, bytes(value).length - 1));
      },
    ),
  );
});

test("known addresses are the texts of their bytes, made once", () => {
  const addresses = new KnownAddresses();
  const textOf = (of: Buffer): string => addresses.textOf(of, 2, of.length - 1);
  const byte = fc.nat(255).map((value) => value.toString(16).padStart(2, "0"));
  const address = fc.array(byte, { minLength: 6, maxLength: 6 }).map((all) => all.join(":"));
  // Of few enough bytes that some come again.
  const alike = fc
    .nat(3000)
    .map(
      (value) => `02:53:00:00:0${(value >> 8).toString(16)}:${(value & 255).toString(16).padStart(2, "0")}`,
    );
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc
      .tuple(address, fc.nat(16), fc.constantFrom("A", "g", "-", ":", "0"))
      .map(([of, at, unit]) => of.slice(0, at) + unit + of.slice(at + 1)),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(address, alike, odd), { maxLength: 400 }), (all) => {
      for (const value of all) {
        const bytes = Buffer.from(`..${value}.`);
        expect(textOf(bytes)).toBe(bytes.toString("utf8", 2, bytes.length - 1));
      }
    }),
    { numRuns: 50 },
  );
});
