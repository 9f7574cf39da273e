import { describe, expect, test } from "vitest";
import type { Answer, TableRow } from "../figure.ts";
import { parsePeriod } from "../period.ts";
import { epochMs } from "#schemas/units.ts";
import { pipelinePage } from "./pipeline.ts";

const table = (name: string, bytesPerDay: number | null, growsDays: number | null): Answer => ({
  table: name,
  rows: 10,
  bytes_on_disk: 100,
  bytes_per_row: 10,
  bytes_per_day: bytesPerDay,
  grows_days: growsDays,
  free_bytes: 1000,
});

function allOf(...tables: readonly Answer[]): TableRow | undefined {
  const reading = parsePeriod("2026-11-16/2026-11-23", "UTC", epochMs(0));
  const derive = pipelinePage.figures.find(({ id }) => id === "storage")?.derive;
  if (!reading.ok || derive === undefined) throw new Error("no storage");
  const scope = { period: reading.period, area: null };
  const outcome = derive(tables, { scope, saidBefore: new Map() });
  return "rows" in outcome ? outcome.rows[0] : undefined;
}

describe("the runway", () => {
  //  free 1000     a: 10 a day for 50 days     b: 10 a day for ever
  test.each([
    { name: "lasts as the tables grow", tables: [table("b", 10, null)], want: 100 },
    {
      name: "is longer where one comes to its retention",
      tables: [table("a", 10, 20), table("b", 10, null)],
      want: 80,
    },
    {
      name: "takes no notice of a table that has come to it",
      tables: [table("a", 10, 0), table("b", 10, null)],
      want: 100,
    },
    {
      name: "is none where all come to it before the disk is full",
      tables: [table("a", 10, 50)],
      want: null,
    },
    { name: "ends before retention does", tables: [table("a", 10, 500), table("b", 10, 400)], want: 50 },
    { name: "is none of tables that are not kept by time", tables: [table("c", null, null)], want: null },
  ])("$name", ({ tables, want }) => {
    expect(allOf(...tables)?.["runway_days"]).toBe(want);
  });

  test("is of what all tables add", () => {
    expect(allOf(table("a", 10, 50), table("b", 5, null), table("c", null, null))).toMatchObject({
      bytes_per_day: 15,
      bytes_on_disk: 300,
    });
  });
});
