/** The record of `parameter-event.avsc`; field for field (a test holds them together). */
import type { EventSource, TimeQuality } from "./telemetry-event.ts";
import type { EpochMs } from "./units.ts";

/** Parameter */
export interface Parameter {
  /** Full path, or the name as reported when it cannot be inverted. */
  readonly path: string;
  /** Textual form. */
  readonly value: string;
  /** string | number | boolean | null | array | object; empty where the report does not say (CSV with a column for each parameter) */
  readonly value_type: string;
}

/** Parameters of one message that map to no column. */
export interface ParameterEvent {
  /** 32 hex digits: the same fact has the same id (schemas/event-id.ts). */
  readonly event_id: string;
  /** The household; Kafka's key. Empty in a tick. */
  readonly home_id: string;
  /** Canonical USP Endpoint ID. Empty in a tick. */
  readonly endpoint_id: string;
  /** The stream: topic template of a bulk-data profile, object path of a Push! profile, or subscription id of a notification. */
  readonly profile_id: string;
  readonly source: EventSource;
  /** When it was true at the gateway; equals received_at unless time_quality is 'reported' or 'assumed_utc'. */
  readonly observed_at: EpochMs;
  /** When intake got it. */
  readonly received_at: EpochMs;
  /** reported | assumed_utc | none | uptime | out_of_range | unparseable. Only the first two are the gateway's own time. */
  readonly time_quality: TimeQuality;
  readonly parameters: readonly Parameter[];
}
