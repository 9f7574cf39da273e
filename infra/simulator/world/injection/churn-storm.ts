/**
 * Most stations are thrown out and come back, over and over, for minutes. Observable with the first report or
 * notification after five of them had to go, established then too.
 */
import type { Home } from "../home-state.ts";
import { minuteMs, secondMs } from "../local-time.ts";
import type { ScriptStep } from "../station.ts";
import { afflict, isSteady, mark, relieve, type Effect } from "./injection.ts";

const leastStations = 6;
const causes = ["deauthentication_flood", "radar_channel_changes", "access_point_resets"] as const;

/** Throws out all that are at rest; null where they are too few. */
export function startChurnStorm(home: Home, atMs: number): Effect | null {
  const { chance, stations, labels } = home;
  const hit = stations.filter((station) => isSteady(station, atMs));
  if (hit.length < leastStations) return null;
  const untilMs = atMs + chance.between(4, 15) * minuteMs;
  const cause = chance.pick(causes);
  const leaves: number[] = [];
  for (const station of hit) {
    const script = drawScript(home, atMs, untilMs);
    leaves.push(script[0]?.atMs ?? untilMs);
    afflict(station, { script }, untilMs);
    mark(station, "churn_storm", cause, atMs, untilMs);
  }
  const fifthMs = leaves.sort((a, b) => a - b)[4] ?? atMs;
  const severity = hit.length < 10 ? "major" : "critical";
  const draft = {
    subject: "home",
    class: "churn_storm",
    startMs: atMs,
    severity,
    cause,
    injected: true,
  } as const;
  const label = labels.open(draft, fifthMs, 0);
  return {
    untilMs,
    stop(endMs) {
      for (const station of hit) relieve(station);
      labels.close(label, endMs);
    },
  };
}

/** Away for some seconds to a minute, here for up to two. */
function drawScript({ chance }: Home, fromMs: number, untilMs: number): ScriptStep[] {
  const script: ScriptStep[] = [];
  for (let at = fromMs + chance.between(1, 60) * secondMs; at < untilMs - 70 * secondMs;) {
    script.push({ atMs: at, act: "leave" });
    at += chance.between(5, 65) * secondMs;
    script.push({ atMs: at, act: "join" });
    at += chance.between(20, 130) * secondMs;
  }
  return script;
}
