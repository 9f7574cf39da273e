import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitStatements } from "./sql-statements.ts";

describe("SQL text splits into statements", () => {
  it.each([
    { name: "at semicolons", sql: "SELECT 1; SELECT 2;", want: ["SELECT 1", "SELECT 2"] },
    { name: "not in a string", sql: "SELECT ';';SELECT 2", want: ["SELECT ';'", "SELECT 2"] },
    { name: "not after a doubled quote", sql: "SELECT 'a'';b'; X", want: ["SELECT 'a'';b'", "X"] },
    {
      name: "not after an escaped quote",
      sql: String.raw`SELECT 'a\';b'; X`,
      want: [String.raw`SELECT 'a\';b'`, "X"],
    },
    { name: "not in a quoted name", sql: 'SELECT "a;b", `c;d`; X', want: ['SELECT "a;b", `c;d`', "X"] },
    {
      name: "not in a line comment",
      sql: "SELECT 1 -- one; it's\n, 2; X",
      want: ["SELECT 1 -- one; it's\n, 2", "X"],
    },
    { name: "not in a block comment", sql: "SELECT /* ; ' */ 1; X", want: ["SELECT /* ; ' */ 1", "X"] },
    { name: "not in a heredoc", sql: "SELECT $x$;'$x$; X", want: ["SELECT $x$;'$x$", "X"] },
    { name: "without comments around them", sql: "-- a\n/* b */ SELECT 1;\n-- end\n", want: ["SELECT 1"] },
    { name: "and a minus is no comment", sql: "SELECT 2 - 1; X", want: ["SELECT 2 - 1", "X"] },
    { name: "and an open quote ends with the text", sql: "SELECT 'a; b", want: ["SELECT 'a; b"] },
    { name: "and nothing is nothing", sql: " ;\n; -- only this", want: [] },
  ])("$name", ({ sql, want }) => {
    expect(splitStatements(sql)).toEqual(want);
  });

  it("into what was joined, whatever the strings hold", () => {
    const text = fc
      .array(fc.constantFrom("'", "\\", ";", "-", "*", "/", "$", "`", '"', "a", "\n"))
      .map((c) => c.join(""));
    const literal = text.map((t) => `SELECT '${t.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`);
    fc.assert(
      fc.property(fc.array(literal), (statements) => {
        expect(splitStatements(statements.map((s) => `${s};\n`).join(""))).toEqual(statements);
      }),
    );
  });
});
