/** What is known to be so in a home, without looking at any report or detector. */

export const anomalyClasses = [
  "rssi_drop",
  "slow_degradation",
  "sticky",
  "weak_not_roaming",
  "ping_pong",
  "flapping",
  "churn_storm",
  "gateway_wide",
  "silence",
  "stuck",
  "coverage_fall",
] as const;

export type AnomalyClass = (typeof anomalyClasses)[number];

/**
 * `marginal`: by a hair the definition, or by a hair not; an alert there is neither right nor wrong. `info`: a hard
 * negative.
 */
export type Severity = "info" | "marginal" | "minor" | "major" | "critical";

/** Times are true milliseconds since 1970, or those at which something was received. */
export interface Label {
  readonly home: string;
  /** `home`, `radio:<access point>:<band>`, or a MAC. */
  readonly subject: string;
  /** `none`: something that must not fire. */
  readonly class: AnomalyClass | "none";
  /** When its cause began. */
  readonly startMs: number;
  /** When a perfect observer could first see it begin; the time to detect counts from here. Null: never, at this interval. */
  readonly observableMs: number | null;
  /** When a perfect observer knows that the class's whole definition is met, its duration included. */
  readonly establishedMs: number | null;
  readonly endMs: number;
  readonly severity: Severity;
  readonly cause: string;
  /** Put in on purpose; false: it came about by itself. */
  readonly injected: boolean;
}
