/**
 * Ping-pong: three reversals within 10 min; a reversal is A, B, A with at most 30 s on B. Observable with the third, by
 * notifications or by reports every 10 s or faster; at longer intervals without notifications nobody can see it.
 */
import type { Home } from "../home-state.ts";
import { minuteMs, secondMs } from "../local-time.ts";
import { isWalking, type Station } from "../station.ts";
import { origin, severityOf } from "./watch.ts";

const onOtherMs = 30 * secondMs;
const withinMs = 10 * minuteMs;
const enough = 3;

/** To be called at each change of the BSS. */
export function roamed(home: Home, station: Station, from: number, to: number, atMs: number): void {
  const { watch } = station;
  const isReversal = to === watch.fromBss && atMs - watch.roamedAtMs <= onOtherMs;
  const leftMs = watch.roamedAtMs;
  watch.fromBss = from;
  watch.roamedAtMs = atMs;
  if (!isReversal) return;
  if (watch.reversals !== null && atMs - watch.reversals.lastMs > withinMs) reversalsEnd(home, station);
  watch.reversals ??= {
    startMs: leftMs,
    lastMs: atMs,
    recent: [],
    observableMs: null,
    isPingPong: false,
    walked: false,
  };
  const run = watch.reversals;
  run.lastMs = atMs;
  run.walked ||= isWalking(station);
  run.recent = [...run.recent.slice(1 - enough), atMs];
  if (run.recent.length < enough || atMs - (run.recent[0] ?? 0) > withinMs) return;
  run.isPingPong = true;
  if (home.notifies) run.observableMs ??= atMs + 400;
  else if (home.intervalMs <= 10 * secondMs) run.observableMs ??= atMs + home.intervalMs;
}

/** Ends the run, if there is one; a label if it came to be ping-pong. One who walks explains it by that. */
export function reversalsEnd(home: Home, station: Station): void {
  const { watch } = station;
  const run = watch.reversals;
  watch.reversals = null;
  if (run === null || !run.isPingPong) return;
  const whose = origin(watch, "ping_pong", run, run.walked ? "walking" : "equal_access_points");
  const observableMs = run.observableMs === null ? null : Math.round(run.observableMs);
  home.labels.add({
    subject: station.mac,
    class: "ping_pong",
    startMs: Math.round(run.startMs),
    observableMs,
    establishedMs: observableMs,
    endMs: Math.round(run.lastMs),
    severity:
      !whose.injected && run.walked
        ? "marginal"
        : severityOf(run.lastMs - run.startMs, 15 * minuteMs, 60 * minuteMs),
    ...whose,
  });
}
