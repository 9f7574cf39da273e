/**
 * The truth about signal strength (reference sections 6.2 and 6.4). TR-181 says whole dBm in -200..0; field
 * devices also send placeholders, RCPI, percent. Nothing is repaired by guessing: what can't be trusted is
 * null, with the reason beside it and the number as reported kept.
 */
import { type Dbm, dbm } from "#schemas/units.ts";
import { readNumber, unreadable } from "./read.ts";

/** Why a value is null or was changed. */
export type RssiQuality = "zero" | "positive" | "sentinel" | "out_of_range" | "rounded";

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
export function readRssi(text: string): Rssi | null | typeof unreadable {
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

function distrustOf(value: number): RssiQuality | null {
  if (sentinels.has(value)) return "sentinel";
  if (value === 0) return "zero";
  if (value > 0) return "positive";
  return value < weakestDbm ? "out_of_range" : null;
}
