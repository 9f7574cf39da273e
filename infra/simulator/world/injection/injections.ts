/**
 * Faults on purpose. When and which is drawn before the simulation starts; whom they meet is decided when they start,
 * as only then it is known who is there. One that finds nobody tries again, and is given up after some hours.
 */
import { Chance } from "../chance.ts";
import type { Home } from "../home-state.ts";
import { dayMs, hourMs, minuteMs } from "../local-time.ts";
import { startChurnStorm } from "./churn-storm.ts";
import { startFlapping } from "./flapping.ts";
import { startGatewayWide } from "./gateway-wide.ts";
import type { InjectedClass, Running, Start } from "./injection.ts";
import { startPingPong } from "./ping-pong.ts";
import { startRssiDrop } from "./rssi-drop.ts";
import { startCoverageFall, startSilence } from "./silence.ts";
import { startSlowDegradation } from "./slow-degradation.ts";
import { startSticky } from "./sticky.ts";
import { startStuck } from "./stuck.ts";

interface Kind {
  readonly class: InjectedClass;
  readonly start: Start;
  /** Per home-day at a rate of 1. */
  readonly perDay: number;
  /** Goes on beside others; of the rest one at a time is in a home. */
  readonly isBackground: boolean;
}

const kinds: readonly Kind[] = [
  { class: "rssi_drop", start: startRssiDrop, perDay: 0.04, isBackground: false },
  { class: "slow_degradation", start: startSlowDegradation, perDay: 0.06, isBackground: true },
  { class: "sticky", start: startSticky, perDay: 0.1, isBackground: false },
  { class: "ping_pong", start: startPingPong, perDay: 0.05, isBackground: false },
  { class: "flapping", start: startFlapping, perDay: 0.04, isBackground: false },
  { class: "churn_storm", start: startChurnStorm, perDay: 0.04, isBackground: false },
  { class: "gateway_wide", start: startGatewayWide, perDay: 0.05, isBackground: false },
  { class: "silence", start: startSilence, perDay: 0.035, isBackground: false },
  { class: "coverage_fall", start: startCoverageFall, perDay: 0.035, isBackground: false },
  { class: "stuck", start: startStuck, perDay: 0.04, isBackground: true },
];

const retryMs = 10 * minuteMs;
const givenUpAfterMs = 8 * hourMs;
/** After a fault a home has this long to itself. */
const restMs = 25 * minuteMs;

interface Planned {
  readonly kind: Kind;
  readonly plannedMs: number;
  atMs: number;
}

export class Injections {
  private planned: Planned[];
  private running: Running[] = [];
  private nextMs = Infinity;
  private freeAtMs = 0;

  constructor(home: Home) {
    this.planned = plan(home);
    this.reckon();
  }

  /** Starts and stops what is due. */
  advance(home: Home, atMs: number): void {
    if (atMs < this.nextMs) return;
    this.stop(atMs);
    for (const planned of this.planned) if (planned.atMs <= atMs) this.tryStart(home, planned, atMs);
    this.planned = this.planned.filter(({ atMs: dueMs, plannedMs }) => dueMs - plannedMs < givenUpAfterMs);
    this.reckon();
  }

  /** Ends what still runs. */
  finish(home: Home): void {
    for (const running of this.running) running.stop(home.untilMs);
    this.running = [];
  }

  private stop(atMs: number): void {
    for (const running of this.running) {
      if (running.untilMs > atMs) continue;
      running.stop(atMs);
      if (!running.isBackground) this.freeAtMs = atMs + restMs;
    }
    this.running = this.running.filter(({ untilMs }) => untilMs > atMs);
  }

  private tryStart(home: Home, planned: Planned, atMs: number): void {
    const { start, isBackground } = planned.kind;
    const isFree = isBackground || atMs >= this.freeAtMs;
    const isQuiet = atMs >= home.downUntilMs + 10 * minuteMs && !home.uplink.isCut(atMs);
    const effect = isFree && isQuiet ? start(home, atMs) : null;
    if (effect === null) {
      planned.atMs = atMs + retryMs;
      return;
    }
    planned.atMs = Infinity;
    this.running.push({ ...effect, isBackground });
    if (!isBackground) this.freeAtMs = Infinity;
  }

  private reckon(): void {
    this.nextMs = Math.min(
      ...this.planned.map(({ atMs }) => atMs),
      ...this.running.map(({ untilMs }) => untilMs),
      Infinity,
    );
  }
}

function plan({ options, untilMs }: Home): Planned[] {
  const chance = new Chance(`${options.seed}/${options.worldSeed}/${options.home}/plan`);
  const fromMs = options.startMs + options.warmUpMs;
  const days = Math.max(0, untilMs - fromMs) / dayMs;
  return kinds.flatMap((kind) => {
    const count = chance.poisson(Math.min(500, kind.perDay * days * options.anomalies));
    return Array.from({ length: count }, () => {
      const atMs = Math.round(chance.between(fromMs, untilMs));
      return { kind, plannedMs: atMs, atMs };
    });
  });
}
