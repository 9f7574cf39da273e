/**
 * A penalty that flapping adds to and time halves, with two thresholds: the damping of flapping routes (RFC 2439), for
 * stations and hosts that come and go.
 */

export interface PenaltySettings {
  readonly halfLifeMs: number;
  /** On when the penalty reaches `onAt`, off again when it has fallen to `offAt`. */
  readonly onAt: number;
  readonly offAt: number;
  /** The penalty never exceeds it: from there to `offAt` is the longest time that it stays on after the last flap. */
  readonly ceiling: number;
}

/** One point a flap: the fourth within nine minutes or so turns it on; one every eight minutes, as phones that sleep, never. An hour from the ceiling to off. */
export const flapPenalty: PenaltySettings = { halfLifeMs: 900_000, onAt: 3.25, offAt: 1, ceiling: 16 };

export interface Penalty {
  /** As of `atMs`. */
  points: number;
  /** Event time of the last change, ms since the epoch. */
  atMs: number;
  on: boolean;
}

export function createPenalty(atMs: number): Penalty {
  return { points: 0, atMs, on: false };
}

/** Adds `points` of the event time `atMs`; an event before the last counts with what would be left of it. */
export function addPenalty(penalty: Penalty, points: number, atMs: number, settings: PenaltySettings): void {
  settlePenalty(penalty, atMs, settings);
  const left = points * 2 ** (Math.min(0, atMs - penalty.atMs) / settings.halfLifeMs);
  penalty.points = Math.min(settings.ceiling, penalty.points + left);
  if (penalty.points >= settings.onAt) penalty.on = true;
}

/** Lets time pass up to `atMs`; times before the last change change nothing. */
export function settlePenalty(penalty: Penalty, atMs: number, settings: PenaltySettings): void {
  if (atMs <= penalty.atMs) return;
  penalty.points *= 2 ** ((penalty.atMs - atMs) / settings.halfLifeMs);
  penalty.atMs = atMs;
  if (penalty.points <= settings.offAt) penalty.on = false;
}

/** The clock it goes by was set back to `atMs`: time passes from there on. */
export function setBack(penalty: Penalty, atMs: number): void {
  penalty.atMs = Math.min(penalty.atMs, atMs);
}

/** When an on penalty will be off if nothing is added, ms since the epoch, rounded up. */
export function penaltyEndMs({ points, atMs }: Penalty, { halfLifeMs, offAt }: PenaltySettings): number {
  return atMs + Math.ceil(halfLifeMs * Math.max(0, Math.log2(points / offAt)));
}
