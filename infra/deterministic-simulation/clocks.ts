/** Clocks that are wrong: how far a gateway's, or that of one of our processes, is from the time that the log keeps. */
import type { Random } from "#infra/simulator/random.ts";
import type { Scheduler } from "./scheduler.ts";

/** `off`: from the start. `jump`: from `atMs` of the run on. `drift`: it gains `share` of the time that passes. */
export type ClockError =
  | { readonly kind: "off"; readonly byMs: number }
  | { readonly kind: "jump"; readonly atMs: number; readonly byMs: number }
  | { readonly kind: "drift"; readonly share: number };

/** What the clock shows too much, so long after the start of the run; 0 of one that is right. */
export function errorMs(error: ClockError | null | undefined, elapsedMs: number): number {
  switch (error?.kind) {
    case "off":
      return error.byMs;
    case "jump":
      return elapsedMs >= error.atMs ? error.byMs : 0;
    case "drift":
      return Math.round(error.share * elapsedMs);
    default:
      return 0;
  }
}

/** Least and most that a clock may be wrong by. */
export interface Bounds {
  readonly lowestMs: number;
  readonly highestMs: number;
  /** When it may jump. */
  readonly jumps: { readonly fromMs: number; readonly untilMs: number };
}

/** Fifty seconds gained or lost in the longest quiet stretch of a run, at most. */
const mostDrift = 0.02;

/** A clock that is wrong within these bounds. */
export function clockErrorOf(random: Random, { lowestMs, highestMs, jumps }: Bounds): ClockError {
  const chance = random.next();
  const byMs = random.integer(lowestMs, highestMs);
  const atMs = random.integer(jumps.fromMs, jumps.untilMs);
  if (chance < 0.2) return { kind: "drift", share: (random.next() - 0.5) * 2 * mostDrift };
  return chance < 0.7 ? { kind: "jump", atMs, byMs } : { kind: "off", byMs };
}

/** The clocks of our processes. */
export class Clocks {
  readonly #scheduler: Scheduler;
  readonly #startMs: number;
  #errors: Readonly<Record<string, ClockError>>;

  /** By the name of a process, whichever of its lives. */
  constructor(scheduler: Scheduler, errors: Readonly<Record<string, ClockError>>) {
    this.#scheduler = scheduler;
    this.#startMs = scheduler.nowMs;
    this.#errors = errors;
  }

  /** What this process's clock shows, in whole milliseconds. */
  now(process: string): number {
    const { nowMs } = this.#scheduler;
    return Math.floor(nowMs) + errorMs(this.#errors[process], nowMs - this.#startMs);
  }

  /** All are set right. */
  setRight(): void {
    this.#errors = {};
  }
}
