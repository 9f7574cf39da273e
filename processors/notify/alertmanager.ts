/** An alert for Alertmanager: an element of the array that `POST /api/v2/alerts` takes. */
import type { Alert, Severity } from "#schemas/alert.ts";

/** `postableAlert` of Alertmanager's API v2; times in RFC 3339. */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

const severities: Readonly<Record<Severity, string>> = {
  critical: "critical",
  major: "critical",
  minor: "warning",
  warning: "warning",
  indeterminate: "info",
};

/**
 * Null: nothing to tell. What fires (`no_data` too: it lasts as far as anybody knows) ends `keepMs` after `nowMs`
 * unless it is told again. What is suppressed ends, where it was told before; else it is not told. No time is in the
 * future but that end: gateways' clocks may be ahead, and Alertmanager refuses what ends before it starts.
 */
export function toPostableAlert(alert: Alert, nowMs: number, keepMs: number): PostableAlert | null {
  if (alert.state === "suppressed" && alert.sequence === 0) return null;
  const startsMs = Math.min(alert.raised_at, nowMs);
  const lasts = alert.state === "firing" || alert.state === "no_data";
  const endedMs = Math.max(startsMs, Math.min(alert.cleared_at ?? alert.changed_at, nowMs));
  return {
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: new Date(startsMs).toISOString(),
    endsAt: new Date(lasts ? nowMs + keepMs : endedMs).toISOString(),
  };
}

/** Identity alone, the same at every transition (but for the severity): other labels are another alert there. */
const labelsOf = (alert: Alert): Record<string, string> =>
  withoutEmpty({
    alertname: alert.alert_class,
    severity: severities[alert.severity],
    rule: alert.rule,
    subject_kind: alert.subject_kind,
    subject: alert.subject,
    home_id: alert.home_id,
    endpoint_id: alert.endpoint_id,
    fingerprint: alert.fingerprint,
  });

const annotationsOf = (alert: Alert): Record<string, string> =>
  withoutEmpty({
    ...alert.labels,
    ...alert.evidence,
    summary: alert.summary,
    state: alert.state,
    perceived_severity: alert.severity,
    episode_id: alert.episode_id,
    sequence: alert.sequence,
    value: alert.value,
    threshold: alert.threshold,
    baseline: alert.baseline,
    unit: alert.unit,
    coverage: alert.coverage,
    parent_episode_id: alert.parent_episode_id,
    children: alert.children === 0 ? null : alert.children,
  });

/** Alertmanager takes an empty text for one that is not there. */
const withoutEmpty = (values: Readonly<Record<string, string | number | null>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value === "" ? [] : [[name, String(value)]],
    ),
  );
