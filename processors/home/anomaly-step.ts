/** What a step of a home brought forth is looked at by the detectors; alerts go out behind it. */
import type { Cause } from "#processors/anomalies/alert.ts";
import { noteGap, silenceKey, silenceLimitMs, silenceSteps } from "#processors/anomalies/silence.ts";
import { giveUp, watchChange, watchSilence, watchWindow } from "#processors/anomalies/watch.ts";
import type { Alert } from "#schemas/alert.ts";
import { rowVersionOf } from "./settings.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/**
 * Looks at the changes and at the windows said for the first time, in the order they went out, as far as the step has come.
 * A revision is for the tables: nobody is woken, or put to rest, by what is past.
 */
export function stepAnomalies(home: HomeState, step: Step): void {
  const { receivedAt } = step;
  const alerts: Alert[] = [];
  const news = step.outputs.slice(step.lookedAt);
  for (const { topic, value } of news) {
    if (topic === "associationChange") {
      alerts.push(...watchChange(home.watch, value, causeAt(home, step, value.observed_at, receivedAt)));
    } else if (topic === "window" && value.revision === 0) {
      const at = value.window_start + value.window_ms;
      alerts.push(
        ...watchWindow(home.watch, value, causeAt(home, step, at, receivedAt), step.settings.rules),
      );
    }
  }
  emit(alerts, step);
  step.lookedAt = step.outputs.length;
}

/** A report of the endpoint came: its gap is learned, and its silence, if there was one (an episode), is over. */
export function hearEndpoint(home: HomeState, endpoint: EndpointState, step: Step, receivedAt: number): void {
  const { receivedAt: lastAt } = endpoint;
  if (lastAt > 0 && receivedAt > lastAt) noteGap(endpoint.gaps, receivedAt - lastAt, receivedAt);
  endpoint.receivedAt = Math.max(lastAt, receivedAt);
  if (home.watch.episodes.size > 0) emit(watchQuiet(home, endpoint, 0, step, receivedAt), step);
}

/**
 * Time went on: endpoints not heard of for long are silent. True when one began to be, or became it more severely. Where
 * silence is held none begins.
 */
export function stepSilence(home: HomeState, step: Step): boolean {
  const { receivedAt } = step;
  const alerts = [...home.endpoints.values()]
    .filter((endpoint) => isHeard(endpoint) && (!step.holdsSilence || isSaidSilent(home, endpoint)))
    .flatMap((endpoint) =>
      watchQuiet(home, endpoint, step.clock.coveredMs - endpoint.heardAt, step, receivedAt),
    );
  emit(alerts, step);
  return alerts.length > 0;
}

/** Nothing was heard of the home, because it was passed over: its gateways count as heard now. Who was silent before is so still. */
export function hearAgain(home: HomeState, coveredMs: number): void {
  home.heardAt = coveredMs;
  for (const endpoint of home.endpoints.values())
    if (isHeard(endpoint) && !isSaidSilent(home, endpoint)) endpoint.heardAt = coveredMs;
}

/** The home is forgotten: what is raised ends. */
export function giveUpAlerts(home: HomeState, step: Step): void {
  const { receivedAt } = step;
  emit(giveUp(home.watch, causeAt(home, step, receivedAt, receivedAt)), step);
}

/**
 * Covered time at which an endpoint's silence begins (past where that is held) or, after `coveredMs`, becomes more severe;
 * null when none will.
 */
export function nextSilenceAt(home: HomeState, coveredMs: number): number | null {
  let next: number | null = null;
  for (const endpoint of home.endpoints.values()) {
    if (!isHeard(endpoint)) continue;
    const { heardAt, receivedAt, gaps } = endpoint;
    const isHeld = !isSaidSilent(home, endpoint);
    for (const step of silenceSteps(silenceLimitMs(gaps, receivedAt))) {
      const at = heardAt + step;
      if ((isHeld || at > coveredMs) && (next === null || at < next)) next = at;
    }
  }
  return next;
}

/** A notification may come from who never reported, or before its reports: that is no silence. */
export const isHeard = ({ heardAt, streams }: EndpointState): boolean => heardAt > 0 || streams.size > 0;

/** Whether its silence has been told, and not yet its end. */
export const isSaidSilent = ({ watch }: HomeState, { endpointId }: EndpointState): boolean =>
  watch.episodes.size > 0 && (watch.episodes.get(silenceKey(endpointId))?.open ?? null) !== null;

function watchQuiet(
  home: HomeState,
  { endpointId, gaps, receivedAt: lastAt }: EndpointState,
  quietMs: number,
  step: Step,
  receivedAt: number,
): Alert[] {
  const silence = { endpointId, quietMs, limitMs: silenceLimitMs(gaps, lastAt), labels: {} };
  return watchSilence(home.watch, silence, causeAt(home, step, receivedAt, receivedAt));
}

const causeAt = ({ homeId }: HomeState, step: Step, at: number, receivedAt: number): Cause => ({
  homeId,
  at,
  receivedAt,
  rowVersion: rowVersionOf(step.settings, step.offset),
});

function emit(alerts: readonly Alert[], step: Step): void {
  for (const value of alerts) step.outputs.push({ topic: "alertCandidate", value });
}
