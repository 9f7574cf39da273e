/** What time a report says it is from, and whether to believe it (reference section 5.7; architecture section 3). */
import type { TimeQuality } from "#schemas/telemetry-event.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { ReportedValue } from "./value.ts";

export interface ObservedTime {
  /** The gateway's time when trusted, else the received time. */
  readonly observedAt: EpochMs;
  readonly quality: TimeQuality;
  /** As reported; null when nothing was. */
  readonly raw: string | null;
}

/** How far a trusted time may lie before and after the moment of receiving. */
export const trustWindowMs = { before: 35 * 86_400_000, after: 2 * 60_000 } as const;

/** A text read as a moment: `instant` is null for a text that means "unknown", "since boot" or nothing at all. */
export type TimeReading =
  | { readonly kind: "instant"; readonly at: EpochMs; readonly zone: boolean }
  | { readonly kind: "unknown" }
  | { readonly kind: "uptime" }
  | { readonly kind: "unparseable" };

/** The observed time of a report element received at `receivedAt`. */
export function observedTime(time: ReportedValue | null, receivedAt: EpochMs): ObservedTime {
  const untrusted = (quality: TimeQuality, raw: string | null): ObservedTime => ({
    observedAt: receivedAt,
    quality,
    raw,
  });
  if (time === null || time.type === "null" || time.text.trim() === "")
    return untrusted("none", time?.text || null);
  const reading = readTime(time.text);
  if (reading.kind === "unknown") return untrusted("none", time.text);
  if (reading.kind !== "instant") return untrusted(reading.kind, time.text);
  const { at, zone } = reading;
  if (at < receivedAt - trustWindowMs.before || at > receivedAt + trustWindowMs.after) {
    return untrusted("out_of_range", time.text);
  }
  return { observedAt: at, quality: zone ? "reported" : "assumed_utc", raw: time.text };
}

/** Any notation that JSON has: `1795330000`, `1795330000.5`, `1.79533e9`. */
const numberPattern = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Reads a CollectionTime: a number by its magnitude, or an ISO 8601 text. */
export function readTime(text: string): TimeReading {
  const trimmed = text.trim();
  return numberPattern.test(trimmed) ? readEpoch(Number(trimmed)) : readIsoTime(trimmed);
}

/** Seconds, milliseconds or microseconds since 1970, told apart by magnitude; below 1e8 it is an uptime. */
function readEpoch(value: number): TimeReading {
  if (value < 1e8) return { kind: value < 0 ? "unparseable" : "uptime" };
  if (value < 1e11) return instant(value * 1000);
  if (value < 1e14) return instant(value);
  if (value < 1e17) return instant(value / 1000);
  return { kind: "unparseable" };
}

const instant = (ms: number, zone = true): TimeReading => ({
  kind: "instant",
  at: epochMs(Math.floor(ms)),
  zone,
});

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads TR-106 `dateTime`: `0001-01-01T00:00:00Z` is unknown, a year below 1000 without zone is relative to
 * boot, `9999-12-31T23:59:59Z` is infinite and so unknown too, a missing zone is taken as UTC.
 */
export function readIsoTime(text: string): TimeReading {
  const usual = readUsualTime(text);
  if (usual !== null) return instant(usual);
  const match = isoPattern.exec(text.trim());
  if (match === null) return { kind: "unparseable" };
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone] = match;
  const fields = [year, month, day, hour, minute, second].map(Number) as [number, ...number[]];
  const at = utcMs(fields, Number(`0.${fraction}`) * 1000);
  if (at === null) return { kind: "unparseable" };
  const offset = offsetMs(zone);
  if (offset === null) return { kind: "unparseable" };
  if (fields[0] < 1000) return { kind: zone === undefined ? "uptime" : "unknown" };
  if (fields[0] === 9999) return { kind: "unknown" };
  return instant(at - offset, zone !== undefined);
}

const usualLength = "2026-11-22T06:52:19Z".length;
const usualTime = new Uint8Array(usualLength);

function readUsualTime(text: string): number | null {
  if (text.length !== usualLength) return null;
  for (let at = 0; at < usualLength; at += 1) usualTime[at] = Math.min(text.charCodeAt(at), 0xff);
  return readUsualTimeAt(usualTime, 0, usualLength);
}

/** `2026-11-22T06:52:19Z`, which nearly all are, on a day that every month has; null for any other text. */
export function readUsualTimeAt(bytes: Uint8Array, start: number, end: number): EpochMs | null {
  if (end - start !== usualLength) return null;
  const hasMarks =
    bytes[start + 4] === 0x2d &&
    bytes[start + 7] === 0x2d &&
    bytes[start + 10] === 0x54 &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a &&
    bytes[start + 19] === 0x5a;
  if (!hasMarks) return null;
  const year = 100 * twoDigits(bytes, start) + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const [hour, minute, second] = [
    twoDigits(bytes, start + 11),
    twoDigits(bytes, start + 14),
    twoDigits(bytes, start + 17),
  ];
  const isUsual =
    year >= 1000 && year < 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23;
  return isUsual && minute <= 59 && second <= 59
    ? epochMs(Date.UTC(year, month - 1, day, hour, minute, second))
    : null;
}

/** The number that two digits make; NaN when they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/** Milliseconds of a calendar moment in UTC; null when there is no such day or hour (a leap second is allowed). */
function utcMs(fields: readonly number[], milliseconds: number): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if (hour > 23 || minute > 59 || second > 60 || month < 1 || month > 12) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

/** The farthest zone from UTC that XML Schema's dateTime allows, which TR-106 uses. */
const farthestZoneMinutes = 14 * 60;

/** Null when there is no such zone. */
function offsetMs(zone: string | undefined): number | null {
  if (zone === undefined || zone === "Z" || zone === "z") return 0;
  const beyondHour = Number(zone.slice(-2));
  const minutes = Number(zone.slice(1, 3)) * 60 + beyondHour;
  if (beyondHour > 59 || minutes > farthestZoneMinutes) return null;
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
