/**
 * Stops intake when more than a share of all endpoints send what is not understood: then the fault is ours (topics, mapping,
 * a version), and a fleet's reports would become dead letters while nobody looks. Endpoints count, not messages: one gateway
 * gone wild stops nothing, and who is an endpoint is for a topic or an authorization to say, not for a message. What is a
 * dead letter can be tried again.
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

/** Time of receipt in which each gateway speaks. An endpoint is what it was in the span in which it was heard last. */
const spanMs = 300_000;
/** More are not told apart within a span; with those of the last one about 40 MB of them. */
const mostEndpoints = 200_000;

interface Heard {
  understood: number;
  deadLettered: number;
}

const isBad = ({ understood, deadLettered }: Heard): boolean => deadLettered > understood;

/** One message's fate, and whose it is. */
export interface Judged {
  /** What was published of it in the end. */
  readonly outcome: Outcome;
  /** Who sent it, as far as anything vouches for that but itself; null: all of these are one. */
  readonly speaker: string | null;
  readonly at: EpochMs;
  /** It was judged as understood before. */
  readonly again?: true;
}

export class Breaker {
  readonly #config: BreakerConfig;
  readonly #kept: KeptMeanwhile;
  #heard = new Map<string, Heard>();
  /** Heard in the last span, and not yet in this one. */
  #before = new Map<string, Heard>();
  #startedAt = Number.NEGATIVE_INFINITY;
  #isFirstSpan = true;
  /** Those of which more is dead-lettered than understood, in `#heard` and in `#before`. */
  #bad = 0;
  #badBefore = 0;

  constructor(config: BreakerConfig, kept: KeptMeanwhile) {
    this.#config = config;
    this.#kept = kept;
  }

  /** Counts what became of a message; the error with which intake is to stop, or null. */
  judge({ outcome, speaker, at, again }: Judged): BreakerOpen | null {
    if (outcome.kind === "dropped" || this.#config.percent >= 100) return null;
    if (outcome.kind === "dead_letter" && outcome.reason === "rate_exceeded") return null;
    if (at >= this.#startedAt + spanMs || at < this.#startedAt - spanMs) this.#begin(at);
    const heard = this.#of(speaker ?? nobody);
    if (heard === null) return null;
    const wasBad = isBad(heard);
    if (again) heard.understood = Math.max(0, heard.understood - 1);
    if (outcome.kind === "produced") heard.understood++;
    else heard.deadLettered++;
    this.#bad += Number(isBad(heard)) - Number(wasBad);
    if (outcome.kind === "produced" || !this.#isTooMany(at)) return null;
    return new BreakerOpen(this.#sentence(outcome.reason, outcome.detail));
  }

  #begin(at: EpochMs): void {
    [this.#before, this.#heard] = [this.#heard, new Map()];
    [this.#badBefore, this.#bad] = [this.#bad, 0];
    this.#isFirstSpan = this.#startedAt === Number.NEGATIVE_INFINITY;
    this.#startedAt = at;
  }

  #of(speaker: string): Heard | null {
    const known = this.#heard.get(speaker);
    if (known !== undefined) return known;
    if (this.#heard.size >= mostEndpoints) return null;
    const before = this.#before.get(speaker);
    if (before !== undefined) {
      this.#before.delete(speaker);
      this.#badBefore -= Number(isBad(before));
    }
    const heard = { understood: 0, deadLettered: 0 };
    this.#heard.set(speaker, heard);
    return heard;
  }

  get #endpoints(): number {
    return this.#heard.size + this.#before.size;
  }

  /**
   * In the first span nobody knows how many there are, and who speaks often is heard first. So those understood stand for
   * more like them, as many as will be heard until its end, and for one of whom nothing was heard yet. Where all are bad that
   * takes until a few dozen were heard; where few are, it is as if all had been.
   */
  #isTooMany(at: EpochMs): boolean {
    const { percent, endpoints } = this.#config;
    if (this.#endpoints < endpoints) return false;
    const bad = this.#bad + this.#badBefore;
    const understood = this.#endpoints - bad;
    const elapsedMs = Math.max(0, at - this.#startedAt);
    const expected = this.#isFirstSpan ? ((understood + 1) * spanMs) / elapsedMs : understood;
    return bad * 100 > (bad + expected) * percent;
  }

  #sentence(reason: string, detail: string): string {
    const { percent } = this.#config;
    return (
      `Intake stopped: of ${this.#bad + this.#badBefore} of ${this.#endpoints} endpoints more is dead-lettered than understood ` +
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
  judge(judged: Judged): void {
    if (this.#open !== null) return;
    this.#open = this.#breaker.judge(judged);
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
