/** The clock of the world outside: the only place where time comes from. */
import { setTimeout as sleepFor } from "node:timers/promises";
import { epochMs, type EpochMs } from "#schemas/units.ts";

/** Wall clock, milliseconds since 1970. */
export const now = (): EpochMs => epochMs(Date.now());

/** Waits; ends early, without an error, when `signal` aborts. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleepFor(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
