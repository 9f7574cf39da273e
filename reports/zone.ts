/** Clock time in a zone: what a planner's day and hour are. All by the time zone data of the runtime. */
import { type EpochMs, epochMs } from "#schemas/units.ts";

/** A day of the calendar; month and day count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface LocalTime extends CalendarDay {
  readonly hour: number;
  readonly minute: number;
  /** What the zone's clock is ahead of UTC. */
  readonly offsetMinutes: number;
}

/** Clock time of instants in one zone. */
export type LocalClock = (at: EpochMs) => LocalTime;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** True when the runtime knows the zone by this name (IANA: `Europe/Berlin`, `UTC`). */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Throws a RangeError for a zone that is none. */
export function createLocalClock(zone: string): LocalClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = {
      year: read("year"),
      month: read("month"),
      day: read("day"),
      hour: read("hour"),
      minute: read("minute"),
    };
    const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
    return { ...local, offsetMinutes: (asUtc - Math.floor(at / minuteMs) * minuteMs) / minuteMs };
  };
}

/** The first instant of a day: its midnight, or where the clock was put forward over it, what follows. */
export function startOfDay(day: CalendarDay, clock: LocalClock): EpochMs {
  const utc = Date.UTC(day.year, day.month - 1, day.day);
  const isBegun = (at: number): boolean => {
    const local = clock(epochMs(at));
    return Date.UTC(local.year, local.month - 1, local.day) >= utc;
  };
  // No zone is a day and a half from UTC, and none shifts by parts of a minute now.
  let before = utc - 1.5 * dayMs;
  let begun = utc + 1.5 * dayMs;
  while (begun - before > minuteMs) {
    const middle = before + Math.floor((begun - before) / 2 / minuteMs) * minuteMs;
    if (isBegun(middle)) begun = middle;
    else before = middle;
  }
  return epochMs(begun);
}

/** The day so many days later (earlier: negative). */
export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  return toCalendarDay(Date.UTC(year, month - 1, day + days));
}

/** The day of an instant in UTC. */
export function toCalendarDay(utcMs: number): CalendarDay {
  const date = new Date(utcMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = ({ year, month, day }: CalendarDay): number =>
  (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

const two = (value: number): string => String(value).padStart(2, "0");

/** `2026-11-16`. */
export const formatDay = ({ year, month, day }: CalendarDay): string =>
  `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;

/** `2026-11-16T02:15+01:00`: tells apart the two hours of a night in which clocks are put back. */
export function formatLocal(local: LocalTime): string {
  const offset = Math.abs(local.offsetMinutes);
  const sign = local.offsetMinutes < 0 ? "-" : "+";
  const clockTime = `${two(local.hour)}:${two(local.minute)}`;
  return `${formatDay(local)}T${clockTime}${sign}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}
