import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, unpack } from "./pack.ts";

const key = fc
  .string({ minLength: 1, maxLength: 6 })
  .filter((text) => text !== "__proto__" && !text.includes("\n"));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, "#", "##1", "#0", "", "same text", "same text"),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(tie("tree"), { maxLength: 4 }).map((items) => new Set(items)),
    fc.array(fc.tuple(fc.string(), tie("tree")), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe("packed state", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(unpack(pack(value))).toEqual(value);
      }),
    );
  });

  it("keeps a key that objects can't hold when it is a Map's", () => {
    expect(unpack(pack(new Map([["__proto__", 1]])))).toEqual(new Map([["__proto__", 1]]));
  });

  it("writes a string and a shape once", () => {
    const station = { staMac: "02:00:00:00:00:01", accessPoint: "Device.WiFi.AccessPoint.1." };
    expect(pack([station, station])).toBe(
      '[0,[3,["staMac","accessPoint"],"02:00:00:00:00:01","Device.WiFi.AccessPoint.1."],[4,"#0","#1"]]',
    );
  });

  it.each([[undefined], [Number.NaN], [[undefined]], [Number.POSITIVE_INFINITY], [1n]])(
    "refuses %s",
    (value) => {
      expect(() => pack(value)).toThrow("can't say");
    },
  );

  it.each([{ text: '"#0"' }, { text: "[4,1]" }, { text: "[" }, { text: "" }])(
    "refuses the text $text",
    ({ text }) => {
      expect(() => unpack(text)).toThrow(SyntaxError);
    },
  );
});
