import { describe, expect, it } from "vitest";
import { viewSet } from "#schemas/clickhouse/view-set.ts";
import { checksumOf, planMigrations, viewsChecksumOf, viewSetName } from "./migrate.ts";
import { ofSizes, type SqlFile, sqlFiles } from "./sql-files.ts";
import { splitStatements } from "./sql-statements.ts";

const file = (name: string, sql = "SELECT 1"): SqlFile => ({ name, sql });
const recordOf = (...files: SqlFile[]): Map<string, string> =>
  new Map(files.map(({ name, sql }) => [name, checksumOf(sql)]));
const one = file("migrations/0001_a.sql");
const two = file("migrations/0002_b.sql");
const view = file("views/0001_a.sql");

describe("what a migration has to do", () => {
  it.each([
    { name: "everything on an empty database", record: recordOf(), want: [one, two, view] },
    { name: "nothing the second time", record: recordOf(one, two, view), want: [] },
    {
      name: "what is new where the views are of an older program",
      record: new Map([...recordOf(one, two), [viewSetName, String(viewSet.number - 1)]]),
      want: [view],
    },
    { name: "what is new", record: recordOf(one, view), want: [two] },
    {
      name: "a view whose text changed",
      record: recordOf(one, two, { ...view, sql: "SELECT 0" }),
      want: [view],
    },
    { name: "what is left of a stopped run", record: recordOf(one), want: [two, view] },
    {
      name: "no views dropped since",
      record: recordOf(one, two, view, file("views/0009_old.sql")),
      want: [],
    },
  ])("is $name", ({ record, want }) => {
    expect(planMigrations([one, two, view], record)).toEqual(want);
  });

  it.each([
    {
      name: "edited after it was applied",
      record: recordOf({ ...one, sql: "x" }),
      files: [one],
      says: /was changed/,
    },
    {
      name: "numbered below an applied one",
      record: recordOf(two),
      files: [one, two],
      says: /higher number/,
    },
    {
      name: "known, but a newer program has been at the views",
      record: new Map([...recordOf(one, view), [viewSetName, String(viewSet.number + 1)]]),
      files: [one, { ...view, sql: "SELECT 0" }],
      says: /views of a newer program \(set \d+, this program's is \d+\)/,
    },
    { name: "unknown to this program", record: recordOf(one, two), files: [one], says: /newer program/ },
  ])("is refused with a sentence when a migration is $name", ({ record, files, says }) => {
    expect(() => planMigrations(files, record)).toThrow(says);
  });
});

describe("the files of this program", () => {
  const statements = sqlFiles().flatMap(({ name, sql }) =>
    splitStatements(sql).map((text) => ({ name, text })),
  );

  it("are one for each size where they have several in their name", () => {
    expect(ofSizes("0007_a_{hour,day}.sql", "{size} {ms} {bucket} {other}")).toEqual([
      { name: "0007_a_hour.sql", sql: "hour 3600000 hour {other}" },
      { name: "0008_a_day.sql", sql: "day 86400000 day (UTC) {other}" },
    ]);
    expect(ofSizes("0007_a.sql", "{size}")).toEqual([{ name: "0007_a.sql", sql: "{size}" }]);
    expect(() => ofSizes("0007_a_{week}.sql", "")).toThrow(/no buckets of the size week/);
  });

  it("have numbers that are unique within their kind", () => {
    const numbers = sqlFiles().map(({ name }) => name.split("_")[0]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("have a set of views with a number of its own", () => {
    expect(
      viewsChecksumOf(sqlFiles()),
      "A view has changed: raise the number in schemas/clickhouse/view-set.ts, and put this checksum there",
    ).toBe(viewSet.checksum);
  });

  // What is inserted goes into tables that make one of copies.
  it.each(statements.filter(({ name }) => name.startsWith("migrations/")))(
    "can be run again: $name, $text",
    ({ text }) => {
      expect(text).toMatch(
        /^(INSERT INTO (home_hour_change|home_gateway|home_due|home_counted)_store \([^)]+\)\s+SELECT|CREATE (TABLE|MATERIALIZED VIEW) IF NOT EXISTS|ALTER TABLE \w+\s+((ADD|MODIFY|DROP) COLUMN IF|MODIFY (QUERY|COMMENT)))/,
      );
    },
  );

  it.each(statements.filter(({ name }) => name.startsWith("views/")))(
    "only replace views: $name",
    ({ text }) => {
      expect(text).toMatch(/^CREATE OR REPLACE VIEW/);
    },
  );
});
