import { describe, expect, test } from "vitest";
import { dayMs, type FoundHistory, periodOf, planHistory } from "./plan-history.ts";

const at = (text: string): number => Date.parse(text);
const now = at("2026-11-26T13:07Z");
const nothing: FoundHistory = { filled: null, liveStartMs: null };
const filled = (first: string, last: string, homes = 2): FoundHistory => ({
  filled: { firstMs: at(first), lastMs: at(last), homes },
  liveStartMs: null,
});

describe("what is filled", () => {
  const wanted: readonly {
    name: string;
    found: FoundHistory;
    want: readonly [start: string, end: string] | null;
  }[] = [
    {
      name: "an empty database gets whole days and today",
      found: nothing,
      want: ["2026-11-17T00:00Z", "2026-11-26T13:00Z"],
    },
    {
      name: "live windows are not written over",
      found: { filled: null, liveStartMs: at("2026-11-26T11:59Z") },
      want: ["2026-11-17T00:00Z", "2026-11-26T11:45Z"],
    },
    {
      name: "a past that is there is left as it is",
      found: filled("2026-11-17T00:00Z", "2026-11-26T12:30Z"),
      want: null,
    },
    {
      name: "one that was cut off is filled from its own beginning",
      found: filled("2026-11-15T00:15Z", "2026-11-19T12:30Z"),
      want: ["2026-11-15T00:00Z", "2026-11-26T13:00Z"],
    },
    {
      name: "so is one of fewer homes",
      found: filled("2026-11-17T00:00Z", "2026-11-26T12:30Z", 1),
      want: ["2026-11-17T00:00Z", "2026-11-26T13:00Z"],
    },
  ];
  test.each(wanted)("$name", ({ found, want }) => {
    expect(planHistory(now, 9 * dayMs, 2, found)).toEqual(
      want === null ? null : { startMs: at(want[0]), endMs: at(want[1]) },
    );
  });

  test("a past that would have to begin earlier is refused, with what to do", () => {
    expect(() => planHistory(now, 70 * dayMs, 2, filled("2026-11-17T00:00Z", "2026-11-26T12:30Z"))).toThrow(
      /has a past from 2026-11-17T00:00Z on.*--data/,
    );
  });
});

test.each([
  { start: "2026-09-17", want: "last-week" },
  { start: "2026-10-02", want: "last-week" },
  { start: "2026-11-17", want: "2026-11-17/2026-11-26" },
  { start: "2026-11-26", want: null },
])("a past from $start on is reported on by $want", ({ start, want }) => {
  expect(periodOf({ startMs: at(start), endMs: now }, now)).toBe(want);
});
