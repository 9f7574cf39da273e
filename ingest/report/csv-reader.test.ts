import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvDialect, csvRows, defaultDialect } from "./csv-reader.ts";
import { ReportStop } from "./json-reader.ts";

const fieldsOf = (text: string, dialect: Partial<CsvDialect> = {}): string[][] =>
  [...csvRows(text, { ...defaultDialect, ...dialect })].map(({ fields }) => [...fields]);

describe("CSV is read as RFC 4180 says, with the profile's separators", () => {
  const cases: readonly [string, string, Partial<CsvDialect>, string[][]][] = [
    [
      "rows and fields",
      "a,b\r\nc,d\n",
      {},
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["any line break", "a\rb\nc\r\nd", {}, [["a"], ["b"], ["c"], ["d"]]],
    ["no line break at the end", "a,b", {}, [["a", "b"]]],
    [
      "empty fields",
      ",a,\n,,",
      {},
      [
        ["", "a", ""],
        ["", "", ""],
      ],
    ],
    ["empty rows are none", "\n\na\n\n", {}, [["a"]]],
    ["98 a line break and doubled quotes inside quotes", '"a\r\nb","say ""x"""', {}, [["a\r\nb", 'say "x"']]],
    ["a quote inside a field is text", 'a"b,c"', {}, [['a"b', 'c"']]],
    ["a separator inside quotes is text", '"a,b",c', {}, [["a,b", "c"]]],
    ["an empty quoted field", '"",a', {}, [["", "a"]]],
    ["white space is kept", " a , b", {}, [[" a ", " b"]]],
    [
      "semicolons, carriage returns and apostrophes",
      "a;'b;''c'\rd;e",
      { fieldSeparator: ";", rowSeparator: "\r", escapeCharacter: "'" },
      [
        ["a", "b;'c"],
        ["d", "e"],
      ],
    ],
    [
      "a configured row separator leaves line breaks to the field",
      "a\nb\0c",
      { rowSeparator: "\0" },
      [["a\nb"], ["c"]],
    ],
    ["LF configured, CRLF sent", "a\r\nb\nc\rd", { rowSeparator: "\n" }, [["a"], ["b"], ["c\rd"]]],
    ["CRLF configured leaves LF to the field", "a\nb\r\nc", { rowSeparator: "\r\n" }, [["a\nb"], ["c"]]],
    ["nothing", "", {}, []],
  ];
  test.each(cases)("%s", (_name, text, dialect, want) => {
    expect(fieldsOf(text, dialect)).toEqual(want);
  });

  test.each([
    ["99 a quote that is never closed, with its line", 'a\nb,"c\nd', /begins in line 2 .*never closed/],
    ["text behind a closing quote", 'a\n"b"c', /closing quote of a field in line 2/],
  ])("%s stops the reading", (_name, text, message) => {
    expect(() => fieldsOf(text)).toThrow(ReportStop);
    expect(() => fieldsOf(text)).toThrow(message);
  });

  test("rows know their line and their exact text", () => {
    const rows = [...csvRows('"a\nb",c\r\nd', defaultDialect)];
    expect(rows.map(({ line, text }) => [line, text])).toEqual([
      [1, '"a\nb",c'],
      [3, "d"],
    ]);
  });

  test("what another reader reads we read alike", () => {
    const field = fc.string({ unit: fc.constantFrom("a", "b", " ", ",", '"', "\n", "é"), maxLength: 6 });
    const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (table) => {
        const text = table.map((row) => row.map(quoted).join(",")).join("\n");
        const theirs: string[][] = parse(text, { relaxColumnCount: true, skipEmptyLines: true });
        expect(fieldsOf(text)).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
  });

  test("any text is read or refused, in linear time", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a"), maxLength: 200 }), (text) => {
        try {
          expect(fieldsOf(text).length).toBeLessThanOrEqual(text.length);
        } catch (error) {
          expect(error).toBeInstanceOf(ReportStop);
        }
      }),
    );
    expect(fieldsOf('"",'.repeat(100_000))[0]).toHaveLength(100_001);
  });
});
