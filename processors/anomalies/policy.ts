/** How many looks raise an alert and how many end it, per class: data, so that a backtest can change it. */
import type { AlertClass } from "#schemas/alert.ts";

export interface EpisodePolicy {
  /** Consecutive looks in breach until it is raised. */
  readonly raiseAfter: number;
  /** Consecutive looks without breach until it is resolved. */
  readonly clearAfter: number;
  /** Consecutive looks at which the subject could not be judged until a raised one says no_data. */
  readonly noDataAfter: number;
  /** A milder severity is told while it lasts; else the worst stays until it is over, so that a value at a limit tells nobody twice. */
  readonly eases?: boolean;
}

/** A look is a closed window, unless said otherwise. */
export const policies: Readonly<Record<AlertClass, EpisodePolicy>> = {
  rssi_drop: { raiseAfter: 3, clearAfter: 3, noDataAfter: 10 },
  /** A look is an hour. */
  slow_degradation: { raiseAfter: 1, clearAfter: 6, noDataAfter: 48 },
  sticky: { raiseAfter: 4, clearAfter: 2, noDataAfter: 10 },
  weak_not_roaming: { raiseAfter: 15, clearAfter: 3, noDataAfter: 10 },
  /** A look is a roam, or a window without one. */
  ping_pong: { raiseAfter: 1, clearAfter: 1, noDataAfter: 60 },
  flapping: { raiseAfter: 1, clearAfter: 1, noDataAfter: 60 },
  /** A look is a join, a leave, or a window. */
  churn_storm: { raiseAfter: 1, clearAfter: 3, noDataAfter: 12 },
  gateway_wide: { raiseAfter: 1, clearAfter: 3, noDataAfter: 10 },
  /** A look is a tick, or a report. */
  gateway_silent: { raiseAfter: 1, clearAfter: 1, noDataAfter: 1 },
  sensor_stuck: { raiseAfter: 1, clearAfter: 2, noDataAfter: 30 },
  coverage_fall: { raiseAfter: 1, clearAfter: 5, noDataAfter: 10 },
  /** A look is a tick. */
  blind: { raiseAfter: 1, clearAfter: 1, noDataAfter: 1, eases: true },
  /** A rule has its own, and a severity of its own until somebody writes another into it. */
  rule: { raiseAfter: 1, clearAfter: 1, noDataAfter: 10, eases: true },
  fleet: { raiseAfter: 1, clearAfter: 1, noDataAfter: 1 },
};
