/** The row `host_observation` must hold for one row of `Device.Hosts.Host.{i}.`. */
import { filled, instantOf, macOf, type Row } from "./row.ts";

const plain = {
  active: "Active",
  lease_time_remaining_seconds: "LeaseTimeRemaining",
  bytes_sent_total: "WANStats.BytesSent",
  bytes_received_total: "WANStats.BytesReceived",
  packets_sent_total: "WANStats.PacketsSent",
  packets_received_total: "WANStats.PacketsReceived",
} as const;

const text = {
  host_name: "HostName",
  ip_address: "IPAddress",
  interface_type: "InterfaceType",
  layer1_interface: "Layer1Interface",
  layer3_interface: "Layer3Interface",
  associated_device: "AssociatedDevice",
  address_source: "AddressSource",
} as const;

/** Every column that holds one parameter as it is, with that parameter; `ip_addresses` holds several. */
export const hostColumns: Readonly<Record<string, string>> = {
  ...plain,
  ...text,
  host_mac: "PhysAddress",
  active_since: "ActiveLastChange",
};

const addressName = /^IPv4Address\.\d+\.IPAddress$/;

/** Parameters of a host row that have a column. */
export const hasHostColumn = (name: string): boolean => named.has(name) || addressName.test(name);

const named: ReadonlySet<string> = new Set(Object.values(hostColumns));

/** As `stationRow`; addresses are joined by a comma. */
export function hostRow(path: string, values: ReadonlyMap<string, string>): Row | null {
  const mac = macOf(values.get("PhysAddress") ?? "");
  if (mac === null) return null;
  const addresses = [...values].filter(([name]) => addressName.test(name)).map(([, value]) => value);
  const row: Record<string, string | null> = {
    host_mac: mac,
    path,
    ip_addresses: addresses.join(","),
    active_since: instantOf(values.get("ActiveLastChange") ?? ""),
  };
  for (const [column, parameter] of Object.entries(plain)) row[column] = values.get(parameter) ?? null;
  for (const [column, parameter] of Object.entries(text)) row[column] = filled(values.get(parameter) ?? "");
  return row;
}
