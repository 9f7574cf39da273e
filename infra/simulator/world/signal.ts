/** How strong a station is heard at an access point at a moment. Moments only go forward. */
import type { Chance } from "./chance.ts";
import { minuteMs, secondMs, dayMs } from "./local-time.ts";
import type { Parameters } from "./parameters.ts";
import { accessPointOf, bandOf, linkTo, type Link, type Station } from "./station.ts";

/** Everything about a home that changes a signal and is not the station's own. */
export interface Air {
  readonly chance: Chance;
  readonly parameters: Parameters;
  /** Per BSS: lost power, noise beyond the usual, channel utilization of others, of everybody (0..1). */
  readonly lossDb: Float64Array;
  readonly noiseDb: Float64Array;
  readonly foreignShare: Float64Array;
  readonly utilization: Float64Array;
  /** Somebody is awake at home. */
  isOccupied: boolean;
}

/**
 * dBm without fading: path, environment, furniture, bodies and faults. That is what a long enough average would show,
 * and what definitions are judged by.
 */
export function levelDbm(air: Air, station: Station, bss: number, atMs: number): number {
  const accessPoint = accessPointOf(bss);
  const link = linkTo(station, accessPoint);
  if (atMs - link.environmentAtMs > secondMs) age(air, link, atMs);
  if (atMs >= station.bodyAtMs) passBodies(air, station, atMs);
  const { fault } = station;
  let level = link.placeDbm + link.environmentDb + link.stepDb - (air.lossDb[bss] ?? 0) - fault.lossDb;
  if (bandOf(bss) === 1) level += link.fiveDb;
  if (atMs < link.bodyUntilMs) level -= link.bodyDb;
  if (fault.accessPoint === accessPoint) level -= fault.accessPointLossDb;
  if (fault.rampDb > 0)
    level -= fault.rampDb * Math.min(1, Math.max(0, (atMs - fault.rampFromMs) / fault.rampMs));
  return level;
}

/**
 * What fading adds to a level in one report: Gaussian around it, with a longer tail below, and deep fades now and then,
 * as averages of a few seconds of Rician and Rayleigh fading have.
 */
export function fadingDb({ chance, parameters }: Air, station: Station, bss: number): number {
  const sigma = linkTo(station, accessPointOf(bss)).fadingDb;
  const normal = chance.normal();
  const base = sigma * (normal < 0 ? 1.15 * normal : 0.85 * normal);
  if (chance.uniform() < parameters.dipsPerSample) return base - 4 - chance.exponential(3.5);
  return base;
}

/** Ornstein-Uhlenbeck for the environment; each step of a door or a sofa replaces the one before. */
function age({ chance, parameters }: Air, link: Link, atMs: number): void {
  const kept = Math.exp((link.environmentAtMs - atMs) / (parameters.environmentTauMinutes * minuteMs));
  const spread = link.environmentScale * parameters.environmentSigmaDb * Math.sqrt(1 - kept * kept);
  link.environmentDb = kept * link.environmentDb + spread * chance.normal();
  link.environmentAtMs = atMs;
  while (atMs >= link.stepAtMs) {
    link.stepDb = parameters.stepSigmaDb * chance.normal();
    link.stepAtMs += chance.exponential(dayMs / parameters.stepsPerDay);
  }
}

/** People between a station and its access point: 3 to 15 dB for some ten seconds. */
function passBodies({ chance, parameters, isOccupied }: Air, station: Station, atMs: number): void {
  while (atMs >= station.bodyAtMs) {
    if (isOccupied) {
      const link = chance.pick(station.links);
      link.bodyDb = Math.min(15, 3 + chance.exponential(2.8));
      link.bodyUntilMs = station.bodyAtMs + chance.lognormal(parameters.blockingMedianSeconds, 1) * secondMs;
    }
    station.bodyAtMs += chance.exponential(
      (60 * minuteMs) / (parameters.blockingPerHour * station.links.length),
    );
  }
}

/** Signal over noise in dB. */
export const snrDb = (air: Air, bss: number, dbm: number): number =>
  dbm - air.parameters.noiseDbm - (air.noiseDb[bss] ?? 0);
