/**
 * How many messages one endpoint may send. A token bucket each: a burst after a lost link is legitimate and goes
 * through, an endpoint gone wild is refused beyond its rate, and nobody else notices.
 *
 * Time is when messages were received, so a replay judges as the recording's own time would have.
 */
import type { EpochMs } from "#schemas/units.ts";
import { Recent } from "./recent.ts";

export interface MessageRate {
  /** Messages a second that an endpoint may send for good. */
  readonly perSecond: number;
  /** Messages it may send at once after having been quiet; what a bucket holds. */
  readonly burst: number;
}

interface Bucket {
  /** Messages left to it at `at`. */
  tokens: number;
  at: EpochMs;
}

/** About 20 MB of them. One that was forgotten begins full, so a flood of invented names costs nobody a message. */
const mostBuckets = 100_000;

export class RateLimit {
  readonly #rate: MessageRate;
  readonly #buckets: Recent<Bucket>;

  constructor(rate: MessageRate, buckets: number = mostBuckets) {
    this.#rate = rate;
    this.#buckets = new Recent(buckets);
  }

  /** Counts a message of `sender`; false when it is one too many. A clock that went back refills nothing. */
  admits(sender: string, receivedAt: EpochMs): boolean {
    const { perSecond, burst } = this.#rate;
    const bucket = this.#bucketOf(sender, receivedAt);
    const refill = (Math.max(0, receivedAt - bucket.at) * perSecond) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + refill);
    bucket.at = receivedAt;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #bucketOf(sender: string, receivedAt: EpochMs): Bucket {
    const known = this.#buckets.get(sender);
    if (known !== undefined) return known;
    const full = { tokens: this.#rate.burst, at: receivedAt };
    this.#buckets.set(sender, full);
    return full;
  }
}
