/**
 * The truth about signal strength (reference sections 6.2 and 6.4). TR-181 says whole dBm in -200..0 for an
 * AssociatedDevice and RCPI (802.11) under DataElements; field devices also send placeholders, levels without their
 * sign, int8 seen as a byte, percent. Nothing is repaired by guessing: what can't be trusted is null, with the reason
 * beside it and the number as reported kept. What is converted by the standard's own rule says so.
 */
import { type Dbm, dbm } from "#schemas/units.ts";
import { type Reading, readNumber, unreadable } from "./read.ts";

/** Why a level is null, or what was done to it. */
export type RssiQuality =
  /** 0: nothing measured. Null. */
  | "zero"
  /** Another number that drivers write for "nothing measured". Null. */
  | "sentinel"
  /** 1..110 where dBm belong: dBm without their minus, percent, or RCPI. Nobody can tell which. Null. */
  | "missing_sign"
  /** 146..254 where dBm belong: most likely a signed byte read as an unsigned one (206 for -50). Null. */
  | "int8_wrap"
  /** No level any station can have. Null. */
  | "out_of_range"
  /** RCPI, converted as the standard says: dBm = RCPI / 2 - 110, halves downwards. */
  | "rcpi"
  /** Negative where RCPI belongs: taken as the dBm it can only be. */
  | "not_rcpi"
  /** Reported with a fraction: the nearest whole number, halves downwards. */
  | "rounded";

export interface Rssi {
  readonly dbm: Dbm | null;
  /** As reported, whole; null when it does not fit an integer. */
  readonly raw: number | null;
  readonly quality: readonly RssiQuality[];
}

/** Values drivers write for "nothing measured". */
const sentinels: ReadonlySet<number> = new Set([-1, -127, -128, 127, 255]);

/** The weakest level the histogram has a bin for; 802.11's RCPI 0. */
export const weakestDbm = -110;

/** Whole dBm, halves downwards: -46.5 is -47. */
export const roundDbm = (value: number): number => Math.ceil(value - 0.5) + 0;

/** Reads `AssociatedDevice.SignalStrength`; null when absent, `unreadable` when it is no number. */
export const readRssi = (text: string): Reading<Rssi> => readLevel(text, distrustOfDbm);

/** Reads `SignalStrength` under DataElements, which is RCPI; vendors that send dBm there are taken at their word. */
export function readRcpiRssi(text: string): Reading<Rssi> {
  const level = readLevel(text, (whole) => (whole < 0 ? distrustOfDbm(whole) : distrustOfRcpi(whole)));
  if (level === null || level === unreadable || level.dbm === null || level.raw === null) return level;
  if (level.raw < 0) return { ...level, quality: ["not_rcpi", ...level.quality] };
  return { ...level, dbm: dbm(roundDbm(fromRcpi(level.raw))), quality: ["rcpi", ...level.quality] };
}

function readLevel(text: string, distrustOf: (whole: number) => RssiQuality | null): Reading<Rssi> {
  const value = readNumber(text);
  if (value === null || value === unreadable) return value;
  const whole = roundDbm(value);
  // Below -2^52 the Avro library turns the sign; no signal is near.
  if (Math.abs(whole) >= 2 ** 52) return unreadable;
  const distrust = distrustOf(whole);
  const quality: RssiQuality[] = distrust === null ? [] : [distrust];
  if (whole !== value) quality.push("rounded");
  return { dbm: distrust === null ? dbm(whole) : null, raw: whole, quality };
}

function distrustOfDbm(value: number): RssiQuality | null {
  if (sentinels.has(value)) return "sentinel";
  if (value === 0) return "zero";
  if (value < 0) return value < weakestDbm ? "out_of_range" : null;
  if (value <= -weakestDbm) return "missing_sign";
  return value >= 256 + weakestDbm && value < 256 ? "int8_wrap" : "out_of_range";
}

const highestRcpi = 220;

/** 802.11: 0..220 are levels, 221..254 reserved, 255 is "not available". */
function distrustOfRcpi(value: number): RssiQuality | null {
  if (value === 0) return "zero";
  if (value === 255) return "sentinel";
  return value > highestRcpi ? "out_of_range" : null;
}

/** dBm in steps of a half, for RCPI and ANPI (802.11 sections on RCPI and average noise power indicator) alike. */
const fromRcpi = (code: number): number => code / 2 - 110;

/** Strongest noise a dBm column takes. */
const strongestNoiseDbm = -1;
/** Weakest noise TR-181 knows. */
const weakestNoiseDbm = -200;

/**
 * Reads noise under DataElements, which is ANPI (0..255 like RCPI): dBm, halves downwards. A negative number can only be
 * dBm. 255 is "not available"; 0 and the reserved ones are unreadable.
 */
export function readAnpi(text: string): Reading<number> {
  const value = readNumber(text);
  if (value === null || value === unreadable) return value;
  if (!Number.isInteger(value)) return unreadable;
  if (value === 255) return null;
  if (value < 0) return value >= weakestNoiseDbm && value <= strongestNoiseDbm ? value : unreadable;
  if (value === 0 || value >= highestRcpi) return unreadable;
  return roundDbm(fromRcpi(value));
}
