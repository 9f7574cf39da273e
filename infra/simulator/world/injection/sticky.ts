/**
 * A station stays with a far access point although another is near, or is weak where nobody measures that: it does not
 * roam. Truth writes the label (sticky or weak_not_roaming).
 */
import type { Home } from "../home-state.ts";
import { minuteMs } from "../local-time.ts";
import { levelDbm } from "../signal.ts";
import { accessPointOf, bandOf, type Station } from "../station.ts";
import { weakEnds } from "../truth/weak-signal.ts";
import { afflict, pickStation, relieve, type Effect } from "./injection.ts";

const stuckDbm = -77;
const goodDbm = -66;
const betterDb = 13;
const mostLossDb = 45;

/** What to take from the serving link; null where no other access point is good enough. */
function lossOf(home: Home, station: Station, atMs: number): number | null {
  const { air, hearsNeighbours } = home;
  const serving = levelDbm(air, station, station.bss, atMs);
  const lossDb = Math.max(0, serving - stuckDbm) + home.chance.between(0, 5);
  const accessPoint = accessPointOf(station.bss);
  const others = station.links.map((_, other) =>
    other === accessPoint ? -200 : levelDbm(air, station, 2 * other + bandOf(station.bss), atMs),
  );
  const best = Math.max(...others);
  const isNear = !hearsNeighbours || (best >= goodDbm && best >= serving - lossDb + betterDb);
  return isNear && lossDb <= mostLossDb && serving - lossDb > station.floorDbm + 5 ? lossDb : null;
}

/** Keeps a station where it is weak; null with one access point, or where no other is near enough. */
export function startSticky(home: Home, atMs: number): Effect | null {
  const { chance, building } = home;
  if (building.accessPoints.length < 2) return null;
  const station = pickStation(home, atMs, (each) => lossOf(home, each, atMs) !== null);
  const accessPointLossDb = station === null ? null : lossOf(home, station, atMs);
  if (station === null || accessPointLossDb === null) return null;
  const untilMs = atMs + Math.min(120, Math.max(7, chance.lognormal(18, 0.7))) * minuteMs;
  const kind = home.hearsNeighbours ? "sticky" : "weak_not_roaming";
  afflict(station, { accessPointLossDb, accessPoint: accessPointOf(station.bss) }, untilMs);
  station.watch.injected = { class: kind, cause: "does_not_roam", fromMs: atMs, untilMs };
  return {
    untilMs,
    stop(endMs) {
      relieve(station);
      weakEnds(home, station, endMs);
    },
  };
}
