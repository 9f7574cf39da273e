/** What happens to one station between two reports, in the order of time. */
import { join, leave, roam } from "./association.ts";
import type { Home } from "./home-state.ts";
import { hourMs, minuteMs } from "./local-time.ts";
import { look, startWalk } from "./mobility.ts";
import { changeNap, changePresence, isNight, morningAfter } from "./presence.ts";
import { considerRoam } from "./roaming.ts";
import { levelDbm } from "./signal.ts";
import { isWalking, never, schedule, type Station } from "./station.ts";

/** How much longer than phones other devices stay in a room. */
const stays = { phone: 1, tablet: 3, laptop: 6, tv: 1, iot: 1 } as const;
const movedAway = { fallDb: 13, belowDbm: -71, leastMs: 3 * minuteMs };
const lookAgainMs = 5000;
const settlingMs = 4000;
/** One walk in so many gets a label. */
const labelledWalks = 0.02;

/** Runs all that is due until then. */
export function advanceStation(home: Home, station: Station, untilMs: number): void {
  while (station.nextMs <= untilMs) {
    const atMs = station.nextMs;
    const script = station.fault.script[station.fault.scriptIndex];
    if (script !== undefined && script.atMs <= atMs) runScript(home, station, atMs);
    else if (station.presenceAtMs <= atMs) changePresence(home, station, atMs);
    else if (station.napAtMs <= atMs) changeNap(home, station, atMs);
    else if (station.roamAtMs <= atMs) completeRoam(home, station, atMs);
    else if (station.lookAtMs <= atMs) lookAgain(home, station, atMs);
    else move(home, station, atMs);
    schedule(station);
  }
}

function runScript(home: Home, station: Station, atMs: number): void {
  const { fault } = station;
  const act = fault.script[fault.scriptIndex++]?.act;
  if (!station.isHome || act === undefined || atMs < home.downUntilMs) return;
  if (act === "leave") leave(home, station, atMs, "thrown_out");
  else if (act === "join") {
    if (station.bss < 0) join(home, station, atMs);
  } else if (station.bss >= 0 && station.bss !== act) roam(home, station, atMs, act);
}

/** Stays there; much weaker than before the walk, that looks like a sudden drop. */
function arrive(home: Home, station: Station, atMs: number): void {
  station.moveAtMs = atMs + (station.moveAtMs - atMs) * stays[station.kindName];
  if (station.bss < 0 || station.bss !== station.walkFromBss || station.moveAtMs - atMs < movedAway.leastMs)
    return;
  const level = levelDbm(home.air, station, station.bss, atMs);
  if (level > movedAway.belowDbm || station.walkFromDbm - level < movedAway.fallDb) return;
  home.labels.addNegative(station.mac, "moved_away", station.walkStartMs, station.moveAtMs);
}

function completeRoam(home: Home, station: Station, atMs: number): void {
  const to = station.roamTo;
  station.roamTo = -1;
  station.roamAtMs = never;
  if (station.bss < 0 || to < 0) return;
  roam(home, station, atMs, to);
  station.lookAtMs = atMs + lookAgainMs;
}

/** Whoever has just roamed still scans. */
function lookAgain({ air }: Home, station: Station, atMs: number): void {
  const isSettling = atMs - station.sinceMs < settlingMs;
  station.lookAtMs = isSettling ? atMs + lookAgainMs : never;
  considerRoam(air, station, atMs);
}

function move(home: Home, station: Station, atMs: number): void {
  const { air, building, chance, offsetMs } = home;
  if (isWalking(station)) {
    look(air, building, station, atMs);
    if (!isWalking(station)) arrive(home, station, atMs);
    if (station.bss >= 0) considerRoam(air, station, atMs);
    return;
  }
  if (atMs < station.fault.holdUntilMs) {
    station.moveAtMs = station.fault.holdUntilMs + chance.exponential(hourMs / 6);
    return;
  }
  if (isNight(atMs, offsetMs)) {
    station.moveAtMs = morningAfter(atMs, offsetMs) + chance.exponential(hourMs);
    return;
  }
  station.walkFromBss = station.bss;
  station.walkFromDbm = station.bss < 0 ? 0 : levelDbm(air, station, station.bss, atMs);
  startWalk(air, building, station, atMs);
  if (station.bss >= 0 && chance.happens(labelledWalks))
    home.labels.addNegative(station.mac, "walking", atMs, station.walkEndMs);
}
