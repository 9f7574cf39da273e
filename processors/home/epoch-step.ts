/**
 * A gateway's clock set back starts a new clock epoch: windows of the old and the new time must not mix. Where another
 * endpoint of the home goes on in the old time, that stays the home's, and who was set back is taken by received time.
 */
import { forgetDepartures } from "#processors/churn/departures.ts";
import { forgetHostTimes } from "#processors/churn/host-presence.ts";
import { forgetTimes } from "#processors/churn/presence.ts";
import { forgetUptime } from "#processors/churn/reboot.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { setClockBack } from "#processors/anomalies/watch.ts";
import { stepAnomalies } from "./anomaly-step.ts";
import { passToChurn } from "./churn-step.ts";
import { type JumpCandidate, weighJump } from "./clock-jump.ts";
import { keepAsOld } from "./gateway-facts.ts";
import { closeAll, isLive, reemitChanged } from "./closing.ts";
import { windowHolding } from "./emitted-windows.ts";
import { othersOf } from "./other-endpoints.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { startAt, takeSize } from "./window-sizes.ts";

/** Weighs a report with the gateway's own time, and returns it as it is to be taken: by received time, if that is wrong. */
export function weighClock(
  home: HomeState,
  endpoint: EndpointState,
  event: FoldEvent,
  step: Step,
): FoldEvent {
  const { observed_at: observedAt, received_at: receivedAt } = event;
  const { latenessMs } = step.settings.window;
  const stream = endpoint.streams.get(event.profile_id);
  const passedAt =
    stream?.isTimed === true ? (stream.times.at(-1) ?? 0) - latenessMs : Number.NEGATIVE_INFINITY;
  if (observedAt > passedAt && observedAt >= home.retiredThrough) {
    endpoint.jump = null;
    return event;
  }
  // Sent again it comes later for the same time: that says nothing of the clock.
  if (windowHolding(home, event, step) !== null) return byReceivedTime(event);
  const usualOffsetMs = stream?.isTimed === true ? stream.offsetMs : null;
  endpoint.jump = weighJump(endpoint.jump, { observedAt, receivedAt, usualOffsetMs }, latenessMs);
  if (endpoint.jump?.hasHeld !== true) return event;
  if (isAnotherOnTime(home, endpoint, endpoint.jump, step))
    return startAt(home, observedAt) < home.retiredThrough ? byReceivedTime(event) : event;
  startEpoch(home, observedAt, step);
  return event;
}

/** As intake takes a report with a time that nobody believes. */
const byReceivedTime = (event: FoldEvent): FoldEvent => ({
  ...event,
  observed_at: event.received_at,
  time_quality: "out_of_range",
});

/** Since this one's clock was set back another endpoint has reported on time, or it may still. */
const isAnotherOnTime = (
  home: HomeState,
  endpoint: EndpointState,
  { sinceReceivedAt }: JumpCandidate,
  step: Step,
): boolean =>
  othersOf(home, endpoint).some(
    (other) =>
      other.newestAt !== null &&
      other.jump === null &&
      (other.receivedAt >= sinceReceivedAt || isLive(other, step)),
  );

/**
 * What was held goes to churn in the old time, the windows of the old epoch are said a last time. Streams and progress begin anew; who is present stays known.
 */
function startEpoch(home: HomeState, atMs: number, step: Step): void {
  const newestAt = newestOf(home, step);
  passToChurn(home, step, Number.POSITIVE_INFINITY);
  closeAll(home, step);
  reemitChanged(home, step);
  home.closed.clear();
  home.clockEpoch += 1;
  home.retiredThrough = 0;
  home.sizes.length = 0;
  takeSize(home, step.settings.window.sizeMs);
  for (const endpoint of home.endpoints.values()) {
    endpoint.newestAt = null;
    endpoint.jump = null;
    endpoint.streams.clear();
    endpoint.radioEdges.clear();
    keepAsOld(endpoint.facts);
    forgetTimes(endpoint.presence);
    forgetHostTimes(endpoint.hosts);
    forgetUptime(endpoint.boots);
  }
  forgetDepartures(home.departures);
  // The detectors look at the old epoch's last windows first.
  stepAnomalies(home, step);
  setClockBack(home.watch, newestAt, atMs);
}

/** How far the home's time has come; of one without any that is received time, which its horizon follows. */
function newestOf({ endpoints, retiredThrough }: HomeState, { settings }: Step): number {
  let newest: number | null = null;
  for (const { newestAt } of endpoints.values())
    if (newestAt !== null && newestAt > (newest ?? 0)) newest = newestAt;
  return newest ?? retiredThrough + settings.window.horizonMs;
}
