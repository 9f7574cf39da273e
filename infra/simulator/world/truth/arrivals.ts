/**
 * Silence: nothing received for longer than max(3 intervals, 3 min). Observable, and established, that long after the
 * last report. Coverage fall: of the reports due within 10 min fewer than 80 % came in time. Observable, and
 * established, when the one that makes it so is overdue.
 */
import { minuteMs, hourMs } from "../local-time.ts";
import type { LabelBook } from "../label-book.ts";
import { severityOf } from "./watch.ts";

const windowMs = 10 * minuteMs;
const leastCoverage = 0.8;

interface Cause {
  readonly cause: string;
  readonly injected: boolean;
}

export class Arrivals {
  private readonly labels: LabelBook;
  private readonly intervalMs: number;
  private readonly limitMs: number;
  private lastReceivedMs: number;
  private latestMadeMs = 0;
  private readonly slots: Uint8Array;
  private slot = 0;
  private missing = 0;
  private fall: { startMs: number; observableMs: number; worst: number; cause: Cause } | null = null;

  constructor(labels: LabelBook, intervalMs: number, startMs: number) {
    this.labels = labels;
    this.intervalMs = intervalMs;
    this.limitMs = Math.max(3.05 * intervalMs, 3 * minuteMs);
    this.lastReceivedMs = startMs + intervalMs;
    this.slots = new Uint8Array(Math.max(2, Math.round(windowMs / intervalMs)));
  }

  /** A report was received, in the order of receiving. */
  received(madeMs: number, receivedMs: number, why: Cause): void {
    this.latestMadeMs = Math.max(this.latestMadeMs, madeMs);
    this.silent(receivedMs, why);
    this.lastReceivedMs = receivedMs;
  }

  private silent(untilMs: number, why: Cause): void {
    const gapMs = untilMs - this.lastReceivedMs;
    if (gapMs <= this.limitMs) return;
    const observableMs = Math.round(this.lastReceivedMs + this.limitMs);
    const isClear = gapMs >= this.limitMs + 0.9 * this.intervalMs;
    this.labels.add({
      subject: "home",
      class: "silence",
      startMs: this.lastReceivedMs,
      observableMs,
      establishedMs: observableMs,
      endMs: Math.round(untilMs),
      severity: isClear ? severityOf(gapMs, 15 * minuteMs, hourMs) : "marginal",
      ...why,
    });
  }

  /** A report was due at `dueMs`; all that arrives in time has arrived. */
  due(dueMs: number, nowMs: number, why: Cause): void {
    const isMissing = this.latestMadeMs < dueMs ? 1 : 0;
    this.missing += isMissing - (this.slots[this.slot] ?? 0);
    this.slots[this.slot] = isMissing;
    this.slot = (this.slot + 1) % this.slots.length;
    const share = this.missing / this.slots.length;
    if (share <= 1 - leastCoverage + 1e-9) return this.end(nowMs);
    this.fall ??= {
      startMs: dueMs - (this.missing - 1) * this.intervalMs,
      observableMs: nowMs,
      worst: 0,
      cause: why,
    };
    this.fall.worst = Math.max(this.fall.worst, share);
  }

  private end(nowMs: number): void {
    const { fall } = this;
    this.fall = null;
    if (fall === null) return;
    const { startMs, observableMs, worst, cause } = fall;
    this.labels.add({
      subject: "home",
      class: "coverage_fall",
      startMs: Math.round(startMs),
      observableMs: Math.round(observableMs),
      establishedMs: Math.round(observableMs),
      endMs: Math.round(nowMs),
      severity: worst < 0.29 ? "marginal" : severityOf(nowMs - observableMs, 15 * minuteMs, hourMs),
      ...cause,
    });
  }

  /** The end of what is simulated. */
  finish(atMs: number, why: Cause): void {
    this.silent(atMs, why);
    this.end(atMs);
  }
}
