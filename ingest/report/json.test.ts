import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeUtf8, parseJsonReport } from "./json.ts";
import type { ParsedReport, ReportElement } from "./value.ts";

const limits = { values: 100_000, depth: 32 };
const parse = (text: string): ParsedReport => parseJsonReport(text, limits);

function elementsOf(text: string): readonly ReportElement[] {
  const report = parse(text);
  if (!report.ok) throw new Error(report.detail);
  return report.elements;
}

const valuesOf = (text: string): string[] =>
  elementsOf(text).flatMap(({ values }) =>
    values.map((value) => `${value.name}=${value.text} ${value.type}`),
  );

describe("shapes", () => {
  test.each([
    ["elements", '{"Report":[{"a":1},{"a":2}]}', 2],
    ["no element", '{"Report":[]}', 0],
    ["one object", '{"Report":{"a":1}}', 1],
    ["an empty object", '{"Report":{}}', 1],
    ["a bare array", '[{"a":1},{"a":2},{}]', 3],
    [
      "three objects with a member each, all of them others",
      '{"Report":[{"a":1},{"CollectionTime":2},{"b":3}]}',
      1,
    ],
    ["the same under RDK-B's other name", '{"searchResult":[{"a":1},{"Time":2},{"b":3}]}', 1],
    ["two of them may be two reports", '{"Report":[{"a":1},{"b":2}]}', 2],
    ["three reports of one value", '{"Report":[{"a":1},{"a":1},{"a":1}]}', 3],
    ["three reports of nothing", '[{"CollectionTime":1},{"CollectionTime":2},{"CollectionTime":3}]', 3],
    ["an object with two members is an element", '{"Report":[{"a":1},{"b":2},{"c":3,"d":4}]}', 3],
    ["a byte order mark before, NUL and blanks behind", '\ufeff\n{"Report":[{}]}\0 \0\n', 1],
  ])("%s", (_name, text, count) => {
    expect(elementsOf(text).length).toBe(count);
  });

  test.each([
    ["no Report", '{"a":1}', "bulk_shape_error"],
    ["two Reports", '{"Report":[],"Report":[]}', "bulk_shape_error"],
    ["a Report that is text", '{"Report":"x"}', "bulk_shape_error"],
    ["an element that is a number", '{"Report":[1]}', "bulk_shape_error"],
    ["a number", "17", "bulk_shape_error"],
    ["text", '"Report"', "bulk_shape_error"],
    ["nothing", "", "bulk_parse_error"],
    ["blanks", " \n", "bulk_parse_error"],
    ["two documents", '{"Report":[]}{"Report":[]}', "bulk_parse_error"],
    ["NaN", '{"Report":[{"a":NaN}]}', "bulk_parse_error"],
    ["Infinity", '{"Report":[{"a":-Infinity}]}', "bulk_parse_error"],
    ["a trailing comma", '{"Report":[{"a":1,}]}', "bulk_parse_error"],
    ["single quotes", "{'Report':[]}", "bulk_parse_error"],
    ["a leading zero", '{"Report":[{"a":01}]}', "bulk_parse_error"],
    ["a cut string", '{"Report":[{"a":"b', "bulk_parse_error"],
    ["a wrong escape", '{"Report":[{"a":"\\x41"}]}', "bulk_parse_error"],
    ["a cut unicode escape", '{"Report":[{"a":"\\u00"}]}', "bulk_parse_error"],
    ["a name that is an object's member", '{"Report":[{"a":"\\constructor"}]}', "bulk_parse_error"],
  ])("%s is %s", (_name, text, reason) => {
    expect(parse(text)).toMatchObject({ ok: false, reason });
  });

  test("what an array of single members says is one element, with its time", () => {
    const text = '{"Report":[{"a":1},{"CollectionTime":2},{"b":{"c":"x"}}]}';
    expect(elementsOf(text)).toEqual(elementsOf('{"Report":[{"a":1,"CollectionTime":2,"b":{"c":"x"}}]}'));
  });

  test("text behind the document is kept apart, and said", () => {
    expect(parse('{"Report":[{}]}\0 5,"Hosts.2.Active":true}]}\n')).toMatchObject({
      ok: true,
      flags: ["trailing_bytes"],
      outside: [{ name: "behind the document", text: '5,"Hosts.2.Active":true}]}\n' }],
    });
  });

  test("what is beside Report is kept apart", () => {
    expect(parse('{"v":"1","CollectionTime":5,"Report":[{}]}')).toMatchObject({
      ok: true,
      outside: [
        { name: "CollectionTime", text: "5" },
        { name: "v", text: "1" },
      ],
    });
  });
});

describe("values", () => {
  test("keep every digit and their type", () => {
    const text =
      '[{"n":18446744073709551615,"m":9007199254740993,"d":46.86,"e":-1E+2,"s":"1","t":true,"f":false,"z":null}]';
    expect(valuesOf(text)).toEqual([
      "n=18446744073709551615 number",
      "m=9007199254740993 number",
      "d=46.86 number",
      "e=-1E+2 number",
      "s=1 string",
      "t=true boolean",
      "f=false boolean",
      "z= null",
    ]);
  });

  test("nested objects are dotted names; arrays and empty objects stay text", () => {
    const text = '[{"Hosts":{"1":{"Active":true,"A":[1,{"x":[]}],"E":{}}},"Hosts.2.Active":false}]';
    expect(valuesOf(text)).toEqual([
      "Hosts.1.Active=true boolean",
      'Hosts.1.A=[1,{"x":[]}] array',
      "Hosts.1.E={} object",
      "Hosts.2.Active=false boolean",
    ]);
  });

  test("escapes are undone, surrogate pairs included", () => {
    expect(valuesOf(String.raw`[{"a\u0062":"\"\\\/\b\f\n\r\t\ud83d\ude00é"}]`)).toEqual([
      'ab="\\/\b\f\n\r\t😀é string',
    ]);
  });

  test("__proto__ and constructor are names like any other", () => {
    expect(valuesOf('[{"__proto__":{"x":1},"constructor":1}]')).toEqual([
      "__proto__.x=1 number",
      "constructor=1 number",
    ]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("a raw control character in a string is kept and flagged", () => {
    const report = parse('{"Report":[{"a":"x\u001fy"}]}');
    expect(report).toMatchObject({ ok: true, flags: ["control_characters"] });
    expect(valuesOf('{"Report":[{"a":"x\u001fy"}]}')).toEqual(["a=x\u001fy string"]);
    expect(parse('{\n\t"Report":\r\n[]}')).toMatchObject({ flags: [] });
  });

  test("CollectionTime is the element's time, not a value", () => {
    expect(elementsOf('[{"CollectionTime":1760000000,"a":1}]')).toEqual([
      {
        time: { name: "CollectionTime", text: "1760000000", type: "number" },
        values: [{ name: "a", text: "1", type: "number" }],
        superseded: [],
        duplicateNames: false,
      },
    ]);
  });

  test("of a name met twice the last value counts and a different earlier one is kept", () => {
    const [element] = elementsOf('[{"X.1":true,"X.2":1,"X.1":"host","X.2":1}]');
    expect(element).toMatchObject({ duplicateNames: true, superseded: [{ name: "X.1", text: "true" }] });
    expect(element?.values.map(({ name, text }) => [name, text])).toEqual([
      ["X.1", "host"],
      ["X.2", "1"],
    ]);
  });
});

describe("bounds: a report above them is refused whole", () => {
  const nested = (depth: number): string => `[${'{"a":'.repeat(depth)}1${"}".repeat(depth)}]`;
  test.each([
    ["31 objects in an array are 32 deep", nested(31), true],
    ["one more is too deep", nested(32), "too_deep"],
    ["so are arrays", `[{"a":${"[".repeat(40)}${"]".repeat(40)}}]`, "too_deep"],
    ["10,000 are no danger to the stack", nested(10_000), "too_deep"],
    ["never closed ones neither", '[{"a":'.repeat(10_000), "too_deep"],
  ])("%s", (_name, text, want) => {
    const report = parse(text);
    expect(report.ok ? true : report.reason).toBe(want);
  });

  test("values are counted wherever they are", () => {
    const three = (text: string): ParsedReport => parseJsonReport(text, { values: 4, depth: 9 });
    expect(three('[{"a":1,"b":2,"c":3}]').ok).toBe(true);
    for (const text of [
      '[{"a":1,"b":2,"c":3,"d":4}]',
      '[{"a":[1,2,3]}]',
      "[{},{},{},{},{}]",
      '{"a":1,"b":1,"c":1,"d":1,"e":1,"Report":[]}',
    ]) {
      expect(three(text)).toMatchObject({ reason: "too_many_values" });
    }
  });

  test("an element beyond the first counts for 20", () => {
    const within = (text: string, values: number): boolean => parseJsonReport(text, { values, depth: 9 }).ok;
    expect([41, 40].map((values) => within("[{},{},{}]", values))).toEqual([true, false]);
    expect([43, 42].map((values) => within('[{"a":1},{},{"a":1}]', values))).toEqual([true, false]);
  });

  test("nesting long names costs no more than the message", () => {
    const name = "n".repeat(500);
    const text = `[${`{"${name}":`.repeat(10)}1${"}".repeat(10)}]`;
    expect(parse(text)).toMatchObject({ reason: "bulk_shape_error" });
  });
});

describe("against JSON.parse", () => {
  const flatten = (value: unknown, name: string): [string, string][] => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [[name, typeof value === "string" ? value : value === null ? "" : JSON.stringify(value)]];
    }
    const members = Object.entries(value);
    if (members.length === 0) return [[name, "{}"]];
    return members.flatMap(([key, member]) => flatten(member, `${name}.${key}`));
  };
  const key = fc
    .string({ minLength: 1, unit: "grapheme" })
    .filter((text) => text !== "CollectionTime" && !/^\d+$/.test(text) && !text.includes("."));

  test("any object has the same names and values", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 6 }), fc.nat(3), (object, indent) => {
        const json = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
        const [element] = elementsOf(JSON.stringify({ Report: [json] }, null, indent));
        const got = new Map(
          element?.values.map(({ name, text, type }) => [
            name,
            type === "array" ? JSON.stringify(JSON.parse(text)) : text,
          ]),
        );
        const want = Object.entries(json).flatMap(([name, member]) => flatten(member, name));
        // `a.b` and `b` within `a` are one name: which of the two counts is told elsewhere.
        fc.pre(new Set(want.map(([name]) => name)).size === want.length);
        expect(got).toEqual(new Map(want));
      }),
      { numRuns: 200 },
    );
  });

  test("any text: no throw, and never a report where JSON.parse finds no JSON", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutated()), (text) => {
        const report = parse(text);
        if (!report.ok || report.flags.length > 0) return;
        expect(() => JSON.parse(text.replace(/^\ufeff/, "")) as unknown).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  function mutated(): fc.Arbitrary<string> {
    const valid = '{"Report":[{"CollectionTime":1,"Hosts.1.A":"\\u0041b","n":-1.5e3,"o":{"p":[true,null]}}]}';
    return fc
      .tuple(fc.nat(valid.length), fc.nat(3), fc.string({ maxLength: 3 }))
      .map(([at, cut, insert]) => valid.slice(0, at) + insert + valid.slice(at + cut));
  }
});

describe("bytes", () => {
  test("that are not UTF-8 are replaced and said to be", () => {
    expect(decodeUtf8(Buffer.from("5b7b2261223a22e9227d5d", "hex"))).toEqual({
      text: '[{"a":"\ufffd"}]',
      replaced: true,
    });
    expect(decodeUtf8(Buffer.from("[é�]"))).toEqual({ text: "[é�]", replaced: false });
  });
});
