/** `Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.` (TR-181; reference section 6.2): a Wi-Fi station as the access point sees it. */
import type { StationObservation } from "#schemas/telemetry-event.ts";
import { readBoolean, readCounter32, readCounter64, readDateTime, readInteger, readText } from "./read.ts";
import { readRssi, type Rssi } from "./rssi.ts";
import { column, type Draft, levelColumn, macColumn, type ObservationTable } from "./table.ts";

export const kbps = readInteger(0, 4_294_967_295);

/** Of whatever is heard: the level and what is known of it. */
type Level = Pick<StationObservation, "rssi_dbm" | "rssi_raw" | "rssi_quality">;

/** Puts a level into a row. */
export function fillLevel(row: Draft<Level>, { dbm, raw, quality }: Rssi): void {
  row.rssi_dbm = dbm;
  row.rssi_raw = raw;
  row.rssi_quality = quality;
}

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
    SignalStrength: levelColumn(readRssi, fillLevel),
    Noise: column("noise_dbm", readInteger(-200, -1)),
    SNR: column("snr_db", readInteger(0, 200)),
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
