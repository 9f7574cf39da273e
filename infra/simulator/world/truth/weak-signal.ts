/**
 * Sticky: -72 dBm or less although another access point hears the station 10 dB better and at -70 dBm at least. Weak,
 * not roaming: -72 dBm or less where nobody measures that. Both for 60 s, 120 s when idle, judged by the level without
 * fading. Observable with the first report in which it is so, established when it has been so for long enough.
 *
 * Near the limits an observer of noisy reports can't decide: a run that is never 5 min long and 2 dB beyond them is
 * marginal.
 */
import type { Home } from "../home-state.ts";
import { minuteMs, secondMs } from "../local-time.ts";
import { accessPointOf, bandOf, type Station } from "../station.ts";
import { levelDbm } from "../signal.ts";
import { origin, severityOf, type WeakRun } from "./watch.ts";

const weakDbm = -72;
const betterDb = 10;
const goodDbm = -70;
const tolerance = 2;
const clearMs = 5 * minuteMs;
/** It is over when it has been 4 dB better than that for so long. */
const graceMs = 10 * minuteMs;
const overDb = 4;

/** How much beyond the definition in dB: 0 and more meets it. And how much better the other one is. */
function margin(
  home: Home,
  station: Station,
  level: number,
  atMs: number,
): { margin: number; gapDb: number } {
  const weak = weakDbm - level;
  if (!home.hearsNeighbours) return { margin: weak, gapDb: weak };
  let best = -200;
  const band = bandOf(station.bss);
  for (let accessPoint = 0; accessPoint < station.links.length; accessPoint++) {
    if (accessPoint === accessPointOf(station.bss)) continue;
    best = Math.max(best, levelDbm(home.air, station, accessPoint * 2 + band, atMs));
  }
  return { margin: Math.min(weak, best - level - betterDb, best - goodDbm), gapDb: best - level };
}

/** To be called with the level of each report that is made. */
export function weakSeen(home: Home, station: Station, level: number, atMs: number): void {
  const run = station.watch.weak;
  if (level > weakDbm + tolerance && run === null) return;
  const { margin: beyond, gapDb } = margin(home, station, level, atMs);
  if (run === null && beyond < -tolerance) return;
  if (run !== null && beyond < -overDb && atMs - run.lastMs > graceMs) return weakEnds(home, station, atMs);
  const current = run ?? newRun(atMs);
  station.watch.weak = current;
  if (beyond >= -overDb) current.lastMs = atMs;
  current.worstGapDb = Math.max(current.worstGapDb, gapDb);
  lookStrictly(current, beyond, station.isBusy ? 60 * secondMs : 120 * secondMs, atMs);
}

const newRun = (atMs: number): WeakRun => ({
  startMs: atMs,
  lastMs: atMs,
  strictFromMs: null,
  clearFromMs: null,
  longestClearMs: 0,
  observableMs: null,
  establishedMs: null,
  worstGapDb: 0,
});

function lookStrictly(run: WeakRun, beyond: number, persistenceMs: number, atMs: number): void {
  run.strictFromMs = beyond < 0 ? null : (run.strictFromMs ?? atMs);
  if (run.strictFromMs !== null) {
    run.observableMs ??= atMs + 200;
    if (atMs - run.strictFromMs >= persistenceMs) run.establishedMs ??= atMs + 200;
  } else if (run.establishedMs === null) run.observableMs = null;
  run.clearFromMs = beyond < tolerance ? null : (run.clearFromMs ?? atMs);
  if (run.clearFromMs !== null) run.longestClearMs = Math.max(run.longestClearMs, atMs - run.clearFromMs);
}

/** Ends the run, if there is one: it roamed, left, or hears better. */
export function weakEnds(home: Home, station: Station, atMs: number): void {
  const run = station.watch.weak;
  station.watch.weak = null;
  if (run === null || run.lastMs - run.startMs < 60 * secondMs) return;
  const kind = home.hearsNeighbours ? "sticky" : "weak_not_roaming";
  const whose = origin(station.watch, kind, run, causeOf(home, station, run));
  const isClear = run.establishedMs !== null && run.longestClearMs >= clearMs;
  home.labels.add({
    subject: station.mac,
    class: kind,
    startMs: Math.round(run.startMs),
    observableMs: run.observableMs === null ? null : Math.round(run.observableMs),
    establishedMs: run.establishedMs === null ? null : Math.round(run.establishedMs),
    endMs: Math.round(Math.min(atMs, run.lastMs + home.intervalMs)),
    severity: isClear ? severityOf(run.worstGapDb, 12, 20) : "marginal",
    ...whose,
  });
}

function causeOf(home: Home, { policy, watch }: Station, run: WeakRun): string {
  if (origin(watch, "rssi_drop", run, "").injected) return "rssi_drop";
  if (home.building.accessPoints.length === 1) return "single_access_point";
  return policy === "never" ? "never_roams" : "own_policy";
}
