/** When devices come and go, sleep, and change their MAC. */
import { join, leave } from "./association.ts";
import type { Chance } from "./chance.ts";
import type { KindName } from "./device-kind.ts";
import type { Home } from "./home-state.ts";
import { dayMs, hourMs, hourOfDay, isWeekend, minuteMs } from "./local-time.ts";
import { randomMac } from "./mac.ts";
import { never, type LeaveReason, type Station } from "./station.ts";
import { stationEnds } from "./truth/end.ts";

const hill = (hour: number, at: number, width: number): number => Math.exp(-0.5 * ((hour - at) / width) ** 2);

/** Rate of arrivals by local hour, about 1 in the mean of a day: two peaks. */
export function arrivalShape(hour: number, weekend: boolean): number {
  if (weekend) return 0.15 + 0.8 * hill(hour, 9.5, 2) + 0.9 * hill(hour, 14, 3) + 2.1 * hill(hour, 19.5, 2.5);
  return 0.15 + 1.7 * hill(hour, 7.5, 1) + 0.5 * hill(hour, 13, 3) + 2.7 * hill(hour, 19.5, 2.2);
}
const highestShape = 3;

/** The next arrival of a non-homogeneous Poisson process, by thinning. */
function nextArrival({ chance, offsetMs }: Home, atMs: number, meanMs: number): number {
  let candidate = atMs;
  do candidate += chance.exponential(meanMs / highestShape);
  while (
    chance.uniform() * highestShape >=
    arrivalShape(hourOfDay(candidate, offsetMs), isWeekend(candidate, offsetMs))
  );
  return candidate;
}

const sessions: Readonly<Record<KindName, (chance: Chance) => number>> = {
  phone: (chance) => chance.lognormal(45 * minuteMs, 1.3),
  // Most of them lognormal, the tail of a BiPareto.
  laptop: (chance) =>
    chance.happens(0.08)
      ? Math.min(3 * dayMs, chance.pareto(4 * hourMs, 1.2))
      : chance.lognormal(2 * hourMs, 1.1),
  tv: (chance) => chance.weibull(0.8, 3 * hourMs),
  tablet: (chance) => chance.lognormal(hourMs, 1.2),
  iot: () => never,
};

/** When a device that is here now goes. People asleep take nothing away. */
export function sessionEnd(home: Home, station: Station, atMs: number): number {
  const { chance, parameters, offsetMs } = home;
  if (station.kindName === "iot") return atMs + chance.exponential(dayMs / parameters.outagesPerIotDay);
  if (station.isVisitor) return atMs + chance.lognormal(90 * minuteMs, 1);
  const endMs = atMs + sessions[station.kindName](chance);
  return station.kindName === "phone" && isNight(endMs, offsetMs)
    ? morningAfter(endMs, offsetMs) + chance.exponential(hourMs)
    : endMs;
}

/** Between 23:00 and 06:30. */
export function isNight(atMs: number, offsetMs: number): boolean {
  const hour = hourOfDay(atMs, offsetMs);
  return hour >= 23 || hour < 6.5;
}

/** The next 06:30, local. */
export function morningAfter(atMs: number, offsetMs: number): number {
  const hour = hourOfDay(atMs, offsetMs);
  return atMs + ((30.5 - hour) % 24) * hourMs;
}

/** When a device that is away comes. */
export function sessionStart(home: Home, station: Station, atMs: number): number {
  const { chance, parameters } = home;
  if (station.isVisitor) return never;
  if (station.kindName === "iot") return atMs + chance.weibull(0.6, 8 * minuteMs);
  const { absenceMinutes } = station.kind;
  const scale = parameters.phoneAbsenceMinutes / 55;
  return nextArrival(home, atMs, absenceMinutes * scale * minuteMs);
}

/** Comes if it was away, goes if it was here. */
export function changePresence(home: Home, station: Station, atMs: number): void {
  if (station.isHome) {
    if (atMs < station.fault.holdUntilMs) {
      station.presenceAtMs = station.fault.holdUntilMs + home.chance.exponential(20 * minuteMs);
      return;
    }
    depart(home, station, atMs);
    station.presenceAtMs = sessionStart(home, station, atMs);
    return;
  }
  if (atMs < home.downUntilMs) {
    station.presenceAtMs = home.downUntilMs + home.chance.between(5_000, 60_000);
    return;
  }
  arrive(home, station, atMs);
}

/** Goes away with all it does here. */
export function depart(home: Home, station: Station, atMs: number): void {
  leave(home, station, atMs, "session");
  station.isHome = false;
  station.isNapping = false;
  station.napAtMs = never;
  station.moveAtMs = never;
  station.walkEndMs = 0;
}

function arrive(home: Home, station: Station, atMs: number): void {
  rotate(home, station, atMs);
  if (!join(home, station, atMs)) {
    station.presenceAtMs = atMs + 2 * minuteMs;
    return;
  }
  settle(home, station, atMs);
  station.presenceAtMs = sessionEnd(home, station, atMs);
}

/** Sets what a device does while it is here. */
export function settle({ chance }: Home, station: Station, atMs: number): void {
  station.isHome = true;
  if (station.napPeriodMs > 0) station.napAtMs = atMs + napPause(chance, station);
  if (station.kind.isMobile) station.moveAtMs = atMs + chance.exponential(8 * minuteMs);
}

const napPause = (chance: Chance, station: Station): number => station.napPeriodMs * chance.between(0.7, 1.3);

/** Leaves the Wi-Fi to save power, or comes back; also how one that had lost its access point comes back. */
export function changeNap(home: Home, station: Station, atMs: number): void {
  const { chance } = home;
  if (station.isNapping) {
    if (atMs < home.downUntilMs) {
      station.napAtMs = home.downUntilMs + chance.between(5_000, 60_000);
      return;
    }
    if (!join(home, station, atMs)) {
      station.napAtMs = atMs + chance.between(30_000, 180_000);
      return;
    }
    station.isNapping = false;
    station.napAtMs = station.napPeriodMs > 0 ? atMs + napPause(chance, station) : never;
    return;
  }
  const isAwake = station.isBusy || station.walkEndMs > 0 || atMs < station.fault.holdUntilMs;
  if (isAwake) {
    station.napAtMs = Math.max(station.fault.holdUntilMs, atMs) + napPause(chance, station);
    return;
  }
  lapse(home, station, atMs, chance.lognormal(2 * minuteMs, 0.8), "sleep");
}

/** Is off the Wi-Fi for a while. */
export function lapse(home: Home, station: Station, atMs: number, forMs: number, why: LeaveReason): void {
  leave(home, station, atMs, why);
  station.isNapping = true;
  station.napAtMs = atMs + forMs;
}

/** A new random MAC where the old one's time is over: what was so of the old one is its own. */
function rotate(home: Home, station: Station, atMs: number): void {
  if (station.rotationMs === 0 || atMs < station.rotateAtMs) return;
  stationEnds(home, station, atMs);
  station.leftAtMs = 0;
  const before = station.mac;
  station.mac = randomMac(home.chance);
  station.rotateAtMs = atMs + station.rotationMs;
  home.labels.addNegative(station.mac, `mac_rotation from ${before}`, atMs, atMs);
}
