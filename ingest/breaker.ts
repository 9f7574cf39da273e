/**
 * Stops intake when more than a share of all endpoints send what is not understood: then the fault is ours (topics, mapping,
 * a version), and a fleet's reports would become dead letters while nobody looks. Endpoints count, not messages: one gateway
 * gone wild stops nothing, and what names no endpoint is one sender's, whatever topics it comes on. What is a dead letter can
 * be tried again.
 */
import type { EpochMs } from "#schemas/units.ts";
import type { Outcome } from "./outcome.ts";
import { nobody } from "./rate.ts";

export interface BreakerConfig {
  /** Above it intake stops. 100: never. */
  readonly percent: number;
  /** No judgement before so many endpoints were heard. */
  readonly endpoints: number;
}

/** Where the rest is while intake stands. */
export const keptMeanwhile = {
  broker: "the broker keeps what is not acknowledged",
  gateways: "gateways send again what was not answered",
} as const;

export type KeptMeanwhile = (typeof keptMeanwhile)[keyof typeof keptMeanwhile];

export const neverOpen: BreakerConfig = { percent: 100, endpoints: 0 };

/** Intake has stopped itself; the message says why and what to do. */
export class BreakerOpen extends Error {
  override readonly name = "BreakerOpen";
}

/** Judged anew every so often, by time of receipt: long enough for each gateway to have spoken. */
const spanMs = 300_000;
/** More are not told apart within a span; about 20 MB of them. */
const mostEndpoints = 200_000;

interface Heard {
  understood: number;
  deadLettered: number;
}

export class Breaker {
  readonly #config: BreakerConfig;
  readonly #kept: KeptMeanwhile;
  readonly #heard = new Map<string, Heard>();
  #spanEndsAt = Number.NEGATIVE_INFINITY;
  /** Endpoints of which more is dead-lettered than understood. */
  #bad = 0;

  constructor(config: BreakerConfig, kept: KeptMeanwhile) {
    this.#config = config;
    this.#kept = kept;
  }

  /** Counts what became of a message; the error with which intake is to stop, or null. */
  judge(outcome: Outcome, receivedAt: EpochMs): BreakerOpen | null {
    if (outcome.kind === "dropped" || this.#config.percent >= 100) return null;
    if (outcome.kind === "dead_letter" && outcome.reason === "rate_exceeded") return null;
    if (receivedAt >= this.#spanEndsAt || receivedAt < this.#spanEndsAt - 2 * spanMs) this.#begin(receivedAt);
    const isUnderstood = outcome.kind === "produced";
    const heard = this.#of((isUnderstood ? outcome.events[0]?.endpoint_id : outcome.endpointId) ?? nobody);
    if (heard === null) return null;
    const wasBad = heard.deadLettered > heard.understood;
    if (isUnderstood) heard.understood++;
    else heard.deadLettered++;
    const isBad = heard.deadLettered > heard.understood;
    this.#bad += Number(isBad) - Number(wasBad);
    if (isUnderstood || !this.#isTooMany()) return null;
    return new BreakerOpen(this.#sentence(outcome.reason, outcome.detail));
  }

  #begin(receivedAt: EpochMs): void {
    this.#heard.clear();
    this.#bad = 0;
    this.#spanEndsAt = receivedAt + spanMs;
  }

  #of(endpoint: string): Heard | null {
    const known = this.#heard.get(endpoint);
    if (known !== undefined) return known;
    if (this.#heard.size >= mostEndpoints) return null;
    const heard = { understood: 0, deadLettered: 0 };
    this.#heard.set(endpoint, heard);
    return heard;
  }

  #isTooMany(): boolean {
    const { percent, endpoints } = this.#config;
    return this.#heard.size >= endpoints && this.#bad * 100 > this.#heard.size * percent;
  }

  #sentence(reason: string, detail: string): string {
    const { percent } = this.#config;
    return (
      `Intake stopped: of ${this.#bad} of ${this.#heard.size} endpoints more is dead-lettered than understood ` +
      `(limit USP_BREAKER_PERCENT=${percent}). The last: ${reason}: ${detail}. Look at topics, the mapping of endpoints and ` +
      `the version, start again, then "usp-telemetry dead-letters redrive"; ${this.#kept}.`
    );
  }
}

/** A breaker that stops its process: once, and when everything received before has its fate. */
export class Trip {
  readonly #breaker: Breaker;
  readonly #opened = Promise.withResolvers<never>();
  #open: BreakerOpen | null = null;
  #stop: (() => Promise<void>) | null = null;

  constructor(config: BreakerConfig, kept: KeptMeanwhile) {
    this.#breaker = new Breaker(config, kept);
    // Who runs the process hears of it; others need not.
    this.#opened.promise.catch(() => undefined);
  }

  /** Rejects with a `BreakerOpen` when intake has stopped. */
  get opened(): Promise<never> {
    return this.#opened.promise;
  }

  /** `stop` ends reading and resolves when nothing is under way to Kafka. */
  arm(stop: () => Promise<void>): void {
    this.#stop = stop;
    this.#act();
  }

  /** What became of a message. */
  judge(outcome: Outcome, receivedAt: EpochMs): void {
    if (this.#open !== null) return;
    this.#open = this.#breaker.judge(outcome, receivedAt);
    this.#act();
  }

  #act(): void {
    const [open, stop] = [this.#open, this.#stop];
    if (open === null || stop === null) return;
    this.#stop = null;
    const end = (): void => this.#opened.reject(open);
    // Not before the message that was judged last is on its way.
    queueMicrotask(() => void stop().then(end, end));
  }
}
