/** Which BSS a station joins, and when it leaves it for another: the clients' own policies. */
import { fadingDb, levelDbm, type Air } from "./signal.ts";
import { secondMs } from "./local-time.ts";
import { type Station } from "./station.ts";

/** Clients take 5 GHz rather than 2.4 while it is not that much weaker. */
const fiveBonusDb = 8;
/** A client averages over a few beacons: part of the fading remains. */
const heardShare = 0.6;
/** Above its floor, to be worth an attempt. */
const associationDb = 6;
/** A scan hears one or two beacons of each. */
const scanSigmaDb = 2.1;
const lookEveryMs = 30 * secondMs;
const nothing = -999;

/** What a client thinks of a BSS; very low where it cannot use it. */
function score(air: Air, station: Station, bss: number, atMs: number): number {
  const isFive = (bss & 1) === 1;
  if (isFive && station.only24) return nothing;
  const level = levelDbm(air, station, bss, atMs);
  if (level < station.floorDbm + associationDb) return nothing;
  const heard = level + heardShare * fadingDb(air, station, bss) + scanSigmaDb * air.chance.normal();
  return heard + (isFive ? fiveBonusDb : 0);
}

/** The BSS a station that joins takes; -1 where it hears none. */
export function bestBss(air: Air, station: Station, atMs: number, except = -1): number {
  let best = -1;
  let bestScore = nothing;
  for (let bss = 0; bss < 2 * station.links.length; bss++) {
    if (bss === except) continue;
    const value = score(air, station, bss, atMs);
    if (value > bestScore) {
      best = bss;
      bestScore = value;
    }
  }
  return best;
}

/** For those at rest: not oftener than clients scan, whatever the report interval. */
export function lookAround(air: Air, station: Station, atMs: number): void {
  if (atMs - station.lookedAtMs >= lookEveryMs) considerRoam(air, station, atMs);
}

/** Looks around as its policy says; a roam is set for half a second to four seconds later. */
export function considerRoam(air: Air, station: Station, atMs: number): void {
  if (station.roamTo >= 0 || station.policy === "never" || atMs < station.fault.holdUntilMs) return;
  station.lookedAtMs = atMs;
  const isFive = (station.bss & 1) === 1;
  const heard = levelDbm(air, station, station.bss, atMs) + heardShare * fadingDb(air, station, station.bss);
  if (heard >= station.triggerDbm) return;
  const best = bestBss(air, station, atMs, station.bss);
  if (best < 0) return;
  const margin = station.isBusy ? station.busyMarginDb : station.idleMarginDb;
  if (score(air, station, best, atMs) < heard + (isFive ? fiveBonusDb : 0) + margin) return;
  station.roamTo = best;
  station.roamAtMs = atMs + air.chance.between(0.5, 4) * secondMs;
}
