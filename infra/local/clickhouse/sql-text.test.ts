import { describe, expect, test } from "vitest";
import { quoted, quotedName, shapeOf } from "./sql-text.ts";

describe("the outline of a query", () => {
  const outlines = [
    { text: "SELECT 1", verb: "SELECT", format: null },
    { text: "select 1 format JSONEachRow", verb: "SELECT", format: "JSONEachRow" },
    { text: "SELECT 1 FORMAT CSV SETTINGS max_threads = 1", verb: "SELECT", format: "CSV" },
    { text: "-- FORMAT a\nWITH 'FORMAT b' AS x SELECT x /* FORMAT c */", verb: "WITH", format: null },
    { text: "SELECT (SELECT 1 FORMAT CSV)", verb: "SELECT", format: null },
    { text: "SELECT 'it''s \\' FORMAT CSV' FORMAT TSV;", verb: "SELECT", format: "TSV" },
    { text: "INSERT INTO t SELECT 1", verb: "INSERT", format: null },
    { text: "INSERT INTO t VALUES (1, 'a; b')", verb: "INSERT", format: null },
    { text: "", verb: "", format: null },
  ];
  for (const { text, verb, format } of outlines) {
    test(`of ${JSON.stringify(text)} has verb ${verb} and format ${format}`, () => {
      expect(shapeOf(text)).toEqual({ verb, format, insert: null, severalStatements: false });
    });
  }

  test("shows a second statement, but not a last semicolon or one in a string", () => {
    expect(shapeOf("SELECT 1; SELECT 2").severalStatements).toBe(true);
    expect(shapeOf("SELECT ';' ; -- done\n;").severalStatements).toBe(false);
  });

  const inserts = [
    { text: "INSERT INTO t FORMAT JSONEachRow", infileAt: "FORMAT", data: "" },
    { text: 'INSERT INTO t FORMAT JSONEachRow\n{"a":1}', infileAt: "FORMAT", data: '{"a":1}' },
    { text: "INSERT INTO t (a, `format`) FORMAT CSV 1,2", infileAt: "FORMAT", data: "1,2" },
    {
      text: "INSERT INTO t (a) SETTINGS x = 1 FORMAT Avro\nObj\x01\x00;--'",
      infileAt: "SETTINGS",
      data: "Obj\x01\x00;--'",
    },
    {
      text: "insert into function null('FORMAT a') format RowBinary \r\n\n'",
      infileAt: "format RowBinary",
      data: "\n'",
    },
  ];
  for (const { text, infileAt, data } of inserts) {
    test(`finds the data of ${JSON.stringify(text)}`, () => {
      const { insert } = shapeOf(text);
      expect(insert).not.toBeNull();
      expect(text.slice(insert?.infileAt)).toMatch(new RegExp(`^${infileAt}`));
      expect(text.slice(insert?.dataStart)).toBe(data);
    });
  }

  test("is found in linear time in long strings", () => {
    const text = `SELECT '${"a\\'".repeat(500_000)}' FORMAT CSV`;
    const began = performance.now();
    expect(shapeOf(text).format).toBe("CSV");
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

test("quotes what would end a literal", () => {
  expect(quoted("it's \\")).toBe("'it\\'s \\\\'");
  expect(quotedName("a`b")).toBe("`a\\`b`");
});
