import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  constant,
  flag,
  list,
  map,
  nullable,
  pair,
  real,
  rising,
  set,
  single,
  struct,
  text,
  time,
  variant,
  versioned,
  whole,
  type Codec,
} from "./codec.ts";

interface Thing {
  readonly name: string;
  readonly times: number[];
  readonly texts: string[];
  readonly places: Map<string, number | null>;
  readonly ids: Set<string>;
  readonly mean: number;
  readonly offsets: number[];
  readonly moments: number[];
  readonly pairs: (readonly [string, boolean])[];
  readonly shape: { readonly kind: "dot" } | { readonly kind: "line"; readonly to: number };
}

const thing: Codec<Thing> = struct<Thing>({
  name: text,
  times: rising,
  texts: list(text),
  places: map(text, nullable(whole)),
  ids: set(text),
  mean: real,
  offsets: list(single),
  moments: list(time),
  pairs: list(pair(text, flag)),
  shape: variant("kind", {
    dot: struct<{ readonly kind: "dot" }>({ kind: constant("dot") }),
    line: struct<{ readonly kind: "line"; readonly to: number }>({ kind: constant("line"), to: whole }),
  }),
});

const someText = fc.oneof(fc.string({ unit: "binary", maxLength: 100 }), fc.constantFrom("a", "b", "é"));
const anyThing: fc.Arbitrary<Thing> = fc.record({
  name: someText,
  times: fc.array(fc.nat(2 ** 31 - 1).map((at) => at * 2 ** 20)),
  texts: fc.array(someText),
  places: fc
    .array(fc.tuple(someText, fc.option(fc.maxSafeNat())))
    .map((entries) => new Map<string, number | null>(entries)),
  ids: fc.array(someText).map((ids) => new Set(ids)),
  mean: fc.double(),
  offsets: fc.array(fc.float()),
  moments: fc.array(fc.oneof(fc.constant(0), fc.nat(1000), fc.integer(), fc.nat(2 ** 42))),
  pairs: fc.array(fc.tuple(someText, fc.boolean())),
  shape: fc.oneof(
    fc.constant({ kind: "dot" as const }),
    fc.record({ kind: fc.constant("line" as const), to: fc.integer() }),
  ),
});

describe("state as bytes", () => {
  const codec = versioned(7, thing);

  it("comes back as it was, one value after the other", () => {
    fc.assert(
      fc.property(anyThing, anyThing, (one, other) => {
        const [first, second] = [codec.encode(one), codec.encode(other)];
        expect([codec.decode(first), codec.decode(second)]).toEqual([one, other]);
      }),
    );
  });

  it("that is cut off throws", () => {
    fc.assert(
      fc.property(anyThing, fc.double({ min: 0, max: 0.999, noNaN: true }), (value, part) => {
        const bytes = codec.encode(value);
        const cut = Math.max(1, Math.floor(bytes.length * part));
        expect(() => codec.decode(bytes.subarray(0, cut))).toThrow(RangeError);
      }),
    );
  });

  it("says a text once", () => {
    const texts = versioned(0, list(text));
    const path = "Device.WiFi.AccessPoint.1.";
    expect(texts.encode([path, path, path])).toHaveLength(texts.encode([path]).length + 2);
  });

  it("of another version is none", () => {
    expect(versioned(8, thing).decode(versioned(7, list(whole)).encode([]))).toBeNull();
    expect(codec.decode(Buffer.alloc(0))).toBeNull();
  });

  it.each([0.5, Number.NaN, 2 ** 53, -(2 ** 52) - 1, Number.POSITIVE_INFINITY])("refuses %d", (value) => {
    expect(() => versioned(0, whole).encode(value)).toThrow("can't say");
  });

  it.each([0, -1, 63, 64, 2 ** 30, 2 ** 31, -(2 ** 31), 2 ** 52, -(2 ** 52), Number.MAX_SAFE_INTEGER])(
    "takes %d",
    (value) => {
      expect(versioned(0, whole).decode(versioned(0, whole).encode(value))).toBe(value);
    },
  );

  it("takes whole numbers on either side of every power of two", () => {
    const powers = Array.from({ length: 52 }, (_, exponent) => 2 ** exponent);
    const numbers = powers.flatMap((power) => [power - 1, power, power + 1, -power - 1, -power, 1 - power]);
    const wholes = versioned(0, list(whole));
    expect(wholes.decode(wholes.encode(numbers))).toEqual(numbers);
  });

  it.each([0, -0, 0.1, -1e-308, 5e-324, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN])(
    "takes %d as a real number, in 8 bytes",
    (value) => {
      const bytes = versioned(0, real).encode(value);
      expect(versioned(0, real).decode(bytes)).toBe(value);
      expect(bytes).toHaveLength(1 + 8);
    },
  );

  it("refuses a number that four bytes would round", () => {
    const singles = versioned(0, single);
    expect(singles.decode(singles.encode(Math.fround(0.1)))).toBe(Math.fround(0.1));
    expect(singles.encode(0.5)).toHaveLength(1 + 4);
    expect(() => singles.encode(0.1)).toThrow("four bytes");
  });
});
