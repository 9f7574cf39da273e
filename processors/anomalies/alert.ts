/** The Alert record of a transition. */
import type { Alert } from "#schemas/alert.ts";
import { digest } from "#schemas/event-id.ts";
import { epochMs } from "#schemas/units.ts";
import type { Transition } from "./episode.ts";
import { nameWithin, type Subject } from "./reading.ts";

/** What caused a transition. */
export interface Cause {
  readonly homeId: string;
  /** Observed time of the transition, ms since the epoch. */
  readonly at: number;
  /** Received time of the event or tick. */
  readonly receivedAt: number;
  readonly rowVersion: number;
}

/** Stable over all episodes of a class and subject. */
export const fingerprintOf = (homeId: string, subject: Subject): string =>
  digest("alert", subject.alertClass, subject.rule ?? "", homeId, subject.subjectKind, nameWithin(subject));

/** A new id for an episode that this event begins: the same when the log is read again. */
export const episodeIdOf = (fingerprint: string, { at, rowVersion }: Cause): string =>
  digest("episode", fingerprint, String(rowVersion), String(at));

/** A resolved alert keeps the severity it had. */
export function toAlert({ state, episode }: Transition, cause: Cause): Alert {
  const { reading } = episode;
  const changedAt = epochMs(episode.changedAt);
  return {
    episode_id: episode.episodeId,
    sequence: episode.sequence,
    candidate_sequence: episode.sequence,
    fingerprint: fingerprintOf(cause.homeId, reading),
    state,
    alert_class: reading.alertClass,
    rule: reading.rule,
    severity: reading.severity,
    subject_kind: reading.subjectKind,
    subject: reading.subject,
    home_id: cause.homeId,
    endpoint_id: reading.endpointId,
    raised_at: epochMs(episode.raisedAt),
    changed_at: changedAt,
    cleared_at: state === "resolved" ? changedAt : null,
    received_at: epochMs(cause.receivedAt),
    summary: reading.summary,
    value: reading.value,
    threshold: reading.threshold,
    baseline: reading.baseline,
    unit: reading.unit,
    coverage: reading.coverage,
    evidence: reading.evidence,
    labels: reading.labels,
    parent_episode_id: null,
    children: 0,
    row_version: cause.rowVersion,
  };
}
