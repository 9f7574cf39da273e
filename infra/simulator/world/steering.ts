/**
 * A mesh that steers: where a node hears a station much better than the one it is on, or could have it on 5 GHz, the mesh asks
 * the station to change over (BSS transition management, 802.11v). The client decides. Chance of its own: whom it asks, and who
 * agrees, changes nothing in homes that do not steer.
 */
import { roam } from "./association.ts";
import { Chance } from "./chance.ts";
import type { RoamingPolicy } from "./device-kind.ts";
import type { Home } from "./home-state.ts";
import { minuteMs } from "./local-time.ts";
import { levelDbm } from "./signal.ts";
import { bandOf, isWalking, schedule, type Station } from "./station.ts";

/** As MultiAPSteeringSummaryStats of DataElements counts; from 0 again after a reboot. */
export interface SteeringCounters {
  readonly attempts: number;
  readonly successes: number;
}

/** Weaker ones are asked to go where they are heard so much better. */
const weakDbm = -70;
const betterDb = 10;
/** On 2.4 GHz: asked to 5 GHz where that is still as strong. */
const strongFiveDbm = -62;
/** Nobody is asked oftener. */
const askEveryMs = 10 * minuteMs;

/** How often a client does as it is asked: few of those that never roam by themselves know how. */
const agreement: Readonly<Record<RoamingPolicy["name"], number>> = {
  apple: 0.85,
  macos: 0.8,
  android: 0.75,
  aggressive: 0.9,
  never: 0.3,
};

export class Steering {
  private readonly chance: Chance;
  private readonly askedAtMs = new Map<Station, number>();
  private bootMs: number;
  private attempts = 0;
  private successes = 0;

  constructor({ options, bootMs }: Home) {
    this.chance = new Chance(`${options.seed}/${options.worldSeed}/${options.home}/steering`);
    this.bootMs = bootMs;
  }

  /** Asks whom it should, once a report; those who agree have changed over. */
  steer(home: Home, atMs: number): SteeringCounters {
    if (home.bootMs !== this.bootMs) [this.bootMs, this.attempts, this.successes] = [home.bootMs, 0, 0];
    for (const station of home.stations) {
      if (!this.mayAsk(station, atMs)) continue;
      const to = betterBss(home, station, atMs);
      if (to < 0) continue;
      this.askedAtMs.set(station, atMs);
      this.attempts++;
      if (!this.chance.happens(agreement[station.policy])) continue;
      this.successes++;
      roam(home, station, atMs, to);
      schedule(station);
    }
    return { attempts: this.attempts, successes: this.successes };
  }

  /** A fault that holds a station is not to be steered away. */
  private mayAsk(station: Station, atMs: number): boolean {
    const { bss, fault } = station;
    if (bss < 0 || isWalking(station) || atMs < fault.holdUntilMs) return false;
    return atMs - (this.askedAtMs.get(station) ?? -askEveryMs) >= askEveryMs;
  }
}

/** Where the mesh would have the station; -1: where it is. */
function betterBss({ air }: Home, station: Station, atMs: number): number {
  const own = levelDbm(air, station, station.bss, atMs);
  const same = bandOf(station.bss);
  if (own < weakDbm) {
    let best = -1;
    let bestDbm = own + betterDb;
    for (let bss = same; bss < 2 * station.links.length; bss += 2) {
      const level = bss === station.bss ? own : levelDbm(air, station, bss, atMs);
      if (level >= bestDbm) [best, bestDbm] = [bss, level];
    }
    return best;
  }
  const five = station.bss + 1;
  const isStuck = same === 0 && !station.only24 && levelDbm(air, station, five, atMs) >= strongFiveDbm;
  return isStuck ? five : -1;
}
