/** One step of one home: an event or a tick comes in, the state changes, records come out. */
import type { CoveredClock } from "#processors/cadence/covered-clock.ts";
import type { Output } from "#processors/runtime/fold.ts";
import type { Window } from "#processors/windows/window.ts";
import { reemitChanged, closePassed } from "./closing.ts";
import { passToChurn } from "./churn-step.ts";
import { retireWindows } from "./emitted-windows.ts";
import type { FoldSettings } from "./settings.ts";
import type { HomeState } from "./state.ts";

export interface Step {
  readonly settings: FoldSettings;
  /** Of the event or tick in the log. */
  readonly offset: number;
  /** When the event was received; of a tick, its time. */
  readonly receivedAt: number;
  readonly clock: CoveredClock;
  /** What was received before this may pass to churn. */
  readonly settledAt: number;
  /** No endpoint is told to be silent that was not before: see `hearing.ts`. */
  readonly holdsSilence: boolean;
  readonly outputs: Output[];
  /** How many of them the detectors have looked at. */
  lookedAt: number;
  /** See `Applied`. */
  pastHorizon: boolean;
  /** A report that the home had before. */
  isCopy?: boolean;
  /** Windows emitted before whose content changed in this step, by key. */
  readonly changed: Map<string, Window>;
  /** Keys of the emitted windows whose snapshot is out of date. */
  readonly unsaved: Set<string>;
}

/** What every report ends with: what may pass to churn passes, windows close, changed ones come again, old ones go. */
export function settleHome(home: HomeState, step: Step): void {
  passToChurn(home, step, step.settledAt);
  closePassed(home, step);
  reemitChanged(home, step);
  retireWindows(home, step);
}
