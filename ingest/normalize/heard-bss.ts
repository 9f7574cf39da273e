/**
 * Other BSSs that a radio hears, neighbours' and the home's own (TR-181): `Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}.`,
 * in dBm, and `NeighborBSS.{i}.` of a scan of DataElements, in RCPI and 255ths. The channel of the latter is in the row of
 * its ChannelScan and stays a parameter.
 */
import type { HeardBssObservation } from "#schemas/telemetry-event.ts";
import { readUtilization } from "./data-elements.ts";
import { readInteger, readText } from "./read.ts";
import { readRcpiRssi, readRssi } from "./rssi.ts";
import { fillLevel } from "./station.ts";
import { column, type Draft, levelColumn, macColumn, type ObservationTable } from "./table.ts";

const emptyRow = (path: string, radio: string | null): Draft<HeardBssObservation> => ({
  bssid: "",
  path,
  radio,
  ssid: null,
  band: null,
  channel: null,
  bandwidth: null,
  rssi_dbm: null,
  rssi_raw: null,
  rssi_quality: [],
  channel_utilization_percent: null,
  stations: null,
});

const isComplete = (row: Draft<HeardBssObservation>): boolean => row.bssid !== "";

/** What the diagnostic found. */
export const heardBssTable: ObservationTable<HeardBssObservation> = {
  row: "Device.WiFi.NeighboringWiFiDiagnostic.Result.*.",
  key: "BSSID",
  columns: {
    BSSID: macColumn("bssid"),
    Radio: column("radio", readText),
    SSID: column("ssid", readText),
    OperatingFrequencyBand: column("band", readText),
    Channel: column("channel", readInteger(1, 255)),
    OperatingChannelBandwidth: column("bandwidth", readText),
    SignalStrength: levelColumn(readRssi, fillLevel),
  },
  empty: (path) => emptyRow(path, null),
  complete: isComplete,
};

/** What a radio of the mesh found. */
export const scannedBssTable: ObservationTable<HeardBssObservation> = {
  row: "Device.WiFi.DataElements.Network.Device.*.Radio.*.ScanResult.*.OpClassScan.*.ChannelScan.*.NeighborBSS.*.",
  key: "BSSID",
  columns: {
    BSSID: macColumn("bssid"),
    SSID: column("ssid", readText),
    ChannelBandwidth: column("bandwidth", readText),
    SignalStrength: levelColumn(readRcpiRssi, fillLevel),
    ChannelUtilization: column("channel_utilization_percent", readUtilization),
    StationCount: column("stations", readInteger(0, 65_535)),
  },
  empty: (path) => emptyRow(path, path.slice(0, path.indexOf("ScanResult."))),
  complete: isComplete,
};
