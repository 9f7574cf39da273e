/** What the folds read of a telemetry event. The rest is stepped over when it is decoded: most of a report is for the sink. */
import type { Known } from "#schemas/avro-reader.ts";
import type {
  AccessPointObservation,
  GatewayObservation,
  HeardStationObservation,
  HostObservation,
  Notification,
  RadioObservation,
  RowChange,
  StationObservation,
  TelemetryEvent,
} from "#schemas/telemetry-event.ts";

/** Fields by the record's name in the schema. */
const readFields = {
  TelemetryEvent: [
    "event_id",
    "home_id",
    "endpoint_id",
    "profile_id",
    "kind",
    "observed_at",
    "received_at",
    "time_quality",
    "flags",
    "tables",
    "stations",
    "hosts",
    "radios",
    "access_points",
    "gateway",
    "changes",
    "events",
    "tick",
    "interval_ms",
    "heard_stations",
  ],
  StationObservation: [
    "sta_mac",
    "path",
    "access_point",
    "bssid",
    "band",
    "rssi_dbm",
    "rssi_raw",
    "active",
    "downlink_rate_kbps",
    "uplink_rate_kbps",
    "associated_since",
    "connected_seconds",
    "bytes_sent_total",
    "bytes_received_total",
    "packets_sent_total",
    "retransmissions_total",
    "retries_total",
  ],
  HostObservation: ["host_mac", "path", "host_name", "active", "interface_type"],
  RadioObservation: [
    "radio",
    "band",
    "channel",
    "noise_dbm",
    "channel_utilization_percent",
    "bytes_sent_total",
    "bytes_received_total",
  ],
  GatewayObservation: ["model_name", "software_version", "uptime_seconds"],
  AccessPointObservation: ["access_point", "ssid_path", "bssid", "radio"],
  RowChange: ["kind", "path", "unique_keys"],
  Notification: ["name"],
  HeardStationObservation: ["sta_mac", "radio", "rssi_dbm"],
} as const;

type Fields<Name extends keyof typeof readFields> = (typeof readFields)[Name][number];

export type FoldStation = Pick<StationObservation, Fields<"StationObservation">>;
export type FoldHost = Pick<HostObservation, Fields<"HostObservation">>;
export type FoldRadio = Pick<RadioObservation, Fields<"RadioObservation">>;
export type FoldHeardStation = Pick<HeardStationObservation, Fields<"HeardStationObservation">>;
export type FoldAccessPoint = Pick<AccessPointObservation, Fields<"AccessPointObservation">>;

export interface FoldEvent extends Omit<
  Pick<TelemetryEvent, Fields<"TelemetryEvent">>,
  "stations" | "hosts" | "radios" | "access_points" | "gateway" | "changes" | "events" | "heard_stations"
> {
  readonly stations: readonly FoldStation[];
  readonly hosts: readonly FoldHost[];
  readonly radios: readonly FoldRadio[];
  readonly access_points: readonly FoldAccessPoint[];
  readonly gateway: readonly Pick<GatewayObservation, Fields<"GatewayObservation">>[];
  readonly changes: readonly Pick<RowChange, Fields<"RowChange">>[];
  readonly events: readonly Pick<Notification, Fields<"Notification">>[];
  readonly heard_stations: readonly FoldHeardStation[];
}

/** Fields whose texts are the same in many reports, the first ones of other homes too. */
export const repeatedFields: Known = {
  texts: [
    "profile_id",
    "kind",
    "time_quality",
    "tables",
    "path",
    "access_point",
    "band",
    "interface_type",
    "radio",
    "ssid_path",
    "model_name",
    "software_version",
  ],
  addresses: ["sta_mac", "host_mac", "bssid"],
};

const kept: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(readFields));

/** The telemetry schema with only the fields that folds read: a reader's, for bytes that the whole one wrote. */
export function toFoldSchema(schema: string): string {
  return JSON.stringify(JSON.parse(schema), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("fields" in value) || !("name" in value))
      return value;
    const names = kept.get(String(value.name));
    const fields = value.fields as readonly { readonly name: string }[];
    return names === undefined
      ? value
      : { ...value, fields: fields.filter(({ name }) => names.includes(name)) };
  });
}
