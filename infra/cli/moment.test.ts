import { expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { formatMoment, parseDuration, parseMoment } from "./moment.ts";

test.each([
  ["2026-12-01", Date.UTC(2026, 11, 1)],
  ["2026-12-01T02:00Z", Date.UTC(2026, 11, 1, 2)],
  ["2026-12-01 02:00:30", Date.UTC(2026, 11, 1, 2, 0, 30)],
  ["2026-12-01T02:00+01:00", Date.UTC(2026, 11, 1, 1)],
  ["2026-02-30", null],
  ["2026-13-01", null],
  ["tomorrow", null],
  ["", null],
  ["1795330000", null],
])("'%s' is a moment, or none", (text, want) => {
  expect(parseMoment(text)).toBe(want);
});

test.each([
  ["90m", 5_400_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
  ["0h", null],
  ["2", null],
  ["h", null],
  ["-1h", null],
])("'%s' is a duration, or none", (text, want) => {
  expect(parseDuration(text)).toBe(want);
});

test("a moment is shown so that it can be given again", () => {
  for (const at of [Date.UTC(2026, 11, 1, 2), Date.UTC(2026, 11, 1, 2, 0, 30)])
    expect(parseMoment(formatMoment(epochMs(at)))).toBe(at);
});
