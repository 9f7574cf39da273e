/** A notification that rows were deleted comes in. It carries no time and no keys, only paths. */
import { hold } from "#processors/churn/held.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { passToChurn } from "./churn-step.ts";
import { reemitChanged } from "./closing.ts";
import { endpointOf, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** Rows whose deletion can make a station leave are at or below this. */
const accessPointTable = "Device.WiFi.AccessPoint.";
const rememberedDeletions = 32;

/**
 * Holds the deletions of station rows for churn, once per event id. True when the state changed. The endpoint may be
 * new: of two bridges the one with the deletion may be ahead of the one with the reports received before it.
 */
export function stepDeletion(home: HomeState, event: FoldEvent, step: Step): boolean {
  const deleted = event.changes.filter(
    ({ kind, path }) => kind === "deleted" && path.startsWith(accessPointTable),
  );
  if (deleted.length === 0 || home.recentDeletions.includes(event.event_id)) return false;
  home.heardAt = step.clock.coveredMs;
  home.recentDeletions.push(event.event_id);
  if (home.recentDeletions.length > rememberedDeletions) home.recentDeletions.shift();
  const endpoint = endpointOf(home, event.endpoint_id);
  for (const { path } of deleted) {
    hold(endpoint.held, { kind: "deletion", receivedAt: event.received_at, offset: step.offset, path });
  }
  passToChurn(home, step, step.settledAt);
  reemitChanged(home, step);
  return true;
}
