/**
 * A station's RSSI or its counters don't change any more although it is used. Observable with the second equal sample,
 * established after 200 equal samples and 30 min.
 */
import { type Firmware, highestIndex, lowestIndex } from "../firmware.ts";
import type { Home } from "../home-state.ts";
import { minuteMs } from "../local-time.ts";
import type { StationRow } from "../report.ts";
import { afflict, mark, pickStation, relieve, type Effect } from "./injection.ts";

const equalSamples = 200;
const leastMs = 30 * minuteMs;

/** Freezes what is reported of an IoT device; null where there is none, or too little time is left. */
export function startStuck(home: Home, atMs: number): Effect | null {
  const { chance, labels, intervalMs, firmware, untilMs: lastMs } = home;
  const neededMs = Math.max(leastMs, equalSamples * intervalMs);
  const untilMs = atMs + neededMs * chance.between(1.25, 2.5) + 5 * minuteMs;
  if (untilMs > lastMs || firmware.countsNothing) return null;
  const station = pickStation(home, atMs, (each) => each.kindName === "iot");
  if (station === null) return null;
  const isRssi = chance.happens(0.6);
  const cause = isRssi ? "rssi_frozen" : "counters_frozen";
  afflict(station, isRssi ? { rssiFrozen: true } : { countersFrozen: true }, untilMs);
  mark(station, "stuck", cause, atMs, untilMs);
  const draft = {
    subject: station.mac,
    class: "stuck",
    startMs: atMs,
    severity: isRssi && endsScale(firmware, station.lastRow) ? "marginal" : "minor",
    cause,
    injected: true,
  } as const;
  const label = labels.open(draft, atMs, neededMs);
  return {
    untilMs,
    stop(endMs) {
      relieve(station);
      labels.close(label, endMs);
    },
  };
}

/** An index that stands at an end of its scale, as that of a device near the gateway does by itself. */
const endsScale = (firmware: Firmware, row: StationRow | null): boolean =>
  row !== null && firmware.rssiForm === "index" && (row.rssi <= lowestIndex || row.rssi >= highestIndex);
