/**
 * `Device.WiFi.DataElements.Network.Device.{i}.` (TR-181, Wi-Fi EasyMesh; reference section 6.4): a node of the mesh,
 * and how it is connected to the next one. The tree is `backhaul_node_mac`.
 */
import type { MeshNodeObservation } from "#schemas/telemetry-event.ts";
import { readInteger, readMac, readText } from "./read.ts";
import { readRcpiRssi } from "./rssi.ts";
import { column, levelColumn, macColumn, type ObservationTable } from "./table.ts";

const rate = readInteger(0, 4_294_967_295);

export const meshNodeTable: ObservationTable<MeshNodeObservation> = {
  row: "Device.WiFi.DataElements.Network.Device.*.",
  key: "ID",
  columns: {
    ID: macColumn("node_mac"),
    Manufacturer: column("manufacturer", readText),
    ManufacturerModel: column("model_name", readText),
    SerialNumber: column("serial_number", readText),
    SoftwareVersion: column("software_version", readText),
    BackhaulALID: column("backhaul_node_mac", readMac),
    BackhaulMACAddress: column("backhaul_mac", readMac),
    BackhaulMediaType: column("backhaul_medium", readText),
    BackhaulPHYRate: column("backhaul_rate_mbps", rate),
    "MultiAPDevice.Backhaul.Stats.LastDataDownlinkRate": column("backhaul_downlink_rate_kbps", rate),
    "MultiAPDevice.Backhaul.Stats.LastDataUplinkRate": column("backhaul_uplink_rate_kbps", rate),
    "MultiAPDevice.Backhaul.Stats.SignalStrength": levelColumn(
      readRcpiRssi,
      (node, { dbm, raw, quality }) => {
        node.backhaul_rssi_dbm = dbm;
        node.backhaul_rssi_raw = raw;
        node.backhaul_rssi_quality = quality;
      },
    ),
  },
  empty: (path) => ({
    node_mac: "",
    path,
    manufacturer: null,
    model_name: null,
    serial_number: null,
    software_version: null,
    backhaul_node_mac: null,
    backhaul_mac: null,
    backhaul_medium: null,
    backhaul_rate_mbps: null,
    backhaul_downlink_rate_kbps: null,
    backhaul_uplink_rate_kbps: null,
    backhaul_rssi_dbm: null,
    backhaul_rssi_raw: null,
    backhaul_rssi_quality: [],
  }),
  complete: (node) => node.node_mac !== "",
};
