/**
 * What is heard of a station counts for a minute, so in the windows after its own too. A new window takes it from the one
 * before; windows that are there already when it comes get it then. So it is the same in any order of the reports.
 */
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { addHeard, carryHeard, heardForMs } from "#processors/windows/heard.ts";
import type { Window } from "#processors/windows/window.ts";
import { windowBefore } from "./emitted-windows.ts";
import { windowKey, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** Gives a new window what still counts at its start. */
export function inheritHeard(home: HomeState, window: Window): void {
  const before = windowBefore(home, window.startMs);
  if (before !== null) carryHeard(window.heard, before.heard, window.startMs);
}

/** Gives later windows what a report of an earlier one heard. */
export function bridgeHeard(event: FoldEvent, later: readonly Window[], step: Step): void {
  if (event.heard_stations.length === 0) return;
  const { endpoint_id: endpointId, heard_stations: rows, observed_at: at } = event;
  for (const window of later) {
    if (window.startMs - heardForMs > at || !addHeard(window.heard, endpointId, rows, at)) continue;
    if (window.emitted !== null) step.changed.set(windowKey(window.startMs, window.clockEpoch), window);
  }
}
