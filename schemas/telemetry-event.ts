/** The record of `telemetry-event.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

/** A 64-bit counter without loss: a bigint only where a number would round (above 2^53 - 1). */
export type Counter = number | bigint;

export type EventKind =
  | "report"
  | "event"
  | "value_change"
  | "object_creation"
  | "object_deletion"
  | "operation_complete"
  | "onboard"
  | "online"
  | "offline"
  | "tick";

export type EventSource =
  | "mqtt-bulk"
  | "usp-push"
  | "usp-notify"
  | "usp-record"
  | "mqtt-status"
  | "http-bulk"
  | "cwmp"
  | "bridge";

/** Whose time `observed_at` is: the gateway's own only for the first two. */
export type TimeQuality = "reported" | "assumed_utc" | "none" | "uptime" | "out_of_range" | "unparseable";

/** A bridge's heartbeat in one partition (architecture section 3). */
export interface Tick {
  readonly bridge_id: string;
  readonly period_ms: number;
  readonly session_expiry_ms: number;
  readonly farewell: boolean;
}

/** What a Notify said, other than rows created or deleted; also connect and disconnect records. */
export interface Notification {
  /** Object path with trailing dot, or the parameter path of a value change. */
  readonly path: string;
  /** Boot!, Periodic!, IPPing() ...; empty for a value change. */
  readonly name: string;
  /** New value of a value change. */
  readonly value: string | null;
  /** Arguments of the event or output of the operation. */
  readonly params: Readonly<Record<string, string>>;
  /** Failure of an operation. */
  readonly error_code: number | null;
}

/** A row created or deleted (Notify obj_creation, obj_deletion; TR-369 section 4). */
export interface RowChange {
  /** created | deleted */
  readonly kind: "created" | "deleted";
  /** Row path with trailing dot. */
  readonly path: string;
  /** As sent; empty for deletions. */
  readonly unique_keys: Readonly<Record<string, string>>;
}

/** One row of Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.UnassociatedSTA.{i}. (TR-181): a station that a radio hears though it is not associated there. */
export interface HeardStationObservation {
  /** MACAddress, lower case; rows without a valid one go to usp.parameter.v1. */
  readonly sta_mac: string;
  /** Row path with trailing dot; instance numbers are reused, never a key. */
  readonly path: string;
  /** Path of the row of the radio that hears it. */
  readonly radio: string;
  /** SignalStrength in whole dBm, from RCPI where it is that (halves round down); null when it cannot be trusted. */
  readonly rssi_dbm: number | null;
  /** The number as reported. */
  readonly rssi_raw: number | null;
  /** As rssi_quality of a station. */
  readonly rssi_quality: readonly string[];
}

/** One row of Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}. or of DataElements' ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}. (TR-181): another BSS that a radio hears, a neighbour's or one of the home. */
export interface HeardBssObservation {
  /** BSSID, lower case; rows without a valid one go to usp.parameter.v1. */
  readonly bssid: string;
  /** Row path with trailing dot; instance numbers are reused, never a key. */
  readonly path: string;
  /** Path of the row of the radio that hears it. */
  readonly radio: string | null;
  readonly ssid: string | null;
  /** 2.4GHz | 5GHz | 6GHz, where the row tells it. */
  readonly band: string | null;
  /** Where the row tells it. */
  readonly channel: number | null;
  /** As reported. */
  readonly bandwidth: string | null;
  /** SignalStrength in whole dBm, from RCPI where it is that (halves round down); null when it cannot be trusted. */
  readonly rssi_dbm: number | null;
  /** The number as reported. */
  readonly rssi_raw: number | null;
  /** As rssi_quality of a station. */
  readonly rssi_quality: readonly string[];
  /** As that BSS announces it, 0..100. */
  readonly channel_utilization_percent: number | null;
  /** As that BSS announces it. */
  readonly stations: number | null;
}

/** One row of Device.WiFi.DataElements.Network.Device.{i}. (TR-181): a Wi-Fi node of the home's mesh, the gateway's own included, and its backhaul. */
export interface MeshNodeObservation {
  /** ID (the AL MAC), lower case; rows without a valid one go to usp.parameter.v1. */
  readonly node_mac: string;
  /** Row path with trailing dot; instance numbers are reused, never a key. */
  readonly path: string;
  readonly manufacturer: string | null;
  readonly model_name: string | null;
  readonly serial_number: string | null;
  readonly software_version: string | null;
  /** The node it is connected to; null for the root of the tree. */
  readonly backhaul_node_mac: string | null;
  /** The BSSID or port at that node. */
  readonly backhaul_mac: string | null;
  /** As reported: Wi-Fi, Ethernet, None, IEEE 802.11ax 5GHz, ... */
  readonly backhaul_medium: string | null;
  /** BackhaulPHYRate. */
  readonly backhaul_rate_mbps: number | null;
  /** Towards this node. */
  readonly backhaul_downlink_rate_kbps: number | null;
  readonly backhaul_uplink_rate_kbps: number | null;
  /** From RCPI, in whole dBm (halves round down); null when it cannot be trusted. */
  readonly backhaul_rssi_dbm: number | null;
  /** The number as reported. */
  readonly backhaul_rssi_raw: number | null;
  /** As rssi_quality of a station. */
  readonly backhaul_rssi_quality: readonly string[];
}

/** One row of Device.IP.Interface.{i}. or Device.Ethernet.Interface.{i}. (TR-181): the way to the WAN and the LAN ports. */
export interface InterfaceObservation {
  /** Row path, e.g. Device.IP.Interface.1. */
  readonly interface: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly enabled: boolean | null;
  /** Whether it leads to the WAN, where the gateway says it. */
  readonly upstream: boolean | null;
  /** CurrentBitRate of an Ethernet interface. */
  readonly bit_rate_mbps: number | null;
  /** By the gateway, out of this interface. */
  readonly bytes_sent_total: Counter | null;
  readonly bytes_received_total: Counter | null;
  readonly packets_sent_total: Counter | null;
  readonly packets_received_total: Counter | null;
  readonly errors_sent_total: Counter | null;
  readonly errors_received_total: Counter | null;
  readonly discards_sent_total: Counter | null;
  readonly discards_received_total: Counter | null;
}

/** DeviceInfo of the gateway; at most one in a message. */
export interface GatewayObservation {
  readonly manufacturer: string | null;
  readonly model_name: string | null;
  readonly product_class: string | null;
  readonly serial_number: string | null;
  readonly hardware_version: string | null;
  readonly software_version: string | null;
  readonly uptime_seconds: number | null;
  readonly memory_total_kib: number | null;
  readonly memory_free_kib: number | null;
  readonly cpu_usage_percent: number | null;
}

/** One BSS: an AccessPoint row, or an SSID row, or both joined by SSIDReference; or a BSS row of DataElements. */
export interface AccessPointObservation {
  /** Path of the AccessPoint row or of the BSS row under DataElements, empty when only the SSID row was sent. */
  readonly access_point: string;
  /** Path of the SSID row. */
  readonly ssid_path: string | null;
  readonly bssid: string | null;
  readonly ssid: string | null;
  /** Path of the radio row (SSID.LowerLayers). */
  readonly radio: string | null;
  readonly status: string | null;
  readonly enabled: boolean | null;
  readonly associated_devices: number | null;
  /** Stats of the SSID row. */
  readonly bytes_sent_total: Counter | null;
  readonly bytes_received_total: Counter | null;
  readonly packets_sent_total: Counter | null;
  readonly packets_received_total: Counter | null;
  readonly errors_sent_total: Counter | null;
  readonly errors_received_total: Counter | null;
  /** Stats.RetransCount. */
  readonly retransmissions_total: Counter | null;
}

/** One row of Device.WiFi.Radio.{i}. or of DataElements' Device.{i}.Radio.{i}. (TR-181). */
export interface RadioObservation {
  /** Row path, e.g. Device.WiFi.Radio.1. */
  readonly radio: string;
  readonly band: string | null;
  readonly channel: number | null;
  readonly bandwidth: string | null;
  readonly status: string | null;
  readonly enabled: boolean | null;
  readonly transmit_power_percent: number | null;
  readonly noise_dbm: number | null;
  /** 0..100 where the model has it. */
  readonly channel_utilization_percent: number | null;
  readonly bytes_sent_total: Counter | null;
  readonly bytes_received_total: Counter | null;
  readonly packets_sent_total: Counter | null;
  readonly packets_received_total: Counter | null;
  readonly errors_sent_total: Counter | null;
  readonly errors_received_total: Counter | null;
}

/** One row of Device.Hosts.Host.{i}. (TR-181): any LAN device, wired too. */
export interface HostObservation {
  /** PhysAddress, lower-case MAC; rows without a valid one go to usp.parameter.v1. */
  readonly host_mac: string;
  readonly path: string;
  readonly host_name: string | null;
  readonly ip_address: string | null;
  /** IPv4Address.{i} and IPv6Address.{i} rows. */
  readonly ip_addresses: readonly string[];
  readonly interface_type: string | null;
  readonly active: boolean | null;
  /** ActiveLastChange; null when unknown. */
  readonly active_since: EpochMs | null;
  readonly layer1_interface: string | null;
  readonly layer3_interface: string | null;
  /** Path of the AssociatedDevice row; join inside one message only. */
  readonly associated_device: string | null;
  readonly address_source: string | null;
  /** -1 infinite. */
  readonly lease_time_remaining_seconds: number | null;
  /** Host to WAN (upload). */
  readonly bytes_sent_total: Counter | null;
  readonly bytes_received_total: Counter | null;
  readonly packets_sent_total: Counter | null;
  readonly packets_received_total: Counter | null;
}

/** One row of Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}. or of DataElements' Device.{i}.Radio.{i}.BSS.{i}.STA.{i}. (TR-181): a station as its access point sees it. */
export interface StationObservation {
  /** Lower-case MAC; rows without a valid one go to usp.parameter.v1. */
  readonly sta_mac: string;
  /** Row path with trailing dot; instance numbers are reused, never a key. */
  readonly path: string;
  /** Path of the row that it is on, e.g. Device.WiFi.AccessPoint.1., or of its BSS row under DataElements. */
  readonly access_point: string;
  /** BSSID where this message tells it (AccessPoint -> SSID rows). */
  readonly bssid: string | null;
  readonly ssid: string | null;
  /** 2.4GHz | 5GHz | 6GHz, where this message tells it. */
  readonly band: string | null;
  /** SignalStrength in whole dBm (halves round down); null when it cannot be trusted. */
  readonly rssi_dbm: number | null;
  /** The number as reported. */
  readonly rssi_raw: number | null;
  /** Why rssi_dbm is null or was converted; empty when plain. */
  readonly rssi_quality: readonly string[];
  readonly noise_dbm: number | null;
  /** LastDataDownlinkRate (AP to station). */
  readonly downlink_rate_kbps: number | null;
  readonly uplink_rate_kbps: number | null;
  /** Retransmissions of the last 100 packets, 0..100. */
  readonly retransmissions_percent: number | null;
  readonly active: boolean | null;
  readonly authenticated: boolean | null;
  /** AssociationTime; null when unknown. */
  readonly associated_since: EpochMs | null;
  readonly operating_standard: string | null;
  /** AP to station. */
  readonly bytes_sent_total: Counter | null;
  readonly bytes_received_total: Counter | null;
  readonly packets_sent_total: Counter | null;
  readonly packets_received_total: Counter | null;
  readonly errors_sent_total: Counter | null;
  readonly errors_received_total: Counter | null;
  /** Stats.RetransCount. */
  readonly retransmissions_total: Counter | null;
  readonly failed_retransmissions_total: Counter | null;
  /** Stats.RetryCount. */
  readonly retries_total: Counter | null;
  readonly multiple_retries_total: Counter | null;
  readonly snr_db: number | null;
  /** LastConnectTime of DataElements: since the association. */
  readonly connected_seconds: number | null;
}

/** What one message of one gateway said; one event per report element where a message holds several. Which arrays a kind fills: report: stations, hosts, radios, access_points, gateway, interfaces, mesh_nodes, heard_stations, heard_bsses, tables; value_change of a row that its path identifies: that row too; event and value_change of a CWMP Inform: its rows; object_creation and object_deletion: changes; the other notifications and online/offline: events; tick: tick. */
export interface TelemetryEvent {
  /** 32 hex digits: the same fact has the same id (schemas/event-id.ts). */
  readonly event_id: string;
  /** The household; Kafka's key. Empty in a tick. */
  readonly home_id: string;
  /** Canonical USP Endpoint ID. Empty in a tick. */
  readonly endpoint_id: string;
  /** The stream: topic template of a bulk-data profile, object path of a Push! profile, or subscription id of a notification. */
  readonly profile_id: string;
  /** report | event | value_change | object_creation | object_deletion | operation_complete | onboard | online | offline | tick */
  readonly kind: EventKind;
  /** mqtt-bulk | usp-push | usp-notify | usp-record | mqtt-status | http-bulk | cwmp | bridge */
  readonly source: EventSource;
  /** When it was true at the gateway; equals received_at unless time_quality is 'reported' or 'assumed_utc'. */
  readonly observed_at: EpochMs;
  /** When intake got it. */
  readonly received_at: EpochMs;
  /** reported | assumed_utc | none | uptime | out_of_range | unparseable. Only the first two are the gateway's own time. */
  readonly time_quality: TimeQuality;
  /** The time as reported, when there was one. */
  readonly time_raw: string | null;
  /** USP header.msg_id of a notification. */
  readonly msg_id: string | null;
  /** retained, duplicate_key, retained_report, utf8_replaced, control_characters, to_id_mismatch, signature_unverified, version_unexpected, msg_type_mismatch, ... */
  readonly flags: readonly string[];
  /** Tables this message covers completely, as path prefixes: Device.Hosts.Host. or Device.WiFi.AccessPoint.*.AssociatedDevice. A row is absent only if its table is here. */
  readonly tables: readonly string[];
  readonly stations: readonly StationObservation[];
  readonly hosts: readonly HostObservation[];
  readonly radios: readonly RadioObservation[];
  readonly access_points: readonly AccessPointObservation[];
  readonly gateway: readonly GatewayObservation[];
  readonly changes: readonly RowChange[];
  readonly events: readonly Notification[];
  readonly tick: Tick | null;
  /** Reporting interval of the stream where the profile's definition says it. */
  readonly interval_ms: number | null;
  readonly interfaces: readonly InterfaceObservation[];
  readonly mesh_nodes: readonly MeshNodeObservation[];
  readonly heard_stations: readonly HeardStationObservation[];
  readonly heard_bsses: readonly HeardBssObservation[];
}
