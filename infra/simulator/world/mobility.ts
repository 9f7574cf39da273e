/** Walks from room to room: a straight line at walking speed, then a stay. */
import type { Building } from "./building.ts";
import type { Air } from "./signal.ts";
import { minuteMs, secondMs } from "./local-time.ts";
import { linkTo, type Station } from "./station.ts";

/** How often somebody who walks looks for a better BSS. */
export const lookEveryMs = 2 * secondMs;
/** Extra way of a stair. */
const stairM = 6;
const averagedMs = 6 * secondMs;
const turnsPerSecond = 0.06;

/** Puts the station there; its links follow. */
export function place(building: Building, station: Station, x: number, y: number, floor: number): void {
  station.x = x;
  station.y = y;
  station.floor = floor;
  for (let accessPoint = 0; accessPoint < station.links.length; accessPoint++) {
    const link = station.links[accessPoint];
    if (link !== undefined) link.placeDbm = building.receivedDbm(accessPoint, x, y, floor) + station.offsetDb;
  }
}

/** Starts a walk to a place anywhere in the home. */
export function startWalk(
  { chance, parameters }: Air,
  building: Building,
  station: Station,
  atMs: number,
): void {
  const to = building.anyPlace(chance);
  station.fromX = station.x;
  station.fromY = station.y;
  station.fromFloor = station.floor;
  station.toX = to.x;
  station.toY = to.y;
  station.toFloor = to.floor;
  const floors = Math.abs(to.floor - station.floor);
  const distance = Math.hypot(to.x - station.x, to.y - station.y) + stairM * floors;
  const speed = Math.min(1.5, Math.max(0.8, parameters.walkMetersPerSecond * (1 + 0.18 * chance.normal())));
  station.walkStartMs = atMs;
  station.walkedAtMs = atMs;
  station.walkEndMs = atMs + Math.max(1, (distance / speed) * secondMs);
  station.moveAtMs = Math.min(station.walkEndMs, atMs + lookEveryMs);
}

/**
 * Where a walk has led by now. Levels follow as a gateway's average over seconds does, and each turn may bring the body
 * in between.
 */
export function walkOn({ chance }: Air, building: Building, station: Station, atMs: number): void {
  const sinceMs = atMs - station.walkedAtMs;
  if (sinceMs <= 0) return;
  station.walkedAtMs = atMs;
  const share = Math.min(1, (atMs - station.walkStartMs) / (station.walkEndMs - station.walkStartMs));
  const x = station.fromX + share * (station.toX - station.fromX);
  const y = station.fromY + share * (station.toY - station.fromY);
  const floor = station.fromFloor + share * (station.toFloor - station.fromFloor);
  station.x = x;
  station.y = y;
  station.floor = floor;
  const followed = 1 - Math.exp(-sinceMs / averagedMs);
  for (let accessPoint = 0; accessPoint < station.links.length; accessPoint++) {
    const link = linkTo(station, accessPoint);
    const here = building.receivedDbm(accessPoint, x, y, floor) + station.offsetDb;
    link.placeDbm += followed * (here - link.placeDbm);
    if (chance.uniform() >= (turnsPerSecond * sinceMs) / secondMs) continue;
    link.bodyDb = Math.min(15, 3 + chance.exponential(4));
    link.bodyUntilMs = atMs + chance.between(0.5, 4) * secondMs;
  }
}

/** At the next look of a walk: on, or there. */
export function look(air: Air, building: Building, station: Station, atMs: number): void {
  walkOn(air, building, station, atMs);
  if (atMs < station.walkEndMs) {
    station.moveAtMs = Math.min(station.walkEndMs, atMs + lookEveryMs);
    return;
  }
  station.walkEndMs = 0;
  place(building, station, station.toX, station.toY, station.toFloor);
  const { chance, parameters } = air;
  station.moveAtMs = atMs + chance.lognormal(parameters.dwellMedianMinutes * minuteMs, 1.2);
}
