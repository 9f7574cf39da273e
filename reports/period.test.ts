import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { daysOf, parsePeriod, type Period } from "./period.ts";
import { createLocalClock, formatLocal, startOfDay } from "./zone.ts";

const at = (text: string) => epochMs(Date.parse(text));

function periodOf(text: string, zone: string, now: string): Period {
  const reading = parsePeriod(text, zone, at(now));
  if (!reading.ok) throw new Error(reading.sentence);
  return reading.period;
}

describe("a period", () => {
  const cases = [
    // A Thursday; the week before begins on the 16th.
    { text: "last-week", zone: "UTC", now: "2026-11-26T18:00Z", from: "2026-11-16T00:00Z", hours: 168 },
    // Monday has begun in Berlin, not yet in UTC.
    {
      text: "last-week",
      zone: "Europe/Berlin",
      now: "2026-11-22T23:30Z",
      from: "2026-11-15T23:00Z",
      hours: 168,
    },
    { text: "last-week", zone: "UTC", now: "2026-11-22T23:30Z", from: "2026-11-09T00:00Z", hours: 168 },
    {
      text: "last-week",
      zone: "Europe/Berlin",
      now: "2026-03-30T12:00Z",
      from: "2026-03-22T23:00Z",
      hours: 167,
    },
    {
      text: "last-week",
      zone: "Europe/Berlin",
      now: "2026-10-27T12:00Z",
      from: "2026-10-18T22:00Z",
      hours: 169,
    },
    { text: "last-month", zone: "UTC", now: "2026-03-01T00:00Z", from: "2026-02-01T00:00Z", hours: 672 },
    { text: "last-month", zone: "UTC", now: "2027-01-15T00:00Z", from: "2026-12-01T00:00Z", hours: 744 },
    {
      text: "2026-03-29/2026-03-30",
      zone: "Europe/Berlin",
      now: "2026-11-26T18:00Z",
      from: "2026-03-28T23:00Z",
      hours: 23,
    },
    {
      text: "2026-10-25/2026-10-26",
      zone: "Europe/Berlin",
      now: "2026-11-26T18:00Z",
      from: "2026-10-24T22:00Z",
      hours: 25,
    },
    {
      text: "2026-11-02/2026-11-09",
      zone: "Asia/Kolkata",
      now: "2026-11-26T18:00Z",
      from: "2026-11-01T18:30Z",
      hours: 168,
    },
  ];
  test.each(cases)(
    "$text in $zone at $now begins at $from, $hours hours",
    ({ text, zone, now, from, hours }) => {
      const period = periodOf(text, zone, now);
      expect(new Date(period.from).toISOString()).toBe(new Date(at(from)).toISOString());
      expect((period.to - period.from) / 3_600_000).toBe(hours);
    },
  );

  test("counts days of the calendar, whatever their hours", () => {
    expect(periodOf("last-week", "Europe/Berlin", "2026-10-27T12:00Z")).toMatchObject({
      days: 7,
      firstDay: "2026-10-19",
      endDay: "2026-10-26",
    });
  });

  test.each([
    "yesterday",
    "2026-11-02",
    "2026-11-02/2026-11-02",
    "2026-11-09/2026-11-02",
    "2026-02-30/2026-03-02",
    "2026-11-02/2026-11-09/2026-11-10",
    "last-week/last-month",
    "",
  ])('"%s" is refused with a sentence', (text) => {
    const reading = parsePeriod(text, "UTC", at("2026-11-26T18:00Z"));
    expect(reading).toMatchObject({ ok: false, sentence: expect.stringContaining("--period") });
  });

  test("a zone that is none is refused", () => {
    expect(parsePeriod("last-week", "Europe/Atlantis", at("2026-11-26T18:00Z"))).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("Europe/Atlantis"),
    });
  });
});

test("a period's days are all of its calendar, also of a night in which clocks are changed", () => {
  const reading = parsePeriod("2026-10-24/2026-10-27", "Europe/Berlin", at("2026-11-26T18:00Z"));
  expect(reading.ok ? daysOf(reading.period) : []).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
});

describe("a local clock", () => {
  test("tells apart the two hours of a night in which clocks are put back", () => {
    const clock = createLocalClock("Europe/Berlin");
    const shown = ["2026-10-25T00:30Z", "2026-10-25T01:30Z"].map((text) => formatLocal(clock(at(text))));
    expect(shown).toEqual(["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"]);
  });

  test("west of Greenwich and by half hours", () => {
    expect(formatLocal(createLocalClock("America/St_Johns")(at("2026-11-26T00:00Z")))).toBe(
      "2026-11-25T20:30-03:30",
    );
  });

  test("a day whose midnight was skipped begins an hour later", () => {
    // Beirut, 2026-03-29: 00:00 became 01:00.
    const start = startOfDay({ year: 2026, month: 3, day: 29 }, createLocalClock("Asia/Beirut"));
    expect(formatLocal(createLocalClock("Asia/Beirut")(start))).toBe("2026-03-29T01:00+03:00");
  });
});
