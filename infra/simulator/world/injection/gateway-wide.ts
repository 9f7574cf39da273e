/**
 * A radio suffers, and with it all its stations: noise, lost power, or air that is full. Observable with the first
 * report of it, established a minute later.
 */
import type { Home } from "../home-state.ts";
import { bandNames } from "../report.ts";
import { minuteMs } from "../local-time.ts";
import { accessPointOf, bandOf, type Station } from "../station.ts";
import { afflict, isSteady, relieve, type Effect } from "./injection.ts";

const leastStations = 3;
const lowestDbm = -86;

type Cause = "interference" | "power_loss" | "channel_full";

/** Spoils a radio that has enough stations at rest; null where none has. */
export function startGatewayWide(home: Home, atMs: number): Effect | null {
  const { chance, labels, air } = home;
  const radios = Array.from(air.lossDb.keys(), (bss) => ({ bss, hit: hitBy(home, bss, atMs) })).filter(
    ({ hit }) => hit.length >= leastStations,
  );
  if (radios.length === 0) return null;
  const { bss, hit } = chance.pick(radios);
  const untilMs = atMs + Math.min(240, Math.max(8, chance.lognormal(30, 0.8))) * minuteMs;
  const cause = chance.pick(["interference", "power_loss", "channel_full"] as const);
  const undo = spoil(home, bss, cause, hit);
  for (const station of hit) afflict(station, {}, untilMs);
  const severity = hit.length < 6 ? "major" : "critical";
  const subject = `radio:${accessPointOf(bss)}:${bandNames[bandOf(bss)]}`;
  const draft = { subject, class: "gateway_wide", startMs: atMs, severity, cause, injected: true } as const;
  const label = labels.open(draft, atMs, minuteMs);
  return {
    untilMs,
    stop(endMs) {
      undo();
      for (const station of hit) relieve(station);
      labels.close(label, endMs);
    },
  };
}

const hitBy = ({ stations }: Home, bss: number, atMs: number): Station[] =>
  stations.filter((station) => station.bss === bss && isSteady(station, atMs));

/** Makes it so; gives back what undoes it. */
function spoil({ air, chance }: Home, bss: number, cause: Cause, hit: readonly Station[]): () => void {
  const change = (levels: Float64Array, by: number): (() => void) => {
    levels[bss] = (levels[bss] ?? 0) + by;
    return () => {
      levels[bss] = (levels[bss] ?? 0) - by;
    };
  };
  if (cause === "channel_full") return change(air.foreignShare, chance.between(0.75, 0.9));
  if (cause === "interference") return change(air.noiseDb, chance.between(20, 32));
  const levels = hit.map(({ levelDbm }) => levelDbm).sort((a, b) => b - a);
  const third = levels[leastStations - 1] ?? -60;
  return change(air.lossDb, Math.min(chance.between(14, 24), Math.max(12, third - lowestDbm)));
}
