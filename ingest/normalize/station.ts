/** `Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.` (TR-181; reference section 6.2): a Wi-Fi station as the access point sees it. */
import type { StationObservation } from "#schemas/telemetry-event.ts";
import {
  readBoolean,
  readCounter32,
  readCounter64,
  readDateTime,
  readInteger,
  readText,
  unreadable,
} from "./read.ts";
import { readRssi } from "./rssi.ts";
import { type Column, column, macColumn, type ObservationTable } from "./table.ts";

const maxUint32 = 4_294_967_295;
const kbps = readInteger(0, maxUint32);

const signalStrength: Column<StationObservation> = (row, value) => {
  const rssi = value.type === "array" || value.type === "object" ? unreadable : readRssi(value.text);
  if (rssi === unreadable) return false;
  row.rssi_dbm = rssi?.dbm ?? null;
  row.rssi_raw = rssi?.raw ?? null;
  row.rssi_quality = rssi?.quality ?? [];
  return rssi === null || !rssi.quality.includes("rounded");
};

export const stationTable: ObservationTable<StationObservation> = {
  row: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.",
  key: "MACAddress",
  columns: {
    MACAddress: macColumn("sta_mac"),
    OperatingStandard: column("operating_standard", readText),
    AuthenticationState: column("authenticated", readBoolean),
    LastDataDownlinkRate: column("downlink_rate_kbps", kbps),
    LastDataUplinkRate: column("uplink_rate_kbps", kbps),
    AssociationTime: column("associated_since", readDateTime),
    SignalStrength: signalStrength,
    Noise: column("noise_dbm", readInteger(-200, -1)),
    Retransmissions: column("retransmissions_percent", readInteger(0, 100)),
    Active: column("active", readBoolean),
    "Stats.BytesSent": column("bytes_sent_total", readCounter64),
    "Stats.BytesReceived": column("bytes_received_total", readCounter64),
    "Stats.PacketsSent": column("packets_sent_total", readCounter64),
    "Stats.PacketsReceived": column("packets_received_total", readCounter64),
    "Stats.ErrorsSent": column("errors_sent_total", readCounter32),
    "Stats.ErrorsReceived": column("errors_received_total", readCounter32),
    "Stats.RetransCount": column("retransmissions_total", readCounter32),
    "Stats.FailedRetransCount": column("failed_retransmissions_total", readCounter32),
    "Stats.RetryCount": column("retries_total", readCounter32),
    "Stats.MultipleRetryCount": column("multiple_retries_total", readCounter32),
  },
  empty: (path) => ({
    sta_mac: "",
    path,
    access_point: path.slice(0, path.indexOf("AssociatedDevice.")),
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
  }),
  complete: (row) => row.sta_mac !== "",
};
