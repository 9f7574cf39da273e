/** Of which time a report is: whole days of a zone's calendar, the end not included. */
import type { EpochMs } from "#schemas/units.ts";
import {
  addDays,
  type CalendarDay,
  createLocalClock,
  formatDay,
  isZone,
  startOfDay,
  toCalendarDay,
  weekdayOf,
} from "./zone.ts";

export interface Period {
  readonly from: EpochMs;
  /** The first instant that is no longer in it. */
  readonly to: EpochMs;
  /** The same as days: `2026-11-16`. */
  readonly firstDay: string;
  readonly endDay: string;
  /** Days of the calendar; one of them may have 23 or 25 hours. */
  readonly days: number;
  /** IANA. */
  readonly zone: string;
}

/** What came of reading a period; the sentence is for the person who wrote it. */
export type PeriodReading =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly sentence: string };

const dayMs = 86_400_000;
const forms = "last-week, last-month, or FROM/TO in days, such as 2026-11-02/2026-11-09 (TO is not included)";

/**
 * `last-week`: the last whole week that is over, from Monday (ISO 8601); `last-month`: the last whole month;
 * `2026-11-02/2026-11-09`: these days without the last. `now` decides what is over.
 */
export function parsePeriod(text: string, zone: string, now: EpochMs): PeriodReading {
  if (!isZone(zone))
    return refuse(`--zone ${zone} is no time zone: give an IANA name, such as Europe/Berlin or UTC`);
  const clock = createLocalClock(zone);
  const today = clock(now);
  if (text === "last-week") {
    const monday = addDays(today, -weekdayOf(today));
    return accept(addDays(monday, -7), monday, zone);
  }
  if (text === "last-month") {
    const first = { ...today, day: 1 };
    return accept({ ...addDays(first, -1), day: 1 }, first, zone);
  }
  const [first, end, ...rest] = text.split("/").map(parseDay);
  if (first === undefined || end === undefined || first === null || end === null || rest.length > 0)
    return refuse(`--period ${text} is no period: give ${forms}`);
  if (formatDay(first) >= formatDay(end))
    return refuse(`--period ${text} is empty: its end, which is not included, must be after its first day`);
  return accept(first, end, zone);
}

const refuse = (sentence: string): PeriodReading => ({ ok: false, sentence });

function accept(first: CalendarDay, end: CalendarDay, zone: string): PeriodReading {
  const clock = createLocalClock(zone);
  const days = Math.round((utcOf(end) - utcOf(first)) / dayMs);
  const [from, to] = [startOfDay(first, clock), startOfDay(end, clock)];
  return {
    ok: true,
    period: { from, to, firstDay: formatDay(first), endDay: formatDay(end), days, zone },
  };
}

/** The period's days, `2026-11-16`: those of which there is nothing to tell are days too. */
export function daysOf({ firstDay, endDay }: Period): string[] {
  const [first, end] = [firstDay, endDay].map((day) => Date.parse(`${day}T00:00Z`));
  if (first === undefined || end === undefined) return [];
  return Array.from({ length: Math.round((end - first) / dayMs) }, (_, n) =>
    formatDay(toCalendarDay(first + n * dayMs)),
  );
}

const utcOf = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day);

/** null for what is no day of the calendar. */
function parseDay(text: string): CalendarDay | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const parsed = toCalendarDay(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return formatDay(parsed) === text ? parsed : null;
}
