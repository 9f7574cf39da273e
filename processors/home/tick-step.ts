/** The clock went on: what waited for it in one home happens now. */
import { passToChurn } from "./churn-step.ts";
import { closeIdle, idleAt, reemitChanged } from "./closing.ts";
import { retireAfterMs, retireRaisedAfterMs } from "./settings.ts";
import type { HomeState } from "./state.ts";
import { nextSilenceAt, stepAnomalies, stepSilence } from "./anomaly-step.ts";
import { hasRaised } from "#processors/anomalies/watch.ts";
import type { Step } from "./step.ts";

/**
 * Passes settled reports to churn, closes idle windows, then looks at what came of it and at who is silent. True when
 * the state changed.
 */
export function stepTick(home: HomeState, step: Step): boolean {
  const passed = passToChurn(home, step, step.settledAt);
  const closed = closeIdle(home, step);
  reemitChanged(home, step);
  stepAnomalies(home, step);
  const silent = stepSilence(home, step);
  return passed || closed || silent;
}

/** True when the home has been quiet so long that it is forgotten. */
export function isForgotten(home: HomeState, coveredMs: number): boolean {
  return home.open.size === 0 && coveredMs >= retiresAt(home);
}

/** Covered time at which a quiet home is forgotten: later while something is raised, such as its silence. */
const retiresAt = ({ heardAt, watch }: HomeState): number =>
  heardAt + (hasRaised(watch) ? retireRaisedAfterMs : retireAfterMs);

/** Covered time at which the home has to be looked at again. */
export function nextIdleAt(home: HomeState, settings: Step["settings"]["window"], coveredMs: number): number {
  let at = Math.min(retiresAt(home), nextSilenceAt(home, coveredMs) ?? Number.POSITIVE_INFINITY);
  for (const window of home.open.values()) at = Math.min(at, idleAt(home, window, settings));
  return at;
}

/** Settled time (whole ms) at which something held may pass; null when nothing is held. */
export function nextSettledAt(home: HomeState): number | null {
  let at: number | null = null;
  for (const { held } of home.endpoints.values()) {
    const first = held[0];
    if (first !== undefined && (at === null || first.receivedAt < at)) at = first.receivedAt + 1;
  }
  return at;
}
