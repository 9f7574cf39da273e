/**
 * A fixed station loses 8 to 16 dB within 3 to 10 days, and stays so until somebody repairs it. Observable once 6 dB are
 * reached, established a day later.
 */
import type { Home } from "../home-state.ts";
import { dayMs } from "../local-time.ts";
import { afflict, mark, pickStation, relieve, type Effect } from "./injection.ts";

const visibleDb = 6;
const leastDb = 8;
const mostDb = 16;
const causes = ["corroded_antenna", "new_furniture", "aging_amplifier"] as const;

/** Weakens an IoT device day by day; null where none can be, or too little time is left. */
export function startSlowDegradation(home: Home, atMs: number): Effect | null {
  const { chance, labels, untilMs: lastMs } = home;
  const leftDays = (lastMs - atMs) / dayMs;
  if (leftDays < 5) return null;
  const station = pickStation(
    home,
    atMs,
    (each) => each.kindName === "iot" && each.levelDbm - leastDb > each.floorDbm + 5,
  );
  if (station === null) return null;
  const rampDb = Math.min(chance.between(leastDb, mostDb), station.levelDbm - station.floorDbm - 5);
  const rampMs = chance.between(3, Math.min(10, leftDays - 2)) * dayMs;
  const untilMs = Math.min(lastMs, atMs + rampMs + chance.between(2, 4) * dayMs);
  const cause = chance.pick(causes);
  afflict(station, { rampDb, rampFromMs: atMs, rampMs }, 0);
  mark(station, "slow_degradation", cause, atMs, untilMs);
  const severity = rampDb < 12 ? "minor" : "major";
  const draft = {
    subject: station.mac,
    class: "slow_degradation",
    startMs: atMs,
    severity,
    cause,
    injected: true,
  } as const;
  const label = labels.open(draft, atMs + (visibleDb / rampDb) * rampMs, dayMs);
  return {
    untilMs,
    stop(endMs) {
      relieve(station);
      labels.close(label, endMs);
    },
  };
}
