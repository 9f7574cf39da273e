/**
 * Whether a station stays where it is. Who carries a phone moves it many times a day, what stands on a shelf moves with
 * the furniture: a move is a level that is 8 dB away from the one before for three windows. What comes back to where it
 * was is half a move altogether: a fault ends, a door is shut again. Counted by the time that the station was there, with a half-life
 * of two such days.
 */
import {
  addDecayed,
  createDecayedHistogram,
  type DecayedBins,
  type DecayedHistogram,
  moveDecayed,
  shareUpTo,
} from "./decayed-histogram.ts";

export interface Mobility {
  /** Medians of the windows of the last days. */
  readonly days: DecayedHistogram;
  /** Level where it is, in tenths of dBm; 0 before the first. */
  level: number;
  /** The one before the last move, likewise; 0: none, or it came back there. */
  before: number;
  /** Windows in a row that were apart from it. */
  apart: number;
  /** Time it was there, ms, and moves in it, both forgotten alike. */
  presentMs: number;
  moves: number;
}

const apartDb = 8;
const apartWindows = 3;
/** So near is where it was, and so much of a move is then taken back: who goes to and fro all day moves about. */
const sameDb = 4;
const takenBack = 0.5;
const memoryMs = 4 * 86_400_000;
/** Of a station known for less than this nobody can say that it stays. */
const knownMs = 8 * 3_600_000;
/** Nine of ten fixed devices are below it, also with 45 times as many faults, and one of forty phones. */
const movesPerDay = 5;
/** Where its level must be new besides: in six hours none at all is enough. */
const movesBeforePerDay = 4;
/** A level is new when a twentieth of the last days, at most, was below it or so near. */
const newShare = 0.05;
const nearDb = 6;
const dayBins: DecayedBins = { halfLifeMs: 16 * 3_600_000, lowestBin: -110, highestBin: 0 };
const dayMs = 86_400_000;

export function createMobility(): Mobility {
  return { days: createDecayedHistogram(), level: 0, before: 0, apart: 0, presentMs: 0, moves: 0 };
}

/** Takes the median of a window in that ended at `at`. */
export function noteLevel(mobility: Mobility, medianDbm: number, windowMs: number, at: number): void {
  addDecayed(mobility.days, medianDbm, at, dayBins);
  const keep = 1 - windowMs / memoryMs;
  mobility.presentMs = mobility.presentMs * keep + windowMs;
  mobility.moves *= keep;
  const level = 10 * medianDbm;
  if (mobility.level === 0) mobility.level = level;
  if (Math.abs(level - mobility.level) <= 10 * apartDb) {
    mobility.apart = 0;
    mobility.level += Math.round((level - mobility.level) / 10);
    return;
  }
  mobility.apart += 1;
  if (mobility.apart < apartWindows) return;
  const isBack = mobility.before !== 0 && Math.abs(level - mobility.before) <= 10 * sameDb;
  const moves = isBack ? Math.max(0, mobility.moves - takenBack) : mobility.moves + 1;
  Object.assign(mobility, { level, before: isBack ? 0 : mobility.level, apart: 0, moves });
}

/** The gateway's clock was set by so much. */
export const moveMobility = ({ days }: Mobility, byMs: number): void => moveDecayed(days, byMs, dayBins);

/** How far below the level where it is the last window was; 0 once that is where it is, or before anything is known. */
export const fallDb = ({ level, apart }: Mobility, medianDbm: number): number =>
  apart === 0 ? 0 : level / 10 - medianDbm;

/** It has hardly been so low these days: what it often falls to it has moved to again. */
export const isNew = ({ days }: Mobility, medianDbm: number): boolean =>
  shareUpTo(days, medianDbm + nearDb) <= newShare;

/** Known for long, and seldom moved. */
export const isStationary = (mobility: Mobility): boolean =>
  mobility.presentMs >= knownMs && movesOfDay(mobility) <= movesPerDay;

/** Of a fall to a new level. */
export const wasStationary = (mobility: Mobility): boolean => movesOfDay(mobility) <= movesBeforePerDay;

/** With the next one, which may be due. */
const movesOfDay = ({ presentMs, moves }: Mobility): number => ((moves + 1) * dayMs) / presentMs;
