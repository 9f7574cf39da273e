/** An alert for PagerDuty: a body of `POST /v2/enqueue`, Events API v2. */
import { createHash } from "node:crypto";
import type { Alert, Severity } from "#schemas/alert.ts";

/** `resolve` needs no payload. */
export type PagerdutyEvent = {
  readonly routing_key: string;
  /** One incident an alert, however often it is told. */
  readonly dedup_key: string;
} & (
  | { readonly event_action: "resolve" }
  | { readonly event_action: "trigger"; readonly payload: PagerdutyPayload }
);

interface PagerdutyPayload {
  readonly summary: string;
  readonly source: string;
  readonly severity: "critical" | "error" | "warning" | "info";
  readonly timestamp: string;
  readonly component?: string;
  readonly group?: string;
  readonly class: string;
  readonly custom_details: Readonly<Record<string, unknown>>;
}

const severities: Readonly<Record<Severity, PagerdutyPayload["severity"]>> = {
  critical: "critical",
  major: "error",
  minor: "warning",
  warning: "warning",
  indeterminate: "info",
};

/** Events API v2: longest `dedup_key` and `summary`, in characters. */
const longestKey = 255;
const longestSummary = 1024;

/**
 * Null: nothing to tell. Firing and `no_data` trigger (the same key: the same incident), resolved resolves; suppressed
 * resolves what may have been triggered before, else it is not told.
 */
export function toPagerdutyEvent(alert: Alert, routingKey: string): PagerdutyEvent | null {
  if (alert.state === "suppressed" && alert.sequence === 0) return null;
  const head = { routing_key: routingKey, dedup_key: keyOf(alert.fingerprint) };
  return alert.state === "firing" || alert.state === "no_data"
    ? { ...head, event_action: "trigger", payload: payloadOf(alert) }
    : { ...head, event_action: "resolve" };
}

const keyOf = (fingerprint: string): string =>
  fingerprint.length <= longestKey ? fingerprint : createHash("sha256").update(fingerprint).digest("hex");

function payloadOf(alert: Alert): PagerdutyPayload {
  return {
    summary: alert.summary.slice(0, longestSummary),
    source: alert.subject,
    severity: severities[alert.severity],
    timestamp: new Date(alert.raised_at).toISOString(),
    ...(alert.endpoint_id === null ? {} : { component: alert.endpoint_id }),
    ...(alert.home_id === "" ? {} : { group: alert.home_id }),
    class: alert.rule ?? alert.alert_class,
    custom_details: {
      ...alert.labels,
      ...alert.evidence,
      state: alert.state,
      episode_id: alert.episode_id,
      sequence: alert.sequence,
      subject_kind: alert.subject_kind,
      value: alert.value,
      threshold: alert.threshold,
      baseline: alert.baseline,
      unit: alert.unit,
      coverage: alert.coverage,
      children: alert.children,
    },
  };
}
