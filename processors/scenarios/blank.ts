/** Records with nothing in them, for tests to fill in what they are about. */
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import type {
  AccessPointObservation,
  GatewayObservation,
  HeardStationObservation,
  HostObservation,
  RadioObservation,
  StationObservation,
  TelemetryEvent,
} from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

/** A report of the gateway `gateway` in the home `home`, stream `bulk`, with the gateway's own time. */
export const blankEvent: TelemetryEvent = {
  event_id: "",
  home_id: "home",
  endpoint_id: "gateway",
  profile_id: "bulk",
  kind: "report",
  source: "mqtt-bulk",
  observed_at: epochMs(0),
  received_at: epochMs(0),
  time_quality: "reported",
  time_raw: null,
  msg_id: null,
  flags: [],
  tables: [],
  stations: [],
  hosts: [],
  radios: [],
  access_points: [],
  gateway: [],
  changes: [],
  events: [],
  tick: null,
  interval_ms: null,
  interfaces: [],
  mesh_nodes: [],
  heard_stations: [],
  heard_bsses: [],
};

export const blankStation: StationObservation = {
  sta_mac: "",
  path: "",
  access_point: "",
  bssid: null,
  ssid: null,
  band: null,
  rssi_dbm: null,
  rssi_raw: null,
  rssi_quality: [],
  noise_dbm: null,
  downlink_rate_kbps: null,
  uplink_rate_kbps: null,
  retransmissions_percent: null,
  active: null,
  authenticated: null,
  associated_since: null,
  operating_standard: null,
  bytes_sent_total: null,
  bytes_received_total: null,
  packets_sent_total: null,
  packets_received_total: null,
  errors_sent_total: null,
  errors_received_total: null,
  retransmissions_total: null,
  failed_retransmissions_total: null,
  retries_total: null,
  multiple_retries_total: null,
  snr_db: null,
  connected_seconds: null,
};

export const blankHost: HostObservation = {
  host_mac: "",
  path: "",
  host_name: null,
  ip_address: null,
  ip_addresses: [],
  interface_type: null,
  active: null,
  active_since: null,
  layer1_interface: null,
  layer3_interface: null,
  associated_device: null,
  address_source: null,
  lease_time_remaining_seconds: null,
  bytes_sent_total: null,
  bytes_received_total: null,
  packets_sent_total: null,
  packets_received_total: null,
};

export const blankRadio: RadioObservation = {
  radio: "",
  band: null,
  channel: null,
  bandwidth: null,
  status: null,
  enabled: null,
  transmit_power_percent: null,
  noise_dbm: null,
  channel_utilization_percent: null,
  bytes_sent_total: null,
  bytes_received_total: null,
  packets_sent_total: null,
  packets_received_total: null,
  errors_sent_total: null,
  errors_received_total: null,
};

export const blankAccessPoint: AccessPointObservation = {
  access_point: "",
  ssid_path: null,
  bssid: null,
  ssid: null,
  radio: null,
  status: null,
  enabled: null,
  associated_devices: null,
  bytes_sent_total: null,
  bytes_received_total: null,
  packets_sent_total: null,
  packets_received_total: null,
  errors_sent_total: null,
  errors_received_total: null,
  retransmissions_total: null,
};

export const blankGateway: GatewayObservation = {
  manufacturer: null,
  model_name: null,
  product_class: null,
  serial_number: null,
  hardware_version: null,
  software_version: null,
  uptime_seconds: null,
  memory_total_kib: null,
  memory_free_kib: null,
  cpu_usage_percent: null,
};

export const blankHeardStation: HeardStationObservation = {
  sta_mac: "",
  path: "",
  radio: "",
  rssi_dbm: null,
  rssi_raw: null,
  rssi_quality: [],
};

/** All station tables covered. */
export const stationTables: readonly string[] = ["Device.WiFi.AccessPoint.*.AssociatedDevice."];

/** A station on access point `accessPoint`; `name` is the last pair of its MAC and, in hex, its row. */
export function stationAt(name: string, accessPoint: number, rssiDbm: number | null): StationObservation {
  const access_point = `Device.WiFi.AccessPoint.${accessPoint}.`;
  return {
    ...blankStation,
    sta_mac: `02:00:00:00:00:${name}`,
    access_point,
    path: `${access_point}AssociatedDevice.${Number.parseInt(name, 16)}.`,
    rssi_dbm: rssiDbm,
    rssi_raw: rssiDbm,
  };
}

/** A tick of a bridge, 5 s apart from the next. */
export function tickAt(at: number, bridgeId = "b", sessionExpiryMs = 60_000, farewell = false): TelemetryEvent {
  return {
    ...blankEvent,
    home_id: "",
    endpoint_id: "",
    profile_id: "",
    kind: "tick",
    source: "bridge",
    time_quality: "none",
    observed_at: epochMs(at),
    received_at: epochMs(at),
    tick: { bridge_id: bridgeId, period_ms: 5000, session_expiry_ms: sessionExpiryMs, farewell },
  };
}

/** An RSSI histogram without samples, as records have it. */
const blankHistogram = {
  rssi_count: 0,
  rssi_bins: [],
  rssi_counts: [],
  rssi_out_of_range: 0,
  rssi_min_dbm: null,
  rssi_max_dbm: null,
  rssi_mean_dbm: null,
};

/** A station with nothing said of it. */
export const blankRadioWindow: RadioWindow = {
  endpoint_id: "",
  radio: "",
  band: null,
  channel: null,
  samples: 0,
  noise_mean_dbm: null,
  ...blankHistogram,
  channel_utilization_mean_percent: null,
  channel_utilization_max_percent: null,
  stations_peak: 0,
  bytes_sent: null,
  bytes_received: null,
};

export const blankStationWindow: StationWindow = {
  ...blankHistogram,
  endpoint_id: "gateway",
  sta_mac: "",
  access_point: "",
  bssid: null,
  band: null,
  samples: 0,
  downlink_rate_mean_kbps: null,
  downlink_rate_min_kbps: null,
  downlink_rate_max_kbps: null,
  uplink_rate_mean_kbps: null,
  uplink_rate_min_kbps: null,
  uplink_rate_max_kbps: null,
  bytes_sent: null,
  bytes_received: null,
  packets_sent: null,
  retransmissions: null,
  traffic_ms: 0,
  counter_resets: 0,
  retry_share: null,
  associated_ms: 0,
  best_other_rssi_dbm: null,
  best_other_bss: null,
};

/** A window of one minute with one report, and nothing in it. */
export const blankHomeWindow: HomeWindow = {
  ...blankHistogram,
  home_id: "home",
  window_start: epochMs(0),
  window_ms: 60_000,
  clock_epoch: 0,
  revision: 0,
  row_version: 0,
  closed_by: "progress",
  expected: 1,
  received: 1,
  late: 0,
  duplicate: 0,
  coverage: 1,
  joins: 0,
  leaves: 0,
  roams: 0,
  stations_peak: 0,
  hosts_peak: 0,
  streams: [],
  stations: [],
  radios: [],
  flaps: 0,
  ping_pongs: 0,
  rotations: 0,
  host_joins: 0,
  host_leaves: 0,
  wired_hosts_peak: 0,
  bytes_sent: null,
  bytes_received: null,
  retry_share: null,
  uptime_seconds: null,
  model_name: null,
  software_version: null,
};

/** A join of nobody. */
export const blankChange: AssociationChange = {
  home_id: "home",
  endpoint_id: "gateway",
  profile_id: "bulk",
  observed_at: epochMs(0),
  received_at: epochMs(0),
  kind: "join",
  sta_mac: "",
  access_point: "",
  bssid: null,
  from_access_point: null,
  from_bssid: null,
  last_seen_at: null,
  reason: "report",
  clock_epoch: 0,
  row_version: 0,
  host_mac: "",
  scope: null,
  from_endpoint_id: null,
  flap: false,
  ping_pong: false,
  session_ms: null,
  continues_mac: null,
  continuity: null,
  count: 1,
};

/** A silent gateway's alert, just raised. */
export const blankAlert: Alert = {
  episode_id: "",
  sequence: 0,
  candidate_sequence: 0,
  fingerprint: "",
  state: "firing",
  alert_class: "gateway_silent",
  rule: null,
  severity: "warning",
  subject_kind: "endpoint",
  subject: "gateway",
  home_id: "home",
  endpoint_id: "gateway",
  raised_at: epochMs(0),
  changed_at: epochMs(0),
  cleared_at: null,
  received_at: epochMs(0),
  summary: "",
  value: null,
  threshold: null,
  baseline: null,
  unit: null,
  coverage: null,
  evidence: {},
  labels: {},
  parent_episode_id: null,
  children: 0,
  row_version: 0,
};
