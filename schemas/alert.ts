/** The record of `alert.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

export type AlertState = "firing" | "resolved" | "no_data" | "suppressed";

/** ITU-T X.733 perceived severities, without "cleared": that is a state. */
export const severities = ["critical", "major", "minor", "warning", "indeterminate"] as const;
export type Severity = (typeof severities)[number];

export const alertClasses = [
  "rssi_drop",
  "slow_degradation",
  "sticky",
  "weak_not_roaming",
  "ping_pong",
  "flapping",
  "churn_storm",
  "gateway_wide",
  "gateway_silent",
  "sensor_stuck",
  "coverage_fall",
  "blind",
  "rule",
  "fleet",
] as const;
export type AlertClass = (typeof alertClasses)[number];

export const subjectKinds = ["station", "host", "radio", "endpoint", "home", "partition", "group"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/**
 * One transition of one episode of an alert: unique by (episode_id, sequence). On usp.alert-candidate.v1 what a home's
 * worker says, on usp.alert.v1 what stands after the fleet stage, on usp.alert-state.v1 (key: fingerprint) the newest.
 */
export interface Alert {
  /** One firing-to-resolved life; new at each firing. */
  readonly episode_id: string;
  /** 0 when raised, +1 with each transition. */
  readonly sequence: number;
  /** Sequence of what the home's worker said last; the fleet stage adds transitions of its own. */
  readonly candidate_sequence: number;
  /** The same for every episode of a class and subject. */
  readonly fingerprint: string;
  /** firing | resolved | no_data | suppressed */
  readonly state: AlertState;
  /** rssi_drop | slow_degradation | sticky | weak_not_roaming | ping_pong | flapping | churn_storm | gateway_wide | gateway_silent | sensor_stuck | coverage_fall | blind | rule | fleet */
  readonly alert_class: AlertClass;
  /** Name of the static rule; null for a detector. */
  readonly rule: string | null;
  /** X.733 perceived severity while it lasts: critical | major | minor | warning | indeterminate. */
  readonly severity: Severity;
  /** station | host | radio | endpoint | home | partition | group */
  readonly subject_kind: SubjectKind;
  /** MAC, radio path, home id, partition number, or group such as software_version=1.2.3. */
  readonly subject: string;
  /** Empty for a group's alert. */
  readonly home_id: string;
  readonly endpoint_id: string | null;
  /** Observed time at which it was sure. */
  readonly raised_at: EpochMs;
  /** Observed time of this transition. */
  readonly changed_at: EpochMs;
  readonly cleared_at: EpochMs | null;
  /** Received time of what caused this transition. */
  readonly received_at: EpochMs;
  /** One sentence for a person. */
  readonly summary: string;
  /** What was measured. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** What is usual for the subject. */
  readonly baseline: number | null;
  /** Of these three. */
  readonly unit: string | null;
  /** Of reports behind the value, 0 to 1. */
  readonly coverage: number | null;
  /** Further values by name. */
  readonly evidence: Readonly<Record<string, number>>;
  /** Where: bssid, access_point, band, model_name, software_version, area, access_node, as far as known. */
  readonly labels: Readonly<Record<string, string>>;
  /** Episode of the group's alert that this one belongs to. */
  readonly parent_episode_id: string | null;
  /** Of a group's alert: episodes that belong to it. */
  readonly children: number;
  /** log generation * 2^44 + offset of the event that caused it. */
  readonly row_version: number;
}
