/**
 * How much one endpoint may send, in messages and in bytes. Two token buckets each: a burst after a lost link is legitimate
 * and goes through, an endpoint gone wild is refused beyond its rate, and nobody else notices. Messages alone would not bound
 * it: what a message costs goes with its bytes, unpacked, and a report may have five megabytes of them.
 *
 * Time is when messages were received, so a replay judges as the recording's own time would have.
 */
import type { EpochMs } from "#schemas/units.ts";
import type { IntakeLimits } from "./config.ts";
import { Recent } from "./recent.ts";

export interface Rate {
  /** So many a second for good. */
  readonly perSecond: number;
  /** So many at once after having been quiet; what a bucket holds. */
  readonly burst: number;
}

/** The sender of all that names none. No endpoint is called so. */
export const nobody = "";

type SenderLimits = Pick<IntakeLimits, "messages" | "bytes">;

/** What is left to a sender at `at`. Bytes may be less than nothing: how many a message has is known when it is there. */
interface Buckets {
  messages: number;
  bytes: number;
  at: EpochMs;
}

/** About 20 MB of them. One that was forgotten begins full, so a flood of invented names costs nobody a message. */
const mostSenders = 100_000;

export class RateLimit {
  readonly #limits: SenderLimits;
  readonly #senders: Recent<Buckets>;

  constructor(limits: SenderLimits, senders: number = mostSenders) {
    this.#limits = limits;
    this.#senders = new Recent(senders);
  }

  /**
   * Counts a message of `sender` that has so many bytes; null, or the sentence that refuses one too many. One message may
   * have more bytes than are left, or than a bucket holds: those after it wait for them.
   */
  refuse(sender: string, receivedAt: EpochMs, sizeBytes: number): string | null {
    const left = this.#left(sender, receivedAt);
    const sentence = tooMany(left, this.#limits);
    if (sentence !== null) return sentence;
    left.messages -= 1;
    left.bytes -= sizeBytes;
    return null;
  }

  /** The same of a message that is about to come, without counting it. */
  wouldRefuse(sender: string, at: EpochMs): boolean {
    return tooMany(this.#left(sender, at), this.#limits) !== null;
  }

  /** Counts what a message of `sender` turned out to have beyond the bytes that it was counted with. */
  charge(sender: string, bytes: number): void {
    const left = this.#senders.get(sender);
    if (left !== undefined) left.bytes -= Math.max(0, bytes);
  }

  /** A clock that went back refills nothing. */
  #left(sender: string, now: EpochMs): Buckets {
    const { messages, bytes } = this.#limits;
    const known = this.#senders.get(sender);
    if (known === undefined) {
      const full = { messages: messages.burst, bytes: bytes.burst, at: now };
      this.#senders.set(sender, full);
      return full;
    }
    const seconds = Math.max(0, now - known.at) / 1000;
    known.messages = Math.min(messages.burst, known.messages + seconds * messages.perSecond);
    known.bytes = Math.min(bytes.burst, known.bytes + seconds * bytes.perSecond);
    known.at = now;
    return known;
  }
}

function tooMany(left: Buckets, { messages, bytes }: SenderLimits): string | null {
  if (left.messages < 1) return beyond(messages, "messages");
  return left.bytes <= 0 ? beyond(bytes, "bytes, unpacked,") : null;
}

const beyond = ({ perSecond, burst }: Rate, what: string): string =>
  `more than ${perSecond} ${what} a second, after a burst of ${burst}`;
