/**
 * Wi-Fi Data Elements (`Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.`; TR-181, Wi-Fi EasyMesh; reference
 * section 6.4): radios, BSSs and stations of all nodes of a mesh, as one of them knows them. The same nouns as below
 * `Device.WiFi.`, in other names and units: RCPI, ANPI, 255ths. A row keeps its own path; a station's access point is its
 * BSS row.
 */
import type {
  AccessPointObservation,
  RadioObservation,
  StationObservation,
} from "#schemas/telemetry-event.ts";
import { noCounters } from "./access-point.ts";
import { radioTable } from "./radio.ts";
import {
  readBoolean,
  readCounter64,
  readDateTime,
  readInteger,
  readMac,
  readNumber,
  type Reader,
  readText,
  unreadable,
} from "./read.ts";
import { readAnpi, readRcpiRssi } from "./rssi.ts";
import { fillLevel, kbps, stationTable } from "./station.ts";
import { type Column, column, isNested, levelColumn, macColumn, type ObservationTable } from "./table.ts";

const radioRow = "Device.WiFi.DataElements.Network.Device.*.Radio.*.";
const bssRow = `${radioRow}BSS.*.`;

/** 255 is all of the time. */
export const readUtilization: Reader<number> = (text) => {
  const value = readNumber(text);
  if (value === null || value === unreadable) return value;
  return value >= 0 && value <= 255 ? (value / 255) * 100 : unreadable;
};

/** Noise where half a dB is lost, or nothing is there, is kept as a parameter too. */
const noise =
  <Row extends { noise_dbm: number | null }>(): Column<Row> =>
  (row, parameter) => {
    if (isNested(parameter)) return false;
    const reading = readAnpi(parameter.value);
    if (reading === unreadable) return false;
    row.noise_dbm = reading;
    const code = Number(parameter.value);
    return reading === null || code < 0 || code % 2 === 0 ? true : "in part";
  };

export const meshRadioTable: ObservationTable<RadioObservation> = {
  row: radioRow,
  key: null,
  columns: {
    Enabled: column("enabled", readBoolean),
    Noise: noise(),
    Utilization: column("channel_utilization_percent", readUtilization),
  },
  empty: (path) => radioTable.empty(path),
  complete: () => true,
};

/** A BSS row as sent. */
export interface BssRow extends AccessPointObservation {
  /** Whether bytes are counted in KiB or MiB (ByteCounterUnits 1 or 2): no column takes those. */
  readonly has_scaled_bytes: boolean;
}

/** Always kept beside as a parameter, since no column says it. */
const byteCounterUnits: Column<BssRow> = (row, { value }) => {
  row.has_scaled_bytes = value.trim() === "1" || value.trim() === "2";
  return false;
};

export const bssTable: ObservationTable<BssRow> = {
  row: bssRow,
  key: null,
  columns: {
    BSSID: column("bssid", readMac),
    SSID: column("ssid", readText),
    Enabled: column("enabled", readBoolean),
    STANumberOfEntries: column("associated_devices", readInteger(0, 2_147_483_647)),
    ByteCounterUnits: byteCounterUnits,
  },
  empty: (path) => ({
    access_point: path,
    ssid_path: null,
    bssid: null,
    ssid: null,
    radio: path.slice(0, path.indexOf("BSS.")),
    status: null,
    enabled: null,
    associated_devices: null,
    ...noCounters,
    has_scaled_bytes: false,
  }),
  complete: () => true,
};

export const meshStationTable: ObservationTable<StationObservation> = {
  row: `${bssRow}STA.*.`,
  key: "MACAddress",
  columns: {
    MACAddress: macColumn("sta_mac"),
    SignalStrength: levelColumn(readRcpiRssi, fillLevel),
    "MultiAPSTA.Noise": noise(),
    LastDataDownlinkRate: column("downlink_rate_kbps", kbps),
    LastDataUplinkRate: column("uplink_rate_kbps", kbps),
    LastConnectTime: column("connected_seconds", readInteger(0, 2 ** 32 - 1)),
    "MultiAPSTA.AssociationTime": column("associated_since", readDateTime),
    BytesSent: column("bytes_sent_total", readCounter64),
    BytesReceived: column("bytes_received_total", readCounter64),
    PacketsSent: column("packets_sent_total", readCounter64),
    PacketsReceived: column("packets_received_total", readCounter64),
    ErrorsSent: column("errors_sent_total", readCounter64),
    ErrorsReceived: column("errors_received_total", readCounter64),
    RetransCount: column("retransmissions_total", readCounter64),
  },
  empty: (path) => ({ ...stationTable.empty(path), access_point: path.slice(0, path.indexOf("STA.")) }),
  complete: (station) => station.sta_mac !== "",
};
