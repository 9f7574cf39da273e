/**
 * `Device.IP.Interface.{i}.` and `Device.Ethernet.Interface.{i}.` (TR-181; reference sections 6.3 and 6.5): the way to
 * the WAN and the ports of the LAN. Counted by the gateway: sent is out of the interface.
 */
import type { InterfaceObservation } from "#schemas/telemetry-event.ts";
import { readBoolean, readCounter32, readCounter64, readInteger, readText } from "./read.ts";
import { column, type ObservationTable } from "./table.ts";
import { leadsToWan } from "./tr098.ts";

const columns: ObservationTable<InterfaceObservation>["columns"] = {
  Enable: column("enabled", readBoolean),
  Status: column("status", readText),
  Name: column("name", readText),
  "Stats.BytesSent": column("bytes_sent_total", readCounter64),
  "Stats.BytesReceived": column("bytes_received_total", readCounter64),
  "Stats.PacketsSent": column("packets_sent_total", readCounter64),
  "Stats.PacketsReceived": column("packets_received_total", readCounter64),
  "Stats.ErrorsSent": column("errors_sent_total", readCounter32),
  "Stats.ErrorsReceived": column("errors_received_total", readCounter32),
  "Stats.DiscardPacketsSent": column("discards_sent_total", readCounter32),
  "Stats.DiscardPacketsReceived": column("discards_received_total", readCounter32),
};

const row: Pick<ObservationTable<InterfaceObservation>, "key" | "empty" | "complete"> = {
  key: null,
  empty: (path) => ({
    interface: path,
    name: null,
    status: null,
    enabled: null,
    upstream: leadsToWan(path),
    bit_rate_mbps: null,
    bytes_sent_total: null,
    bytes_received_total: null,
    packets_sent_total: null,
    packets_received_total: null,
    errors_sent_total: null,
    errors_received_total: null,
    discards_sent_total: null,
    discards_received_total: null,
  }),
  complete: () => true,
};

export const ipInterfaceTable: ObservationTable<InterfaceObservation> = {
  ...row,
  row: "Device.IP.Interface.*.",
  columns,
};

export const ethernetInterfaceTable: ObservationTable<InterfaceObservation> = {
  ...row,
  row: "Device.Ethernet.Interface.*.",
  columns: {
    ...columns,
    Upstream: column("upstream", readBoolean),
    CurrentBitRate: column("bit_rate_mbps", readInteger(0, 4_294_967_295)),
  },
};
