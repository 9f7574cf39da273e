/**
 * From a door of the HTTP server into Kafka. Per request, in this order:
 * 1. the whole request is here      (stop here: the gateway has no answer and sends it again)
 * 2. it is decoded                  (the same)
 * 3. its records are published      (the same; what Kafka already has comes twice, with the same event_id)
 * 4. Kafka has acknowledged all     (the same)
 * 5. the gateway is answered 2xx    (the answer may be lost: as 3)
 *
 * What waits between 1 and 5 is bounded in number and bytes, and each waits a bounded time: else 503 with Retry-After.
 */
import type { EpochMs } from "#schemas/units.ts";
import type { Bridge } from "../bridge.ts";
import type { Outcome } from "../outcome.ts";
import { type HttpAnswer, refusal } from "./exchange.ts";

/** Something a gateway sent, with what is to become of it. */
export interface Collected {
  /** The request's target; where a dead letter came from. */
  readonly topic: string;
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

/** For gateways that look at it; most have a table of their own (R-BULK.2). */
const retryAfterSeconds = 30;

export class Reception {
  readonly #ports: ReceptionPorts;
  readonly #limits: ReceptionLimits;
  #heldBytes = 0;
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
    const busy = this.busy();
    if (busy !== null) return answer(busy);
    this.#heldBytes += sizeBytes;
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
      this.#heldBytes -= sizeBytes;
      once(accepted);
    };
    this.#ports.bridge.receive({ message, acknowledge }, () => undefined);
  }

  /**
   * Whether a canary may leave. Not when a gateway was turned away since the last one: its report is with the gateway
   * still, and a tick would say that there was none.
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
