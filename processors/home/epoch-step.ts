/** A gateway's clock set back starts a new clock epoch: windows of the old and the new time must not mix. */
import { forgetDepartures } from "#processors/churn/departures.ts";
import { forgetHostTimes } from "#processors/churn/host-presence.ts";
import { forgetTimes } from "#processors/churn/presence.ts";
import { forgetUptime } from "#processors/churn/reboot.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { setClockBack } from "#processors/anomalies/watch.ts";
import { stepAnomalies } from "./anomaly-step.ts";
import { passToChurn } from "./churn-step.ts";
import { weighJump } from "./clock-jump.ts";
import { keepAsOld } from "./gateway-facts.ts";
import { closeAll, reemitChanged } from "./closing.ts";
import { windowHolding } from "./emitted-windows.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { takeSize } from "./window-sizes.ts";

/**
 * Weighs a report with the gateway's own time. Nothing of the home's that is on time speaks for a jump, so a report
 * that is not behind clears the suspicion.
 */
export function startEpochIfJumped(
  home: HomeState,
  endpoint: EndpointState,
  event: FoldEvent,
  step: Step,
): void {
  const { observed_at: observedAt, received_at: receivedAt } = event;
  const { latenessMs } = step.settings.window;
  const stream = endpoint.streams.get(event.profile_id);
  const passedAt =
    stream?.isTimed === true ? (stream.times.at(-1) ?? 0) - latenessMs : Number.NEGATIVE_INFINITY;
  if (observedAt > passedAt && observedAt >= home.retiredThrough) {
    home.jump = null;
    return;
  }
  // Sent again it comes later for the same time: that says nothing of the clock.
  if (windowHolding(home, event, step) !== null) return;
  const usualOffsetMs = stream?.isTimed === true ? stream.offsetMs : null;
  const report = { endpointId: endpoint.endpointId, observedAt, receivedAt, usualOffsetMs };
  const { jumped, candidate } = weighJump(home.jump, report, latenessMs);
  home.jump = candidate;
  if (jumped) startEpoch(home, observedAt, step);
}

/**
 * What was held goes to churn in the old time, the windows of the old epoch are said a last time. Streams and progress begin anew; who is present stays known.
 */
function startEpoch(home: HomeState, atMs: number, step: Step): void {
  const times = [...home.endpoints.values()].map(({ newestAt }) => newestAt ?? 0);
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
  setClockBack(home.watch, Math.max(...times), atMs);
}
