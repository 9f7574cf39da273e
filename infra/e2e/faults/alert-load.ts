/**
 * What a fault run with alerts is fed: homes that report every 20 s of their own time, in which each station is far too
 * weak for six minutes now and then. Each time it fires four rules and clears them; what detectors find beside that in
 * homes as lively as these is judged too.
 */
import type { Environment } from "#infra/cli/local-run/environment.ts";
import { reportedAtMs, weaken, weakDbm } from "../fleet/weaken.ts";
import { createFleet, type Fleet, type Sent } from "./fleet.ts";

const minuteMs = 60_000;
const weakForMs = 6 * minuteMs;
/** Seldom enough that an alert is not damped for coming back. */
const weakEveryMs = 70 * minuteMs;

/** Several, so that there are many alerts; raised and cleared after one window or two. */
export const alertRules = `rules:
${[1, 2, 1, 2]
  .map(
    (minutes, index) => `  - name: weak-${index + 1}
    metric: station.rssi_p50_dbm
    condition: "< ${weakDbm + 2 + index}"
    for: ${minutes}m
    clear: "> ${weakDbm + 10 + index}"
    for_clear: ${3 - minutes}m
    severity: minor
`,
  )
  .join("")}`;

/**
 * Settings of a product whose alerts are to be compared. Windows don't wait for anybody but the gateway's own later
 * reports: how long a gateway is quiet is for the faults to say.
 */
export const alertSettings = (rulesFile: string): Environment => ({
  USP_RULES_FILE: rulesFile,
  USP_FLEET_HOLD_MS: "1000",
  USP_WINDOW_IDLE_MIN_MS: "900000",
});

/** A station's own place in the cycle, from its MAC. */
const phaseMs = (mac: string): number =>
  (Number.parseInt(mac.replaceAll(":", "").slice(-8), 16) * 611_953) % weakEveryMs;

const spoil = (sent: Sent): Sent => {
  const atMs = reportedAtMs(sent.publication);
  if (atMs === null) return sent;
  const isWeak = (mac: string): boolean => (atMs + phaseMs(mac)) % weakEveryMs < weakForMs;
  return { ...sent, publication: weaken(sent.publication, isWeak) };
};

export function createAlertFleet(seed: string, gateways: number, startMs: number): Fleet {
  const fleet = createFleet({ seed, gateways, startMs, intervalMs: 20_000 });
  return { homes: fleet.homes, next: (atLeast) => fleet.next(atLeast).map(spoil) };
}
