/**
 * Digest answers that were taken, so that one which somebody listened to is not taken again (RFC 7616 section 5.12). An
 * answer is made of nonce, count, client nonce, method and target, so the same one comes again only with all of them.
 *
 * Bounded: what lives longer than nonces do is forgotten; where there is no more room the oldest is, and with it every nonce
 * that is no younger.
 */
import type { EpochMs } from "#schemas/units.ts";
import { detached } from "../remembering.ts";

/** Some 15 MB. So many in a nonce's life are 330 a second. */
const mostAnswers = 100_000;

interface Used {
  readonly nonceMadeAt: number;
  /** Its nonce is too old then, whoever's clock made it. */
  readonly until: number;
}

export class UsedAnswers {
  readonly #lifeMs: number;
  readonly #most: number;
  /** In the order they were taken. */
  readonly #used = new Map<string, Used>();
  /** Nonces made at or before this are too old, whatever their age. */
  #forgottenTo = Number.NEGATIVE_INFINITY;

  /** `lifeMs`: how long a nonce may be used. */
  constructor(lifeMs: number, most: number = mostAnswers) {
    this.#lifeMs = lifeMs;
    this.#most = most;
  }

  /** Takes an answer whose nonce was made at `nonceMadeAt`; false when it was taken before, or nobody can tell. */
  take(response: string, nonceMadeAt: number, now: EpochMs): boolean {
    if (nonceMadeAt <= this.#forgottenTo || this.#used.has(response)) return false;
    this.#makeRoom(now);
    this.#used.set(detached(response), { nonceMadeAt, until: Math.max(now, nonceMadeAt) + this.#lifeMs });
    return true;
  }

  #makeRoom(now: EpochMs): void {
    for (const [response, { nonceMadeAt, until }] of this.#used) {
      const isOver = now > until;
      if (!isOver && this.#used.size < this.#most) return;
      this.#used.delete(response);
      if (!isOver) this.#forgottenTo = Math.max(this.#forgottenTo, nonceMadeAt);
    }
  }
}
