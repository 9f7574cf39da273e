/** Nothing arrives for a quarter of an hour and more, or too little does. Truth writes the labels. */
import type { Home } from "../home-state.ts";
import { minuteMs } from "../local-time.ts";
import { reboot } from "../reboot.ts";
import type { Effect } from "./injection.ts";

/** Power fails (everybody is gone, a boot follows), the line is down, or the agent hangs. */
export function startSilence(home: Home, atMs: number): Effect | null {
  const { chance, uplink } = home;
  const forMs = Math.min(720, Math.max(16, chance.lognormal(40, 0.9))) * minuteMs;
  const cause = chance.pick(["power_outage", "line_down", "agent_hangs"] as const);
  if (cause === "power_outage") reboot(home, atMs, forMs, cause, true);
  else uplink.cutUntil(atMs, atMs + forMs, cause, true);
  return { untilMs: atMs + forMs, stop: () => {} };
}

/** A bad line: a third to two thirds of the reports are lost. */
export function startCoverageFall(home: Home, atMs: number): Effect | null {
  const { chance, uplink } = home;
  uplink.extraLoss = chance.between(0.4, 0.7);
  return {
    untilMs: atMs + chance.between(20, 90) * minuteMs,
    stop(endMs) {
      uplink.extraLoss = 0;
      uplink.lossyUntilMs = endMs;
    },
  };
}
