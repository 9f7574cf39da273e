/** Tells apart messages that came on one topic in one millisecond: what carries no time has only this to differ by. */
import type { EpochMs } from "#schemas/units.ts";

/** Counts by topic within a millisecond, and forgets at the next: what it holds is what one millisecond brings. */
export class ArrivalCounter {
  #receivedAt: EpochMs | null = null;
  readonly #counts = new Map<string, number>();

  /** How many messages of `topic` came before this one at `receivedAt`. */
  next(topic: string, receivedAt: EpochMs): number {
    if (receivedAt !== this.#receivedAt) this.#counts.clear();
    this.#receivedAt = receivedAt;
    const count = this.#counts.get(topic) ?? 0;
    this.#counts.set(topic, count + 1);
    return count;
  }
}
