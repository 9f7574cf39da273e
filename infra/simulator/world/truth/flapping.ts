/**
 * Flapping: each join within 10 min of a leave adds 1 to a penalty that halves every 15 min; from 4 it is on, below 1
 * off. Observable with the fourth flap that notifications or reports show, established when those alone reach 4.
 */
import type { Home } from "../home-state.ts";
import { hourMs, minuteMs } from "../local-time.ts";
import type { Station } from "../station.ts";
import { origin, severityOf, type FlapRun } from "./watch.ts";

const withinMs = 10 * minuteMs;
const halfLifeMs = 15 * minuteMs;
const on = 4;
/** By a hair not: the penalty that four flaps leave within a quarter of an hour or so. */
const nearly = 3;
const off = 1;
/** Of flaps that never were flapping. */
const forgotten = 0.25;

const decayed = (penalty: number, overMs: number): number => penalty * 2 ** (-overMs / halfLifeMs);

/** To be called at each join. */
export function flapped(home: Home, station: Station, atMs: number): void {
  const { watch, leftAtMs } = station;
  if (leftAtMs === 0 || atMs - leftAtMs > withinMs) return;
  const before = watch.flaps;
  if (
    before !== null &&
    decayed(before.penalty, atMs - before.lastMs) < (before.isFlapping ? off : forgotten)
  )
    flapsEnd(home, station);
  watch.flaps ??= newRun(leftAtMs);
  count(home, watch.flaps, atMs);
  watch.flaps.reasons[station.leftBecause]++;
}

const newRun = (startMs: number): FlapRun => ({
  startMs,
  lastMs: startMs,
  penalty: 0,
  highest: 0,
  seen: 0,
  seenPenalty: 0,
  lastSeenMs: startMs,
  observableMs: null,
  establishedMs: null,
  isFlapping: false,
  reasons: { session: 0, sleep: 0, lost: 0, thrown_out: 0 },
});

function count({ notifies, intervalMs }: Home, run: FlapRun, atMs: number): void {
  run.penalty = decayed(run.penalty, atMs - run.lastMs) + 1;
  run.lastMs = atMs;
  if (run.penalty >= on) run.isFlapping = true;
  run.highest = Math.max(run.highest, run.penalty);
  // Without notifications a report shows one flap at most: another association time.
  if (!notifies && run.seen > 0 && atMs - run.lastSeenMs < intervalMs) return;
  run.seen++;
  run.seenPenalty = decayed(run.seenPenalty, atMs - run.lastSeenMs) + 1;
  run.lastSeenMs = atMs;
  const seenMs = atMs + (notifies ? 400 : intervalMs);
  if (run.seen >= on) run.observableMs ??= seenMs;
  if (run.seenPenalty >= on) run.establishedMs ??= seenMs;
}

/** Sleep is nothing to be alerted of, and those thrown out together are the home's alert. */
const isElsewhere = (cause: string): boolean => cause === "phone_sleep" || cause === "thrown_out";

/** A phone that takes part of it to sleep makes it sleep. */
function causeOf({ reasons: { session, sleep, lost, thrown_out: thrownOut } }: FlapRun): string {
  if (thrownOut > session + sleep + lost) return "thrown_out";
  if (sleep > 0) return "phone_sleep";
  return lost >= session ? "unstable_link" : "comes_and_goes";
}

/** Ends the run, if there is one; a label if it came to be flapping. */
export function flapsEnd(home: Home, station: Station): void {
  const { watch } = station;
  const run = watch.flaps;
  watch.flaps = null;
  if (run === null || run.highest < nearly) return;
  const whose = origin(watch, "flapping", run, causeOf(run));
  home.labels.add({
    subject: station.mac,
    class: "flapping",
    startMs: Math.round(run.startMs),
    observableMs: run.observableMs === null ? null : Math.round(run.observableMs),
    establishedMs: run.establishedMs === null ? null : Math.round(run.establishedMs),
    endMs: Math.round(run.lastMs),
    severity:
      !run.isFlapping || (!whose.injected && isElsewhere(whose.cause))
        ? "marginal"
        : severityOf(run.lastMs - run.startMs, hourMs / 2, hourMs),
    ...whose,
  });
}
