/** A station changes between two BSSs and back within seconds, for minutes. Truth writes the label. */
import type { Home } from "../home-state.ts";
import { minuteMs, secondMs } from "../local-time.ts";
import { levelDbm } from "../signal.ts";
import { type ScriptStep, type Station } from "../station.ts";
import { reversalsEnd } from "../truth/ping-pong.ts";
import { afflict, mark, pickStation, relieve, type Effect } from "./injection.ts";

const usableDbm = -84;

/** The second best; -1 where there is none. */
function otherBss({ air }: Home, station: Station, atMs: number): number {
  let best = -1;
  let bestDbm = usableDbm;
  for (let bss = 0; bss < 2 * station.links.length; bss++) {
    if (bss === station.bss || (station.only24 && (bss & 1) === 1)) continue;
    const level = levelDbm(air, station, bss, atMs);
    if (level <= bestDbm) continue;
    best = bss;
    bestDbm = level;
  }
  return best;
}

/** Sends a station to and fro for 8 to 30 min; null where nobody hears two BSSs. */
export function startPingPong(home: Home, atMs: number): Effect | null {
  const { chance } = home;
  const station = pickStation(home, atMs, (each) => otherBss(home, each, atMs) >= 0);
  if (station === null) return null;
  const first = station.bss;
  const other = otherBss(home, station, atMs);
  const untilMs = atMs + chance.between(8, 30) * minuteMs;
  const script: ScriptStep[] = [];
  for (let at = atMs + 1; at < untilMs - 70 * secondMs;) {
    script.push({ atMs: at, act: other });
    at += chance.between(6, 28) * secondMs;
    script.push({ atMs: at, act: first });
    at += chance.between(8, 70) * secondMs;
  }
  afflict(station, { script }, untilMs);
  mark(station, "ping_pong", "equal_access_points", atMs, untilMs);
  return {
    untilMs,
    stop() {
      relieve(station);
      reversalsEnd(home, station);
    },
  };
}
