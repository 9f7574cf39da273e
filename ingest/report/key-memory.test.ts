import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonReport } from "./json.ts";
import { KeyMemory } from "./key-memory.ts";
import type { ParsedReport } from "./value.ts";

const limits = { values: 60, depth: 6 };
const parse = (text: string, memory?: KeyMemory): ParsedReport => parseJsonReport(text, limits, memory);

/** Reports with everything that a guess could get wrong. */
const seeds = [
  '{"Report":[{"CollectionTime":1,"Hosts.1.A":"x","Hosts.1.B":-12,"Hosts.2.A":true,"Hosts.2.B":1.5e3}]}',
  '{\n "Report": [\n  {\n   "CollectionTime": 1,\n   "Hosts.1.A": "x",\n   "Hosts.1.B": 18446744073709551615\n  }\n ]\n}\0',
  '{"Report":[{"A":1,"B":2,"A":1,"CollectionTime":3,"CollectionTime":4},{"B":1,"A":2},{"A":null,"A":"null"}]}',
  '[{"a\\u0062":"\\"\\\\","ab":"é😀","x\u0001y":"\u001f","":0,"__proto__":{"constructor":[1,{"A":2}]},"E":{}}]',
  '\ufeff{"v":1,"A":2,"Report":{"A":{"B":{"C":1}},"A.B.C":2,"B":[]},"v":2,"A":3}',
];

const pieces = [
  ...['"', "\\", ",", ":", "{", "}", "[", "]", " ", "\n", "\t", "\0", "\u0001", "\ufeff", "é", "\ud800"],
  ...["0", "-", "1e5", ".5", "01", "99999999999999999999", "true", "null", '"A":1,', ',"B":2', "__proto__"],
];

const edit = fc.record({
  at: fc.nat(250),
  cut: fc.oneof(fc.constant(0), fc.nat(6), fc.constant(1000)),
  insert: fc.oneof(fc.constant(""), fc.constantFrom(...pieces)),
});

/** A seed with up to three places cut out, filled or cut off. */
const report = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 3 })).map(([seed, edits]) =>
  edits.reduce((text, { at, cut, insert }) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + insert + text.slice(place + cut);
  }, seed),
);

describe("what is read never depends on what is remembered", () => {
  test("any reports, whatever was read before: the same elements, flags and errors", () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 2, maxLength: 8 }), (texts) => {
        const memory = new KeyMemory();
        for (const text of [...texts, ...texts]) expect(parse(text, memory)).toEqual(parse(text));
      }),
      { numRuns: 1500 },
    );
  });

  test("keys in another order, left out and new ones between", () => {
    const memory = new KeyMemory();
    const names = ["A", "B", "C", "D", "E", "F"];
    const reports = fc.subarray(names).chain((some) => fc.shuffledSubarray(some));
    fc.assert(
      fc.property(reports, fc.nat(2), (keys, indent) => {
        const element = Object.fromEntries(keys.map((key, index) => [key, index]));
        const got = parse(JSON.stringify([element], null, indent), memory);
        const values = keys.map((name, index) => ({ name, text: String(index), type: "number" }));
        expect(got).toMatchObject({ ok: true, elements: [{ values, duplicateNames: false }] });
      }),
    );
  });

  test("a control character in a key is flagged each time", () => {
    const memory = new KeyMemory();
    const text = '[{"A":1,"x\u001fy":2}]';
    for (let time = 0; time < 3; time += 1) {
      expect(parse(text, memory)).toMatchObject({ flags: ["control_characters"] });
    }
  });

  test("a name met twice is noticed each time, whatever stands between", () => {
    const memory = new KeyMemory();
    for (const text of ['[{"A":1,"A":2}]', '[{"A":1, "A":2}]', '[{"A":1,"\\u0041":2}]', '[{"A":1,"A":2}]']) {
      expect(parse(text, memory)).toMatchObject({
        elements: [{ duplicateNames: true, values: [{ name: "A", text: "2" }], superseded: [{ text: "1" }] }],
      });
    }
  });
});

describe("memory is bounded", () => {
  const most = { values: 1_000_000, depth: 6 };
  const bound = 2_000_000;

  test("by a flood of names that never come again", () => {
    const memory = new KeyMemory();
    const sizes: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      const names = Array.from({ length: 1000 }, (_, index) => `"Device.X.${round}.${index}.Name":1`);
      parseJsonReport(`[{${names.join(",")}}]`, most, memory);
      sizes.push(memory.size);
    }
    expect(Math.max(...sizes)).toBeLessThan(bound + 1000 * 300);
    expect(Math.max(...sizes)).toBeGreaterThan(bound / 2);
    expect(sizes.at(-1)).toBeLessThan(Math.max(...sizes));
  });

  test("by one document of more names than it holds: they are gone before the next", () => {
    const memory = new KeyMemory();
    const names = Array.from({ length: 30_000 }, (_, index) => `"Device.X.${index}.Name":1`);
    parseJsonReport(`[{${names.join(",")}}]`, most, memory);
    expect(memory.size).toBeGreaterThan(bound);
    parseJsonReport('[{"A":1}]', most, memory);
    expect(memory.size).toBeLessThan(1000);
  });

  test("long keys are read and their text is not kept", () => {
    const memory = new KeyMemory();
    const text = `[{"A":1,${" ".repeat(5000)}"B":2}]`;
    for (let time = 0; time < 3; time += 1) {
      expect(parse(text, memory)).toMatchObject({ elements: [{ values: [{ name: "A" }, { name: "B" }] }] });
    }
    expect(memory.size).toBeLessThan(1000);
  });
});
