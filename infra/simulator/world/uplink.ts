/** When a report leaves the gateway and when it arrives: jitter, loss, cuts, bursts after them, copies, disorder. */
import type { Chance } from "./chance.ts";
import type { Firmware } from "./firmware.ts";
import { dayMs, hourMs, minuteMs } from "./local-time.ts";
import type { Parameters } from "./parameters.ts";
import type { Report } from "./report.ts";

/** A report under way. */
export interface Shipment {
  readonly report: Report;
  /** True time at which it was made. */
  readonly madeMs: number;
}

interface Cut {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly cause: string;
  readonly injected: boolean;
}

/** Pareto: a quarter of the cuts is longer than an hour, one in twenty longer than a day. */
const cutAlpha = 0.48;
const longestCutMs = 31 * dayMs;
/** What a gateway that buffers can hold. */
const buffered = 200;

export class Uplink {
  /** Loss beyond the usual, injected. */
  extraLoss = 0;
  /** When that ended last. */
  lossyUntilMs = 0;
  private readonly chance: Chance;
  private readonly firmware: Firmware;
  private readonly parameters: Parameters;
  private readonly intervalMs: number;
  private nextCutMs: number;
  private cut: Cut = { fromMs: 0, untilMs: 0, cause: "", injected: false };
  private held: Shipment[] = [];
  private pending: Shipment[] = [];

  constructor(
    chance: Chance,
    firmware: Firmware,
    parameters: Parameters,
    startMs: number,
    intervalMs: number,
  ) {
    this.chance = chance;
    this.firmware = firmware;
    this.parameters = parameters;
    this.intervalMs = intervalMs;
    this.nextCutMs = startMs + chance.exponential(dayMs / parameters.gapsPerDay);
  }

  isCut(atMs: number): boolean {
    return atMs < this.cut.untilMs;
  }

  /** Why nothing arrives, or did not until a moment ago. */
  get lastCut(): Cut {
    return this.cut;
  }

  /** Cuts the link on purpose. */
  cutUntil(fromMs: number, untilMs: number, cause: string, injected: boolean): void {
    this.cut = { fromMs, untilMs, cause, injected };
  }

  /** The gateway itself was off; nothing is made, so nothing is kept. */
  stopped(fromMs: number, untilMs: number, cause: string, injected: boolean): void {
    if (untilMs > this.cut.untilMs) this.cut = { fromMs, untilMs, cause, injected };
    this.held = [];
  }

  /**
   * Takes a report made now; `receivedMs` of what comes out is when it arrives. False where it does not arrive at once,
   * so that its notifications, which are messages of their own, have to come with another.
   */
  ship(report: Report, atMs: number): boolean {
    this.happen(atMs);
    if (this.isCut(atMs)) {
      if (this.firmware.buffers && this.held.length < buffered)
        this.held.push({ report: { ...report, notifications: [] }, madeMs: atMs });
      return false;
    }
    if (this.held.length > 0) this.burst(atMs);
    const loss = Math.max(this.parameters.lossShare, this.extraLoss);
    if (this.chance.uniform() < loss) return false;
    const late = this.firmware.reorderShare > 0 && this.chance.uniform() < this.firmware.reorderShare;
    const receivedMs = atMs + this.chance.between(40, 300) + (late ? 1.3 * this.intervalMs : 0);
    this.add(late ? { ...report, notifications: [] } : report, atMs, receivedMs);
    if (this.firmware.duplicateShare > 0 && this.chance.uniform() < this.firmware.duplicateShare)
      this.add({ ...report, notifications: [] }, atMs, receivedMs + this.chance.between(100, 3000));
    return !late;
  }

  /** What has arrived by then, in that order. */
  arrivals(untilMs: number): readonly Shipment[] {
    const { pending } = this;
    if (pending.length === 0) return pending;
    if (pending.length > 1) pending.sort((a, b) => a.report.receivedMs - b.report.receivedMs);
    let count = 0;
    while (count < pending.length && (pending[count]?.report.receivedMs ?? Infinity) <= untilMs) count++;
    return pending.splice(0, count);
  }

  /** Cuts that come about by themselves. */
  private happen(atMs: number): void {
    if (atMs < this.nextCutMs) return;
    const least = Math.max(4 * minuteMs, 4 * this.intervalMs);
    const untilMs = atMs + Math.min(longestCutMs, this.chance.pareto(least, cutAlpha));
    if (!this.isCut(atMs))
      this.cutUntil(atMs, untilMs, untilMs - atMs > hourMs ? "link_down" : "link_loss", false);
    this.nextCutMs = Math.max(atMs, untilMs) + this.chance.exponential(dayMs / this.parameters.gapsPerDay);
  }

  private burst(atMs: number): void {
    for (const [index, { report, madeMs }] of this.held.entries()) this.add(report, madeMs, atMs + 5 * index);
    this.held = [];
  }

  private add(report: Report, madeMs: number, receivedMs: number): void {
    this.pending.push({ report: { ...report, receivedMs: Math.round(receivedMs) }, madeMs });
  }
}
