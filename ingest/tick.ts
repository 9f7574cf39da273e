/**
 * When a bridge may say "up to here I have passed everything on" (architecture section 3). Pure: times are arguments.
 *
 * A canary goes out on the publishing connection and comes back through the broker like any gateway's message. When
 * everything read before it is acknowledged by Kafka, a tick with the time the canary was *sent* is true. A bridge
 * whose clock was set meanwhile says nothing.
 */
import { epochMs, type EpochMs } from "#schemas/units.ts";

export interface Canary {
  /** Tells this run's canaries from those an earlier run left in the session. */
  readonly run: string;
  readonly sequence: number;
}

/** Two clocks read together: the wall clock may be set, the steady one only passes. */
export interface ClockReading {
  readonly wall: EpochMs;
  readonly steadyMs: number;
}

/** How far the wall clock may drift from the steady one between sending and coming back. */
const maxClockStepMs = 1000;
/** Canaries remembered; older ones are given up. */
const maxOutstanding = 64;

export class CanaryTicks {
  readonly #run: string;
  readonly #sent = new Map<number, ClockReading>();
  #sequence = 0;
  #last = -Infinity;

  constructor(run: string) {
    this.#run = run;
  }

  /** The next canary to send. */
  send(now: ClockReading): Canary {
    this.#sequence += 1;
    this.#sent.set(this.#sequence, now);
    if (this.#sent.size > maxOutstanding) this.#sent.delete(this.#sequence - maxOutstanding);
    return { run: this.#run, sequence: this.#sequence };
  }

  /**
   * A canary came back and everything before it is settled: the time of the tick to write, or null when it is not
   * ours, out of date, or the clock was set since.
   */
  returned(canary: Canary, now: ClockReading): EpochMs | null {
    const sent = canary.run === this.#run ? this.#sent.get(canary.sequence) : undefined;
    if (sent === undefined) return null;
    for (const sequence of this.#sent.keys()) if (sequence <= canary.sequence) this.#sent.delete(sequence);
    const stepMs = now.wall - sent.wall - (now.steadyMs - sent.steadyMs);
    if (Math.abs(stepMs) > maxClockStepMs || sent.wall <= this.#last) return null;
    this.#last = sent.wall;
    return sent.wall;
  }
}

/** Canaries given to the broker, without a word from it, after which its subscription is taken for dead. */
const deafAfterPeriods = 12;

/**
 * Whether the broker still delivers: it owes us every canary that it has acknowledged. Connections can live on while
 * their subscriptions are gone, or while the broker waits for the acknowledgement of what never arrived.
 */
export class Deafness {
  readonly #limitMs: number;
  /** When the first canary since the last arrival was acknowledged. */
  #since: number | null = null;

  constructor(periodMs: number) {
    this.#limitMs = deafAfterPeriods * periodMs;
  }

  /** Something arrived, or nothing can be expected to: what was read before waits for Kafka. */
  heard(): void {
    this.#since = null;
  }

  /** The broker has a canary of ours, by the steady clock: true when it is time to connect anew; then it counts from here. */
  spoke(steadyMs: number): boolean {
    this.#since ??= steadyMs;
    const isDeaf = steadyMs - this.#since >= this.#limitMs;
    if (isDeaf) this.#since = null;
    return isDeaf;
  }
}

/** How far our clock may be from Kafka's. */
const maxSkewMs = 1000;

/** One append by three readings, milliseconds: our clock before, Kafka's, our clock after. */
export interface TimedAppend {
  readonly sentAtMs: number;
  readonly appendedAtMs: number;
  readonly acknowledgedAtMs: number;
}

/**
 * Whether our clock is within a second of Kafka's, as far as appends tell: a slow acknowledgement proves nothing,
 * a record appended more than a second before we sent it, or after we had its acknowledgement, does.
 */
export const clocksAgree = ({ sentAtMs, appendedAtMs, acknowledgedAtMs }: TimedAppend): boolean =>
  sentAtMs - appendedAtMs <= maxSkewMs && appendedAtMs - acknowledgedAtMs <= maxSkewMs;

/** A canary's payload, and back; null for anything else. */
export const formatCanary = ({ run, sequence }: Canary): string => `${run} ${sequence}`;

export function parseCanary(text: string): Canary | null {
  const match = /^(\S{1,200}) (\d{1,15})$/.exec(text);
  return match === null ? null : { run: match[1] ?? "", sequence: Number(match[2]) };
}

/** Gaps in a recording longer than this are one step: the covered clock moves two periods at a step in any case. */
const maxReplayTicks = 10_000;

/** Ticks of a replay: at every multiple of the period that received time passes. */
export class ReplayTicks {
  readonly #periodMs: number;
  #last: number | null = null;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** The ticks to write before a message received at `time`; the first message begins with one. */
  before(time: EpochMs): readonly EpochMs[] {
    const reached = Math.floor(time / this.#periodMs) * this.#periodMs;
    const last = this.#last ?? reached - this.#periodMs;
    const count = Math.min((reached - last) / this.#periodMs, maxReplayTicks);
    if (count <= 0) return [];
    this.#last = reached;
    return Array.from({ length: count }, (_, index) =>
      epochMs(reached - (count - 1 - index) * this.#periodMs),
    );
  }
}
