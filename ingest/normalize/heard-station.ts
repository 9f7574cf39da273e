/**
 * `Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.UnassociatedSTA.{i}.` (TR-181, Wi-Fi EasyMesh): a station that a
 * radio hears though it is not associated there. Of a station of the home it tells whether another access point would
 * serve it better; most others are passers-by.
 */
import type { HeardStationObservation } from "#schemas/telemetry-event.ts";
import { readRcpiRssi } from "./rssi.ts";
import { fillLevel } from "./station.ts";
import { levelColumn, macColumn, type ObservationTable } from "./table.ts";

export const heardStationTable: ObservationTable<HeardStationObservation> = {
  row: "Device.WiFi.DataElements.Network.Device.*.Radio.*.UnassociatedSTA.*.",
  key: "MACAddress",
  columns: {
    MACAddress: macColumn("sta_mac"),
    SignalStrength: levelColumn(readRcpiRssi, fillLevel),
  },
  empty: (path) => ({
    sta_mac: "",
    path,
    radio: path.slice(0, path.indexOf("UnassociatedSTA.")),
    rssi_dbm: null,
    rssi_raw: null,
    rssi_quality: [],
  }),
  complete: (row) => row.sta_mac !== "",
};
