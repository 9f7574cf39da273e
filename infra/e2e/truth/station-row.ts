/** The row `station_observation` must hold for one row of `Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.`. */
import { filled, instantOf, macOf, type Row } from "./row.ts";

/** Column -> parameter below the row, for numbers and booleans as they are. */
const plain = {
  noise_dbm: "Noise",
  downlink_rate_kbps: "LastDataDownlinkRate",
  uplink_rate_kbps: "LastDataUplinkRate",
  retransmissions_percent: "Retransmissions",
  active: "Active",
  authenticated: "AuthenticationState",
  bytes_sent_total: "Stats.BytesSent",
  bytes_received_total: "Stats.BytesReceived",
  packets_sent_total: "Stats.PacketsSent",
  packets_received_total: "Stats.PacketsReceived",
  errors_sent_total: "Stats.ErrorsSent",
  errors_received_total: "Stats.ErrorsReceived",
  retransmissions_total: "Stats.RetransCount",
  failed_retransmissions_total: "Stats.FailedRetransCount",
  retries_total: "Stats.RetryCount",
  multiple_retries_total: "Stats.MultipleRetryCount",
} as const;

/** Every column that holds one parameter as it is, with that parameter. */
export const stationColumns: Readonly<Record<string, string>> = {
  ...plain,
  sta_mac: "MACAddress",
  rssi_dbm: "SignalStrength",
  rssi_raw: "SignalStrength",
  associated_since: "AssociationTime",
  operating_standard: "OperatingStandard",
};

/** Parameters of a station row that have a column. */
export const stationParameters: ReadonlySet<string> = new Set(Object.values(stationColumns));

/**
 * `path` is the row's path with trailing dot, `values` its parameters by name below the row.
 * Null when the row has no valid MAC: then all of it are parameters.
 */
export function stationRow(path: string, values: ReadonlyMap<string, string>): Row | null {
  const mac = macOf(values.get("MACAddress") ?? "");
  if (mac === null) return null;
  const row: Record<string, string | null> = {
    sta_mac: mac,
    path,
    access_point: path.replace(/AssociatedDevice\.\d+\.$/, ""),
    bssid: null,
    ssid: null,
    band: null,
    rssi_dbm: values.get("SignalStrength") ?? null,
    rssi_raw: values.get("SignalStrength") ?? null,
    rssi_quality: "",
    associated_since: instantOf(values.get("AssociationTime") ?? ""),
    operating_standard: filled(values.get("OperatingStandard") ?? ""),
  };
  for (const [column, parameter] of Object.entries(plain)) row[column] = values.get(parameter) ?? null;
  return row;
}
