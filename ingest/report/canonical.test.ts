import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalElement } from "./canonical.ts";
import type { ReportedValue, ValueType } from "./value.ts";

const element = (values: readonly ReportedValue[], superseded: readonly ReportedValue[] = []) => ({
  time: null,
  values,
  superseded,
  duplicateNames: superseded.length > 0,
});

const form = (values: readonly ReportedValue[]): Buffer => Buffer.from(canonicalElement(element(values)));

const eightBytes = (name: string): Buffer => createHash("sha256").update(name).digest().subarray(0, 8);

describe("the canonical form of an element", () => {
  const typed: readonly (readonly [ValueType, string, number])[] = [
    ["string", "K\u00fcche \ud83d\udda8", 0xf8],
    ["number", "1.50", 0xf9],
    ["boolean", "true", 0xfa],
    ["null", "", 0xfb],
    ["array", "[1, 2]", 0xfc],
    ["object", "{}", 0xfd],
    ["", "x".repeat(100), 0xfe],
  ];

  test("has of each value eight bytes for its name, its text and a byte for its type", () => {
    const values = typed.map(([type, text], row) => ({ name: `Device.X.${row}.\u00e9`, text, type }));
    const want = typed.map(([, text, mark], row) =>
      Buffer.concat([eightBytes(`Device.X.${row}.\u00e9`), Buffer.from(text), Buffer.of(mark)]),
    );
    expect(form(values)).toEqual(Buffer.concat(want));
  });

  test("begins with what was said of a name before it was said otherwise", () => {
    const [one, two] = [1, 2].map((value) => ({ name: "A", text: String(value), type: "number" as const }));
    if (one === undefined || two === undefined) throw new Error("no values");
    expect(canonicalElement(element([two], [one]))).toEqual(canonicalElement(element([one, two])));
  });

  test("is another one for other values, or the same in another order", () => {
    const value = fc.record({
      name: fc.constantFrom("", "A", "B", "A.B"),
      text: fc.string({
        unit: fc.constantFrom("", "1", "A", "\0", "\u00f8", "\u00ff", "\ufffd"),
        maxLength: 3,
      }),
      type: fc.constantFrom(...typed.map(([type]) => type)),
    });
    const values = fc.array(value, { maxLength: 3 });
    fc.assert(
      fc.property(values, values, (one, two) => {
        expect(form(one).equals(form(two))).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
      { numRuns: 5000 },
    );
  });
});
