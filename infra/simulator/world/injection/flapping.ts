/** A station leaves and joins, again and again. Truth writes the label. */
import type { Home } from "../home-state.ts";
import { secondMs } from "../local-time.ts";
import type { ScriptStep } from "../station.ts";
import { flapsEnd } from "../truth/flapping.ts";
import { afflict, mark, pickStation, relieve, type Effect } from "./injection.ts";

const causes = ["weak_power_supply", "wrong_key_retries", "driver_fault"] as const;

/** Makes a station flap 7 to 20 times; null where nobody is at rest. */
export function startFlapping(home: Home, atMs: number): Effect | null {
  const { chance } = home;
  const station = pickStation(home, atMs, (each) => each.napPeriodMs === 0);
  if (station === null) return null;
  const script: ScriptStep[] = [];
  let at = atMs + 1;
  for (let flaps = 7 + chance.below(14); flaps > 0; flaps--) {
    script.push({ atMs: at, act: "leave" });
    at += chance.between(15, 100) * secondMs;
    script.push({ atMs: at, act: "join" });
    at += chance.between(20, 130) * secondMs;
  }
  const untilMs = at;
  // What a storm did to it before is another run.
  flapsEnd(home, station);
  afflict(station, { script }, untilMs);
  mark(station, "flapping", chance.pick(causes), atMs, untilMs);
  return {
    untilMs,
    stop() {
      relieve(station);
      flapsEnd(home, station);
    },
  };
}
