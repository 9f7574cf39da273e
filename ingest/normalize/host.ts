/** `Device.Hosts.Host.{i}.` (TR-181; reference section 6.1): any device on the LAN. WANStats count from the host's view. */
import type { HostObservation } from "#schemas/telemetry-event.ts";
import { readBoolean, readCounter64, readDateTime, readInteger, readText } from "./read.ts";
import { type Column, column, isNested, macColumn, type ObservationTable } from "./table.ts";

const oneOfItsAddresses: Column<HostObservation> = (row, parameter) => {
  if (isNested(parameter)) return false;
  // The draft's own array, made by `empty` below: copied for each address it would cost their square.
  if (parameter.value !== "") (row.ip_addresses as string[]).push(parameter.value);
  return true;
};

export const hostTable: ObservationTable<HostObservation> = {
  row: "Device.Hosts.Host.*.",
  key: "PhysAddress",
  columns: {
    PhysAddress: macColumn("host_mac"),
    HostName: column("host_name", readText),
    IPAddress: column("ip_address", readText),
    "IPv4Address.*.IPAddress": oneOfItsAddresses,
    "IPv6Address.*.IPAddress": oneOfItsAddresses,
    InterfaceType: column("interface_type", readText),
    Active: column("active", readBoolean),
    ActiveLastChange: column("active_since", readDateTime),
    Layer1Interface: column("layer1_interface", readText),
    Layer3Interface: column("layer3_interface", readText),
    AssociatedDevice: column("associated_device", readText),
    AddressSource: column("address_source", readText),
    LeaseTimeRemaining: column("lease_time_remaining_seconds", readInteger(-2_147_483_648, 4_294_967_295)),
    "WANStats.BytesSent": column("bytes_sent_total", readCounter64),
    "WANStats.BytesReceived": column("bytes_received_total", readCounter64),
    "WANStats.PacketsSent": column("packets_sent_total", readCounter64),
    "WANStats.PacketsReceived": column("packets_received_total", readCounter64),
  },
  empty: (path) => ({
    host_mac: "",
    path,
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
  }),
  complete: (row) => row.host_mac !== "",
};
