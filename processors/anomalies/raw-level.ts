/**
 * The level of a station whose gateway gives it on a scale of its own (percent, a byte without its sign), where TR-181
 * `Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.SignalStrength` is dBm. What it means nobody can tell, but whether it
 * still moves. Windows count such numbers and hold none: detectors look at them report by report.
 */
import { createRun, extendRun, isLongRun, type Run, type RunLimits } from "./run-length.ts";

export interface RawLevel {
  /** Of equal numbers, as reported. */
  readonly run: Run;
  /** Share of reports with another number than the one before, in millionths. */
  moving: number;
  /** Ends of the scale, as far as they have been seen, and the smallest step on it; 0: none yet. */
  lowest: number;
  highest: number;
  finest: number;
}

/** Reports over which it is learned how often the number moves. */
const memory = 1000;
/** Real links repeat 68 samples; of a longer run nothing is learned, it may be a stuck one. */
const longestOfLinks = 68;
/** Of a number that moves in every tenth report 200 equal ones are no chance (0.9^200 is 7e-10). */
const leastMoving = 100_000;
/** Bars, or percent in fifths, stand still where a fine scale would not. */
const leastSteps = 10;
/** What a silence hides is no part of a run. */
const silentMs = 600_000;

/** Numbers that intake keeps as `missing_sign` and `int8_wrap`; all others that are no dBm say that nothing was measured. */
export const isRawLevel = (raw: number | null): raw is number =>
  raw !== null && ((raw >= 1 && raw <= 110) || (raw >= 146 && raw <= 254));

export const createRawLevel = (): RawLevel => ({
  run: createRun(),
  moving: 0,
  lowest: 0,
  highest: 0,
  finest: 0,
});

/** The next report's number; one from before the last is left out. */
export function noteRaw(level: RawLevel, raw: number, atMs: number): void {
  const { run } = level;
  const { value: before, lastMs } = run;
  if (before !== null && atMs <= lastMs) return;
  if (before === null) Object.assign(level, { lowest: raw, highest: raw });
  else if (before !== raw || run.samples < longestOfLinks)
    level.moving += Math.round(((before === raw ? 0 : 1e6) - level.moving) / memory);
  if (before !== null && before !== raw) {
    const step = Math.abs(raw - before);
    level.finest = level.finest === 0 ? step : Math.min(level.finest, step);
  }
  level.lowest = Math.min(level.lowest, raw);
  level.highest = Math.max(level.highest, raw);
  if (before === raw && atMs - lastMs >= silentMs) run.firstMs += atMs - lastMs;
  extendRun(run, raw, atMs);
}

/** A window without traffic: an equal level proves nothing, and its samples are no part of the run. */
export function leaveOut({ run }: RawLevel, samples: number, windowMs: number): void {
  run.samples = Math.max(0, run.samples - samples);
  run.firstMs = Math.min(run.lastMs, run.firstMs + windowMs);
}

/** A number that has always moved, on a fine scale, and not to an end of it, stands still. */
export const isStill = ({ run, moving, lowest, highest, finest }: RawLevel, limits: RunLimits): boolean =>
  run.value !== null &&
  run.value > lowest &&
  run.value < highest &&
  moving >= leastMoving &&
  highest - lowest >= leastSteps * finest &&
  isLongRun(run, limits);
