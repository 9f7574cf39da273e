/**
 * A report of the labelled world as bulk data (NameValuePair, one space of indent, as OB-USP-AGENT 11 writes it): the
 * example profile's hosts and stations, and the gateway's own slower report.
 */
import type { NeighbourRow, RadioRow, Report, StationRow, HostRow } from "./world/report.ts";
import { bandNames } from "./world/report.ts";
import type { SteeringCounters } from "./world/steering.ts";

/** Names and values in order, no name twice. */
type Values = readonly (readonly [name: string, value: Value])[];
type Value = string | number | boolean;

/** Which row of its table something has. */
export interface RowNumbers {
  /** In `AccessPoint.{accessPointRow}.AssociatedDevice.`. */
  station(accessPointRow: number, mac: string): number;
  host(mac: string): number;
}

/** Access points, SSIDs and radios are numbered alike: 1 and 2 are the gateway's 2.4 and 5 GHz, 3 and 4 the next node's. */
export const accessPointRow = ({ accessPoint, band }: { accessPoint: number; band: 0 | 1 }): number =>
  2 * accessPoint + band + 1;

/** The JSON text, with `CollectionTime` in whole seconds first. */
export function formatWorldReport({ reportedMs, hosts, stations }: Report, rows: RowNumbers): string {
  const places = new Map(
    stations.filter(({ active }) => active).map((row) => [row.mac, accessPointRow(row)]),
  );
  return formatValues([
    ["CollectionTime", Math.floor(reportedMs / 1000)],
    ...hosts.flatMap((host) => hostValues(host, places.get(host.mac) ?? null, rows)),
    ...stations.flatMap((station) => stationValues(station, rows)),
  ]);
}

/** What the gateway is, its radios, SSIDs and access points, which stations nodes hear that are not theirs, and whom it steered. */
export function formatWorldGatewayReport(
  report: Report,
  neighbours: readonly NeighbourRow[],
  id: string,
): string {
  const { reportedMs, gateway, radios, steering } = report;
  return formatValues([
    ["CollectionTime", Math.floor(reportedMs / 1000)],
    ...prefixed("Device.DeviceInfo.", {
      Manufacturer: "Simulated",
      ModelName: gateway.model,
      SerialNumber: id,
      SoftwareVersion: gateway.firmware,
      UpTime: gateway.uptimeSeconds,
      "MemoryStatus.Total": 262_144,
      "MemoryStatus.Free": 98_304,
    }),
    ...radios.flatMap((radio) => radioValues(report, radio, id)),
    ...(steering === null ? [] : steeringValues(steering)),
    ...neighbours.flatMap((row, index) => neighbourValues(row, index + 1)),
  ]);
}

/** As `JSON.stringify({ Report: [values] }, null, 1)` of an object does. */
function formatValues(values: Values): string {
  const lines = values.map(([name, value]) => `   "${name}": ${JSON.stringify(value)}`);
  return `{\n "Report": [\n  {\n${lines.join(",\n")}\n  }\n ]\n}`;
}

const dateTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

function hostValues(host: HostRow, accessPoint: number | null, rows: RowNumbers): Values {
  const row = rows.host(host.mac);
  return prefixed(`Hosts.${row}.`, {
    Alias: `cpe-host-${row}`,
    PhysAddress: host.mac.toUpperCase(),
    IPAddress: host.ip,
    AddressSource: "DHCP",
    AssociatedDevice:
      accessPoint === null
        ? ""
        : `Device.WiFi.AccessPoint.${accessPoint}.AssociatedDevice.${rows.station(accessPoint, host.mac)}`,
    Layer1Interface: layer1Of(host, accessPoint, row),
    Layer3Interface: "Device.IP.Interface.1",
    InterfaceType: host.wired ? "Ethernet" : "Wi-Fi",
    HostName: host.name,
    Active: host.active,
    ActiveLastChange: dateTime(host.changedMs),
    "IPv4Address.1.IPAddress": host.ip,
  });
}

function layer1Of({ wired }: HostRow, accessPoint: number | null, row: number): string {
  if (wired) return `Device.Ethernet.Interface.${row}`;
  return accessPoint === null ? "" : `Device.WiFi.SSID.${accessPoint}`;
}

function stationValues(station: StationRow, rows: RowNumbers): Values {
  const place = accessPointRow(station);
  return prefixed(`ApAssociatedDevice.${place}.${rows.station(place, station.mac)}.`, {
    MACAddress: station.mac.toUpperCase(),
    OperatingStandard: "ax",
    AuthenticationState: true,
    LastDataDownlinkRate: station.downlinkKbps,
    LastDataUplinkRate: station.uplinkKbps,
    AssociationTime: dateTime(station.sinceMs),
    SignalStrength: station.rssi,
    Active: station.active,
    "Stats.BytesSent": station.bytesSent,
    "Stats.BytesReceived": station.bytesReceived,
    "Stats.PacketsSent": station.packetsSent,
    "Stats.PacketsReceived": station.packetsReceived,
    "Stats.RetransCount": station.retries,
    "Stats.RetryCount": station.retries,
  });
}

const steeringValues = ({ attempts, successes }: SteeringCounters): Values =>
  prefixed("Device.WiFi.DataElements.Network.MultiAPSteeringSummaryStats.", {
    BTMAttempts: attempts,
    BTMSuccesses: successes,
    BTMFailures: attempts - successes,
  });

function radioValues({ stations }: Report, radio: RadioRow, id: string): Values {
  const row = accessPointRow(radio);
  const number = id.slice(-4).padStart(4, "0");
  const isFive = radio.band === 1;
  return [
    ...prefixed(`Device.WiFi.Radio.${row}.`, {
      Status: "Up",
      OperatingFrequencyBand: bandNames[radio.band],
      Channel: isFive ? 36 : 6,
      CurrentOperatingChannelBandwidth: isFive ? "80MHz" : "20MHz",
      TransmitPower: 100,
      "Stats.Noise": radio.noiseDbm,
      // TR-181 has none: RDK-B's name.
      "Stats.X_COMCAST-COM_ChannelUtilization": radio.utilizationPercent,
    }),
    ...prefixed(`Device.WiFi.SSID.${row}.`, {
      BSSID: `00:D0:9E:${number.slice(0, 2)}:${number.slice(2)}:0${row}`,
      SSID: `home-${number}`,
      LowerLayers: `Device.WiFi.Radio.${row}`,
    }),
    ...prefixed(`Device.WiFi.AccessPoint.${row}.`, {
      Enable: true,
      Status: "Enabled",
      SSIDReference: `Device.WiFi.SSID.${row}`,
      AssociatedDeviceNumberOfEntries: stations.filter((each) => accessPointRow(each) === row).length,
    }),
  ];
}

/** TR-181's UnassociatedSTA: RCPI is twice the dBm above -110. */
const neighbourValues = ({ mac, accessPoint, band, rssi }: NeighbourRow, row: number): Values =>
  prefixed(
    `Device.WiFi.DataElements.Network.Device.${accessPoint + 1}.Radio.${band + 1}.UnassociatedSTA.${row}.`,
    { MACAddress: mac.toUpperCase(), SignalStrength: 2 * (rssi + 110) },
  );

const prefixed = (prefix: string, values: Readonly<Record<string, Value>>): Values =>
  Object.entries(values).map(([name, value]) => [prefix + name, value]);
