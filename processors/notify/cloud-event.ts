/** An alert's transition as a CloudEvent 1.0, in structured JSON: one POST an event, `application/cloudevents+json`. */
import type { Alert } from "#schemas/alert.ts";

/** The required attributes of CloudEvents 1.0, the optional ones that help, and the partitioning extension. */
export interface AlertEvent {
  readonly specversion: "1.0";
  /** `<episode_id>/<sequence>`: with `source` what a receiver tells repetitions by. */
  readonly id: string;
  readonly source: string;
  readonly type: `usp.alert.${Alert["state"]}`;
  /** The alert's fingerprint. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly partitionkey: string;
  /** The record, its times in RFC 3339. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every transition is told, those of suppressed alerts too: `type` and `data.state` say which. */
export function toCloudEvent(alert: Alert): AlertEvent {
  return {
    specversion: "1.0",
    id: `${alert.episode_id}/${alert.sequence}`,
    source: "/usp-telemetry/alert",
    type: `usp.alert.${alert.state}`,
    subject: alert.fingerprint,
    time: rfc3339(alert.changed_at),
    datacontenttype: "application/json",
    partitionkey: alert.fingerprint,
    data: {
      ...alert,
      raised_at: rfc3339(alert.raised_at),
      changed_at: rfc3339(alert.changed_at),
      cleared_at: alert.cleared_at === null ? null : rfc3339(alert.cleared_at),
      received_at: rfc3339(alert.received_at),
    },
  };
}

const rfc3339 = (timeMs: number): string => new Date(timeMs).toISOString();
