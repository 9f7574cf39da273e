/**
 * From a door of the HTTP server into Kafka. Per request, in this order:
 * 1. the whole request is here      (stop here: the gateway has no answer and sends it again)
 * 2. it is decoded                  (the same)
 * 3. its records are published      (the same; what Kafka already has comes twice, with the same event_id)
 * 4. Kafka has acknowledged all     (the same)
 * 5. the gateway is answered 2xx    (the answer may be lost: as 3)
 *
 * What waits between 1 and 5 is bounded in number and bytes, and each waits a bounded time: else 503 with Retry-After. One
 * gateway may have a quarter of both; what is beyond is its own affair (429), and no reason to stop ticks.
 */
import type { EpochMs } from "#schemas/units.ts";
import type { Bridge } from "../bridge.ts";
import type { Outcome } from "../outcome.ts";
import { type HttpAnswer, refusal, tooGreedy } from "./exchange.ts";

/** Something a gateway sent, with what is to become of it. */
export interface Collected {
  /** Whose share of what waits it takes: an endpoint's, of what can't be read its speaker's or address's; null where it takes nobody's. */
  readonly sender: string | null;
  /** Whom the breaker judges by it. */
  readonly speaker: string;
  /** The request's target; where a dead letter came from. */
  readonly topic: string;
  readonly door: "http" | "cwmp";
  /** As what the body was declared; null where nothing said it. */
  readonly contentType: string | null;
  /** The body as sent. */
  readonly payload: Uint8Array;
  readonly receivedAt: EpochMs;
  readonly outcome: Outcome;
}

export interface ReceptionPorts {
  readonly bridge: Bridge<Collected>;
  /** Runs once after that long, unless the result is called before. */
  after(ms: number, run: () => void): () => void;
}

export interface ReceptionLimits {
  readonly heldReports: number;
  readonly heldBytes: number;
  readonly acknowledgeTimeoutMs: number;
}

interface Share {
  readonly reports: number;
  readonly bytes: number;
}

/** For gateways that look at it; most have a table of their own (R-BULK.2). */
const retryAfterSeconds = 30;

export class Reception {
  readonly #ports: ReceptionPorts;
  readonly #limits: ReceptionLimits;
  #heldBytes = 0;
  /** The same, by sender. */
  readonly #shares = new Map<string, Share>();
  #refused = 0;
  /** Refusals when the last canary left. */
  #refusedBefore = 0;

  constructor(ports: ReceptionPorts, limits: ReceptionLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** Bytes that wait for Kafka. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The answer 503 while no more can be taken, else null. */
  busy(): HttpAnswer | null {
    const { heldReports, heldBytes } = this.#limits;
    const hasRoom = this.#ports.bridge.unacknowledged < heldReports && this.#heldBytes < heldBytes;
    return hasRoom ? null : this.turnAway("Too many reports wait for Kafka.");
  }

  /** Publishes; `accepted` is the answer when Kafka has it all. `sizeBytes`: what it takes while it waits, about. */
  take(
    message: Collected,
    sizeBytes: number,
    accepted: HttpAnswer,
    answer: (given: HttpAnswer) => void,
  ): void {
    const refused = this.#isGreedy(message.sender) ? tooGreedy() : this.busy();
    if (refused !== null) return answer(refused);
    this.#hold(message.sender, 1, sizeBytes);
    let isAnswered = false;
    const once = (given: HttpAnswer): void => {
      if (!isAnswered) answer(given);
      isAnswered = true;
    };
    const cancel = this.#ports.after(this.#limits.acknowledgeTimeoutMs, () =>
      once(this.turnAway("Kafka has not acknowledged the report in time.")),
    );
    const acknowledge = (): void => {
      cancel();
      this.#hold(message.sender, -1, -sizeBytes);
      once(accepted);
    };
    this.#ports.bridge.receive({ message, acknowledge }, () => undefined);
  }

  #hold(sender: string | null, reports: number, bytes: number): void {
    this.#heldBytes += bytes;
    if (sender === null) return;
    const before = this.#shares.get(sender) ?? { reports: 0, bytes: 0 };
    const share = { reports: before.reports + reports, bytes: before.bytes + bytes };
    if (share.reports === 0) this.#shares.delete(sender);
    else this.#shares.set(sender, share);
  }

  #isGreedy(sender: string | null): boolean {
    const share = sender === null ? undefined : this.#shares.get(sender);
    const { heldReports, heldBytes } = this.#limits;
    return share !== undefined && (share.reports >= heldReports / 4 || share.bytes >= heldBytes / 4);
  }

  /**
   * Whether a canary may leave. Not when a gateway was turned away since the last one because of us: its report is with the
   * gateway still, and a tick would say that there was none.
   */
  mayTick(): boolean {
    const isComplete = this.#refused === this.#refusedBefore;
    this.#refusedBefore = this.#refused;
    return isComplete;
  }

  /** The answer 503, and no tick for the time around it. */
  turnAway(sentence: string): HttpAnswer {
    this.#refused += 1;
    return refusal(503, sentence, { "retry-after": String(retryAfterSeconds) });
  }
}
