import { describe, expect, it } from "vitest";
import { blankHomeWindow } from "#processors/scenarios/blank.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { createCoverageRun, judgeCoverage } from "./coverage-fall.ts";

const minuteMs = 60_000;

/** A window of a minute, of a gateway that reports so often as far as its times tell. */
function windowOf(minute: number, received: number, intervalMs: number): HomeWindow {
  const stream = { endpoint_id: "home", profile_id: "bulk", late: 0, duplicate: 0 };
  const expected = Math.max(Math.round(minuteMs / intervalMs), received);
  return {
    ...blankHomeWindow,
    window_start: epochMs(minute * minuteMs),
    expected,
    received,
    streams: [{ ...stream, interval_ms: intervalMs, expected, received }],
  };
}

/**
 * What is told of reports due at each full minute: `l` comes a little late, `e` a little early and so in the window
 * before, `.` is lost.
 */
function told(reports: string, intervalMs: number): string[] {
  const counts = Array.from(
    reports,
    (each, minute) => [each === "l", reports[minute + 1] === "e"].filter(Boolean).length,
  );
  const run = createCoverageRun();
  return counts.flatMap((received, minute) =>
    received === 0
      ? []
      : judgeCoverage(run, windowOf(minute, received, intervalMs)).breaches.map(
          ({ summary }) => `${minute}: ${summary}`,
        ),
  );
}

describe("reports due at the full minute", () => {
  const arrived = (count: number, of: number): string =>
    `Only ${count} of ${of} expected reports arrived in ten minutes.`;

  it.each([
    {
      name: "two of ten lost are no fall",
      reports: "lllllllllllll..lllllllllllll",
      want: [],
    },
    {
      name: "three of ten lost are one",
      reports: "llllllllllll.lll.ll.lllllll",
      want: [20, 21].map((at) => `${at}: ${arrived(7, 10)}`),
    },
    {
      name: "three of ten are one too when the first is ten minutes back once a window shows the third",
      reports: "llllllllllll.lll.llll.lllllll",
      want: [`22: ${arrived(7, 10)}`],
    },
    {
      name: "one lost, and one just before the ten minutes, are no fall",
      reports: "llellellllleeelllllell.lleell",
      want: [],
    },
    {
      name: "two lost, and one just before the ten minutes, are none either",
      reports: "leleleleleleeell.l.lllllllll",
      want: [],
    },
    {
      name: "five lost are one wherever the others fall",
      reports: "lelelelelelel.e.l.e.l.lelelel",
      want: expect.arrayContaining([expect.stringContaining("expected reports")]),
    },
  ])("$name: $reports", ({ reports, want }) => {
    for (const intervalMs of [59_980, 60_000, 60_020]) expect(told(reports, intervalMs)).toEqual(want);
  });
});

it("a window of many lost reports holds more than the longer interval says are due, and is no edge", () => {
  const run = createCoverageRun();
  const breachesOf = (minute: number, received: number, intervalMs: number): string[] =>
    judgeCoverage(run, windowOf(minute, received, intervalMs)).breaches.map(({ summary }) => summary);
  for (let minute = 0; minute < 10; minute += 1) expect(breachesOf(minute, 12, 5000)).toEqual([]);
  for (let minute = 10; minute < 13; minute += 1) expect(breachesOf(minute, 4, 5000)).toEqual([]);
  expect(breachesOf(13, 7, 10_000)).toEqual(["Only 91 of 114 expected reports arrived in ten minutes."]);
});
