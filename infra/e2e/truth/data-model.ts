/**
 * What the simulated vendor layer of the captures has: every parameter of its rows, with the value it gives until one is set.
 * Checked against every report's `n_values` and against every Get answer of the captures (`data-model.test.ts`).
 */
import type { HomeState } from "./state.ts";

/** How the agent writes a value into JSON; in Notify and Get everything is text. */
export type ValueType = "string" | "number" | "boolean";

export interface Value {
  /** Full parameter path. */
  readonly path: string;
  /** Textual form, as a report holds it. */
  readonly text: string;
  readonly type: ValueType;
}

/** By name below the row: its type, and its value until one is set. A decimal is a JSON number without trailing zeros. */
type Columns = Readonly<Record<string, readonly [ValueType | "decimal", string]>>;

const hostColumns: Columns = {
  Alias: ["string", ""],
  PhysAddress: ["string", ""],
  IPAddress: ["string", ""],
  AddressSource: ["string", ""],
  DHCPClient: ["string", ""],
  LeaseTimeRemaining: ["number", "0"],
  AssociatedDevice: ["string", ""],
  Layer1Interface: ["string", ""],
  Layer3Interface: ["string", ""],
  InterfaceType: ["string", ""],
  VendorClassID: ["string", ""],
  ClientID: ["string", ""],
  UserClassID: ["string", ""],
  HostName: ["string", ""],
  Active: ["boolean", "false"],
  ActiveLastChange: ["string", ""],
  "WANStats.BytesSent": ["number", "0"],
  "WANStats.BytesReceived": ["number", "0"],
  "WANStats.PacketsSent": ["number", "0"],
  "WANStats.PacketsReceived": ["number", "0"],
};

const stationColumns: Columns = {
  MACAddress: ["string", ""],
  OperatingStandard: ["string", ""],
  AuthenticationState: ["boolean", "false"],
  LastDataDownlinkRate: ["number", "0"],
  LastDataUplinkRate: ["number", "0"],
  AssociationTime: ["string", ""],
  SignalStrength: ["number", "0"],
  Noise: ["number", "0"],
  Retransmissions: ["number", "0"],
  Active: ["boolean", "false"],
  "Stats.BytesSent": ["number", "0"],
  "Stats.BytesReceived": ["number", "0"],
  "Stats.PacketsSent": ["number", "0"],
  "Stats.PacketsReceived": ["number", "0"],
  "Stats.ErrorsSent": ["number", "0"],
  "Stats.RetransCount": ["number", "0"],
  "Stats.FailedRetransCount": ["number", "0"],
  "Stats.RetryCount": ["number", "0"],
  "Stats.MultipleRetryCount": ["number", "0"],
};

/** Vendor parameters of one capture's station rows; only where the capture sets them. */
const vendorColumns: Columns = {
  X_TEST_SNR: ["decimal", "0"],
  X_TEST_Offset: ["number", "0"],
  X_TEST_HexMAC: ["string", ""],
};

const accessPointColumns: Columns = {
  Enable: ["boolean", "true"],
  Status: ["string", "Enabled"],
  Alias: ["string", ""],
  SSIDReference: ["string", ""],
};

const hostRow = /^Device\.Hosts\.Host\.\d+$/;
const addressRow = /^Device\.Hosts\.Host\.\d+\.IPv4Address\.\d+$/;
const accessPointRow = /^Device\.WiFi\.AccessPoint\.\d+$/;
const stationRow = /^Device\.WiFi\.AccessPoint\.\d+\.AssociatedDevice\.\d+$/;

/** Every value under `Device.Hosts.` and `Device.WiFi.AccessPoint.` the home had, by full path. */
export function allValues(state: HomeState): Value[] {
  const hosts = rowsOf(state, hostRow);
  return [
    { path: "Device.Hosts.HostNumberOfEntries", text: String(hosts.length), type: "number" },
    ...hosts.flatMap((row) => hostValues(state, row)),
    ...rowsOf(state, accessPointRow).flatMap((row) => accessPointValues(state, row)),
    ...rowsOf(state, stationRow).flatMap((row) => stationValues(state, row)),
  ];
}

/** Paths, without trailing dot, of all station rows. */
export const stationRows = (state: HomeState): string[] => rowsOf(state, stationRow);

/** Paths, without trailing dot, of all host rows. */
export const hostRows = (state: HomeState): string[] => rowsOf(state, hostRow);

function hostValues(state: HomeState, row: string): Value[] {
  const addresses = rowsOf(state, addressRow).filter((address) => address.startsWith(`${row}.`));
  return [
    { path: `${row}.IPv4AddressNumberOfEntries`, text: String(addresses.length), type: "number" },
    { path: `${row}.IPv6AddressNumberOfEntries`, text: "0", type: "number" },
    ...columnValues(state, row, hostColumns),
    ...addresses.flatMap((address) => columnValues(state, address, { IPAddress: ["string", ""] })),
  ];
}

function accessPointValues(state: HomeState, row: string): Value[] {
  const stations = rowsOf(state, stationRow).filter((station) => station.startsWith(`${row}.`));
  const count = String(stations.length);
  return [
    { path: `${row}.AssociatedDeviceNumberOfEntries`, text: count, type: "number" },
    ...columnValues(state, row, accessPointColumns),
  ];
}

function stationValues(state: HomeState, row: string): Value[] {
  const vendor = Object.keys(vendorColumns).some((name) => state.values.has(`${row}.${name}`));
  return columnValues(state, row, vendor ? { ...stationColumns, ...vendorColumns } : stationColumns);
}

const columnValues = (state: HomeState, row: string, columns: Columns): Value[] =>
  Object.entries(columns).map(([name, [type, unset]]) => {
    const path = `${row}.${name}`;
    const text = state.values.get(path) ?? unset;
    return type === "decimal" ? { path, text: String(Number(text)), type: "number" } : { path, text, type };
  });

const rowsOf = (state: HomeState, pattern: RegExp): string[] =>
  [...state.rows].filter((row) => pattern.test(row));
