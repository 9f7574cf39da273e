/** What is kept of an alert record, recorded or made again, to compare it. */
import type { Alert, AlertClass } from "#schemas/alert.ts";

export interface SaidAlert {
  readonly episodeId: string;
  readonly sequence: number;
  readonly fingerprint: string;
  readonly state: Alert["state"];
  readonly severity: Alert["severity"];
  readonly alertClass: AlertClass;
  /** Name of the static rule; null for a detector. */
  readonly rule: string | null;
  readonly homeId: string;
  readonly subject: string;
  readonly raisedAt: number;
  readonly receivedAt: number;
  /** Of the event that caused it, in its partition of the log. */
  readonly offset: number;
}

/** `versionBase` is the `row_version` of offset 0: what an older generation of the log said gets an offset below 0. */
export const toSaid = (alert: Alert, versionBase: number): SaidAlert => ({
  episodeId: alert.episode_id,
  sequence: alert.sequence,
  fingerprint: alert.fingerprint,
  state: alert.state,
  severity: alert.severity,
  alertClass: alert.alert_class,
  rule: alert.rule,
  homeId: alert.home_id,
  subject: alert.subject,
  raisedAt: alert.raised_at,
  receivedAt: alert.received_at,
  offset: alert.row_version - versionBase,
});

/** Whose alert it is: its class, of a static rule with the rule's name. */
export const detectorOf = ({ alertClass, rule }: SaidAlert): string =>
  rule === null ? alertClass : `${alertClass} ${rule}`;
