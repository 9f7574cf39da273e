/**
 * The queries of the comparison: each view's rows in the form of `truth/row.ts`, every column as text.
 * Only the public views are asked, never a table. A home's id must need no escaping in SQL.
 */

/** Column of text, number or boolean. */
const text = (...columns: string[]): string[] =>
  columns.map((column) => `toString(v.${column}) AS ${column}`);

/** Column of an instant, as milliseconds. */
const time = (...columns: string[]): string[] =>
  columns.map((column) => `toString(toUnixTimestamp64Milli(v.${column})) AS ${column}`);

/** Column of a list, joined by commas. */
const list = (...columns: string[]): string[] =>
  columns.map((column) => `arrayStringConcat(arrayMap(x -> toString(x), v.${column}), ',') AS ${column}`);

/** Column of a fraction, to six places. */
const fraction = (...columns: string[]): string[] =>
  columns.map((column) => `if(isNull(v.${column}), NULL, printf('%.6f', v.${column})) AS ${column}`);

/** Column of a map from text to text, as JSON with sorted names. */
const map = (...columns: string[]): string[] =>
  columns.map((column) => `toJSONString(mapSort(v.${column})) AS ${column}`);

/** The query for one home's rows; `where` narrows it. */
type HomeQuery = (homeId: string) => string;

const query =
  (view: string, columns: readonly string[][], where = "true"): HomeQuery =>
  (homeId) =>
    `SELECT ${columns.flat().join(", ")} FROM ${view} AS v WHERE v.home_id = '${homeId}' AND ${where}
     SETTINGS output_format_json_escape_forward_slashes = 0`;

const from = (view: string, ...columns: string[][]): HomeQuery => query(view, columns);

const rssi = [
  ...text("rssi_count"),
  ...list("rssi_bins", "rssi_counts"),
  ...text("rssi_out_of_range", "rssi_min_dbm", "rssi_max_dbm"),
  ...fraction("rssi_mean_dbm"),
];

export const stationQuery = from(
  "station_observation",
  text("profile_id"),
  time("observed_at", "associated_since"),
  text("sta_mac", "path", "access_point", "bssid", "ssid", "band", "rssi_dbm", "rssi_raw"),
  list("rssi_quality"),
  text(
    "noise_dbm",
    "downlink_rate_kbps",
    "uplink_rate_kbps",
    "retransmissions_percent",
    "active",
    "authenticated",
  ),
  text("operating_standard", "bytes_sent_total", "bytes_received_total", "packets_sent_total"),
  text("packets_received_total", "errors_sent_total", "errors_received_total", "retransmissions_total"),
  text("failed_retransmissions_total", "retries_total", "multiple_retries_total"),
);

export const hostQuery = from(
  "host_observation",
  text("profile_id"),
  time("observed_at", "active_since"),
  text("host_mac", "path", "host_name", "ip_address"),
  list("ip_addresses"),
  text(
    "interface_type",
    "active",
    "layer1_interface",
    "layer3_interface",
    "associated_device",
    "address_source",
  ),
  text("lease_time_remaining_seconds", "bytes_sent_total", "bytes_received_total"),
  text("packets_sent_total", "packets_received_total"),
);

export const radioQuery = from(
  "radio_observation",
  text("profile_id"),
  time("observed_at"),
  text("radio", "band", "channel", "bandwidth", "status", "transmit_power_percent", "noise_dbm"),
);

export const accessPointQuery = from(
  "access_point_observation",
  text("profile_id"),
  time("observed_at"),
  text("access_point", "enabled", "status", "ssid_path", "associated_devices"),
);

export const gatewayQuery = from(
  "gateway_observation",
  text("profile_id"),
  time("observed_at"),
  text("uptime_seconds", "serial_number"),
);

export const parameterQuery = from(
  "parameter",
  text("profile_id", "source"),
  time("observed_at"),
  text("path", "value", "value_type"),
);

export const reportQuery = query(
  "telemetry_event",
  [
    text("profile_id", "source"),
    time("observed_at", "received_at"),
    text("time_quality", "time_raw"),
    list("tables"),
  ],
  "v.kind = 'report'",
);

export const notificationQuery = from(
  "notification",
  text("subscription_id", "kind", "path", "event_name", "value", "msg_id", "error_code"),
  map("params", "unique_keys"),
  time("observed_at", "received_at"),
);

export const homeWindowQuery = from(
  "home_window",
  time("window_start"),
  text("expected", "received", "duplicate"),
  fraction("coverage"),
  text("joins", "leaves", "roams", "flaps", "ping_pongs", "host_joins", "host_leaves"),
  text("stations_peak", "hosts_peak", "wired_hosts_peak"),
  text("bytes_sent", "bytes_received"),
  fraction("retry_share"),
  rssi,
);

export const stationWindowQuery = from(
  "station_window",
  time("window_start"),
  text("sta_mac", "access_point", "samples", "associated_ms"),
  fraction("downlink_rate_mean_kbps", "uplink_rate_mean_kbps"),
  text("downlink_rate_min_kbps", "downlink_rate_max_kbps", "uplink_rate_min_kbps", "uplink_rate_max_kbps"),
  text("bytes_sent", "bytes_received", "packets_sent", "retransmissions", "traffic_ms", "counter_resets"),
  fraction("retry_share"),
  rssi,
);

export const streamWindowQuery = from(
  "stream_window",
  time("window_start"),
  text("profile_id", "interval_ms", "expected", "received", "duplicate"),
);

export const associationChangeQuery = from(
  "association_change",
  text("profile_id"),
  time("observed_at", "received_at"),
  text("kind", "sta_mac", "host_mac", "access_point", "from_access_point"),
  time("last_seen_at"),
  text("reason", "flap", "ping_pong", "session_ms", "count"),
);
