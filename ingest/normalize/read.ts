/**
 * Reported texts to typed values. A reader gives the value, null for "no data" (the standard's own words for
 * absent), or `unreadable`: then the column stays null and the parameter is kept as it was reported.
 */
import { type MacAddress, parseMacAddress } from "#schemas/ids.ts";
import type { Counter } from "#schemas/telemetry-event.ts";
import type { EpochMs } from "#schemas/units.ts";
import { readIsoTime } from "../report/timestamps.ts";
import { parsePlain, parseWhole } from "./whole.ts";

export const unreadable: unique symbol = Symbol("unreadable");
export type Reading<T> = T | null | typeof unreadable;

export interface Reader<T> {
  (text: string): Reading<T>;
  /**
   * Whole numbers of at most 15 digits, with or without a minus, that the reading of their text is: for who has them as
   * numbers. Absent where text counts.
   */
  readonly plain?: { readonly least: number; readonly most: number };
}

const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;
const noData32 = 4_294_967_295;

/** Text as it is; empty means unknown (TR-181). */
export const readText: Reader<string> = (text) => (text === "" ? null : text);

/** TR-106 boolean: `true`, `false`, `1`, `0`, in any case. */
export const readBoolean: Reader<boolean> = (text) => {
  if (text === "true") return true;
  const word = text.trim().toLowerCase();
  if (word === "") return null;
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0") return false;
  return unreadable;
};

/** Six hex pairs, lower case; empty is none. */
export const readMac: Reader<MacAddress> = (text) =>
  parseMacAddress(text) ?? (text.trim() === "" ? null : unreadable);

/** TR-106 dateTime; unknown, infinite and relative-to-boot times are null. */
export const readDateTime: Reader<EpochMs> = (text) => {
  if (text.trim() === "") return null;
  const reading = readIsoTime(text);
  if (reading.kind === "unparseable") return unreadable;
  return reading.kind === "instant" ? reading.at : null;
};

/** A decimal number without Infinity, NaN, hex or empty text. */
export function readNumber(text: string): Reading<number> {
  const plain = parsePlain(text);
  if (plain !== null) return plain;
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (!/^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/.test(trimmed)) return unreadable;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : unreadable;
}

const readWhole: Reader<number | bigint> = (text) => {
  const plain = parsePlain(text);
  if (plain !== null) return plain;
  const trimmed = text.trim();
  return trimmed === "" ? null : (parseWhole(trimmed) ?? unreadable);
};

/** A whole number within [min, max], both safe integers, in any notation: `12.0` and `1.2e1` are 12, `12.5` is unreadable. */
export function readInteger(min: number, max: number): Reader<number> {
  const within = (value: number): Reading<number> => (value >= min && value <= max ? value : unreadable);
  const read = (text: string): Reading<number> => {
    const value = readWhole(text);
    return value === null || value === unreadable ? value : within(Number(value));
  };
  return Object.assign(read, { plain: { least: min, most: max } });
}

/**
 * TR-106 StatsCounter64; 2^64-1 is "no data available". What does not fit a signed 64-bit column is unreadable.
 * Above 2^53-1 a bigint, so that nothing is rounded.
 */
export const readCounter64: Reader<Counter> = Object.assign(
  (text: string): Reading<Counter> => {
    const value = readWhole(text);
    if (typeof value === "number") return value < 0 ? unreadable : value;
    if (value === null || value === maxUint64) return null;
    if (value === unreadable || value < 0n || value > maxInt64) return unreadable;
    return value;
  },
  { plain: { least: 0, most: Number.MAX_SAFE_INTEGER } },
);

/** TR-106 StatsCounter32: as above, and 2^32-1 is "no data available". */
export const readCounter32: Reader<Counter> = Object.assign(
  (text: string): Reading<Counter> => {
    const value = readCounter64(text);
    return value === noData32 ? null : value;
  },
  { plain: { least: 0, most: noData32 - 1 } },
);

/** Wi-Fi band as TR-181 writes it. */
export const readBand: Reader<string> = (text) => {
  const band = /^\s*(2\.4|5|6)\s*GHz\s*$/i.exec(text)?.[1];
  if (band !== undefined) return `${band}GHz`;
  return text.trim() === "" ? null : unreadable;
};
