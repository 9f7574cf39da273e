import { describe, expect, it } from "vitest";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { commentOf } from "#schemas/clickhouse/documentation/columns.ts";
import { formatExample, parseExample, readExample } from "./example.ts";
import { formatView, formatViews } from "./format-views.ts";
import { columnsOf, readViewColumns } from "./view-columns.ts";

const columns = 100;
/** A window of a terminal that a person reads text in. */
const lines = 40;

it("all views fit a screen, each by its name", () => {
  const text = formatViews(columns);
  expect(text.split("\n").length).toBeLessThanOrEqual(lines);
  expect(text.split("\n").filter((line) => line.length > columns || line.endsWith("…"))).toEqual([]);
  for (const view of viewNames.filter((name) => !/_(hour|day)$|^home_period$/.test(name)))
    expect(text).toContain(view);
});

describe.each(viewNames)("%s", (view) => {
  it("has a question, a query of it and an answer", () => {
    const { question, query, answer } = readExample(view);
    expect(question).toMatch(/^[A-Z].*\.$/s);
    expect(query).toMatch(new RegExp(`\\b${view}\\b`));
    expect(answer).toMatch(/^ *┌─/);
  });

  it("says what each column is, on lines that a terminal shows whole", () => {
    const names = readViewColumns(view);
    expect(names.filter((name) => commentOf(view, name) === undefined)).toEqual([]);
    const text = formatView(view, names, readExample(view), Number.POSITIVE_INFINITY);
    expect(text.split("\n").filter((line) => line.length > columns + 20)).toEqual([]);
  });
});

it("columns are read off a view's text: the last word of each item, whatever is in brackets", () => {
  const sql = `CREATE OR REPLACE VIEW v AS
WITH 1 AS one
SELECT
    a,
    -- A comment, with a comma.
    if(b, [c, d], e) AS f,
    t.g AS h
FROM (SELECT x, y FROM z)`;
  expect(columnsOf(sql)).toEqual(["a", "f", "h"]);
});

it("an example's text is its three parts and nothing else", () => {
  const example = {
    question: "How many?\nReally?",
    query: "SELECT 1\n-- in between\nFROM x",
    answer: "┌─1─┐",
  };
  expect(parseExample(formatExample(example))).toEqual(example);
});
