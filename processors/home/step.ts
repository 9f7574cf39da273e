/** One step of one home: an event or a tick comes in, the state changes, records come out. */
import type { CoveredClock } from "#processors/cadence/covered-clock.ts";
import type { Output } from "#processors/runtime/fold.ts";
import type { Window } from "#processors/windows/window.ts";
import { reemitChanged, closePassed } from "./closing.ts";
import { passToChurn } from "./churn-step.ts";
import type { FoldSettings } from "./settings.ts";
import { windowKey, type HomeState } from "./state.ts";

export interface Step {
  readonly settings: FoldSettings;
  /** Of the event or tick in the log. */
  readonly offset: number;
  readonly clock: CoveredClock;
  readonly outputs: Output[];
  /** Windows emitted before whose content changed in this step. */
  readonly changed: Set<Window>;
  /** Keys of the emitted windows whose snapshot is out of date. */
  readonly unsaved: Set<string>;
}

/** What every report ends with: what may pass to churn passes, windows close, changed ones come again, old ones go. */
export function settleHome(home: HomeState, step: Step): void {
  passToChurn(home, step, step.clock.settledAt);
  closePassed(home, step);
  reemitChanged(home, step);
  retireWindows(home);
}

/** Forgets the emitted windows that are past the horizon. */
export function retireWindows(home: HomeState): void {
  for (const window of home.closed.values()) {
    if (window.startMs < home.retiredThrough)
      home.closed.delete(windowKey(window.startMs, window.clockEpoch));
  }
}
