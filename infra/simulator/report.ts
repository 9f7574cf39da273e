import type { SimulatedHome, SimulatedStation } from "./home.ts";

/** Reports as OB-USP-AGENT 11 prints them: one space of indent, CollectionTime first, NameValuePair. */
type Values = Record<string, string | number | boolean>;

const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");

/** The example profile: `Hosts` and `ApAssociatedDevice`, whole seconds of collection time. */
export function exampleReport(home: SimulatedHome, nowMs: number): string {
  const values: Values = { CollectionTime: Math.floor(nowMs / 1000) };
  for (const station of home.stations) Object.assign(values, hostValues(home, station));
  const byRow = home.stations.filter((station) => station.accessPoint !== null);
  for (const station of byRow.toSorted(byAccessPointAndRow)) Object.assign(values, stationValues(station));
  return JSON.stringify({ Report: [values] }, null, 1);
}

/** A second, slower profile without alternative names: radios, SSIDs, access points, DeviceInfo. */
export function gatewayReport(home: SimulatedHome, gatewayId: string, nowMs: number): string {
  const values: Values = {
    CollectionTime: Math.floor(nowMs / 1000),
    "Device.DeviceInfo.ModelName": "SIM-AX2",
    "Device.DeviceInfo.SoftwareVersion": "1.4.2",
    "Device.DeviceInfo.SerialNumber": gatewayId,
    "Device.DeviceInfo.UpTime": Math.floor((nowMs - home.startedMs) / 1000),
    "Device.DeviceInfo.MemoryStatus.Total": 262_144,
    "Device.DeviceInfo.MemoryStatus.Free": 98_304,
  };
  for (const index of [1, 2] as const) Object.assign(values, radioValues(home, index, gatewayId));
  return JSON.stringify({ Report: [values] }, null, 1);
}

function byAccessPointAndRow(a: SimulatedStation, b: SimulatedStation): number {
  return (a.accessPoint ?? 0) - (b.accessPoint ?? 0) || a.row - b.row;
}

function hostValues(home: SimulatedHome, station: SimulatedStation): Values {
  const row = `Hosts.${station.hostRow}`;
  const present = station.accessPoint !== null;
  return {
    [`${row}.PhysAddress`]: station.mac,
    [`${row}.IPAddress`]: station.ipAddress,
    [`${row}.AddressSource`]: "DHCP",
    [`${row}.LeaseTimeRemaining`]: 86_400,
    [`${row}.AssociatedDevice`]: present
      ? `Device.WiFi.AccessPoint.${station.accessPoint}.AssociatedDevice.${station.row}`
      : "",
    [`${row}.Layer1Interface`]: present ? `Device.WiFi.SSID.${station.accessPoint}` : "",
    [`${row}.InterfaceType`]: "Wi-Fi",
    [`${row}.HostName`]: station.hostName,
    [`${row}.Active`]: present,
    [`${row}.ActiveLastChange`]: isoSeconds(station.associatedSinceMs || home.startedMs),
    [`${row}.IPv4Address.1.IPAddress`]: station.ipAddress,
    [`${row}.WANStats.BytesSent`]: station.bytesReceived,
    [`${row}.WANStats.BytesReceived`]: station.bytesSent,
  };
}

function stationValues(station: SimulatedStation): Values {
  const row = `ApAssociatedDevice.${station.accessPoint}.${station.row}`;
  const rateKbps = Math.max(
    6_000,
    Math.round((station.rssiDbm + 95) * (station.accessPoint === 2 ? 17_000 : 2_600)),
  );
  return {
    [`${row}.MACAddress`]: station.mac,
    [`${row}.OperatingStandard`]: station.accessPoint === 2 ? "ax" : "n",
    [`${row}.AuthenticationState`]: true,
    [`${row}.LastDataDownlinkRate`]: rateKbps,
    [`${row}.LastDataUplinkRate`]: Math.round(rateKbps * 0.7),
    [`${row}.AssociationTime`]: isoSeconds(station.associatedSinceMs),
    [`${row}.SignalStrength`]: station.rssiDbm,
    [`${row}.Noise`]: -92,
    [`${row}.Retransmissions`]: Math.min(100, station.retries % 30),
    [`${row}.Active`]: true,
    [`${row}.Stats.BytesSent`]: station.bytesSent,
    [`${row}.Stats.BytesReceived`]: station.bytesReceived,
    [`${row}.Stats.PacketsSent`]: Math.floor(station.bytesSent / 900),
    [`${row}.Stats.PacketsReceived`]: Math.floor(station.bytesReceived / 700),
    [`${row}.Stats.RetransCount`]: station.retries,
    [`${row}.Stats.RetryCount`]: Math.floor(station.retries / 2),
  };
}

function radioValues(home: SimulatedHome, index: 1 | 2, gatewayId: string): Values {
  const here = home.stations.filter((station) => station.accessPoint === index).length;
  const octets = gatewayId.slice(-4).padStart(4, "0").match(/../g) ?? ["00", "00"];
  return {
    [`Device.WiFi.Radio.${index}.Status`]: "Up",
    [`Device.WiFi.Radio.${index}.OperatingFrequencyBand`]: index === 2 ? "5GHz" : "2.4GHz",
    [`Device.WiFi.Radio.${index}.Channel`]: index === 2 ? 36 : 6,
    [`Device.WiFi.Radio.${index}.CurrentOperatingChannelBandwidth`]: index === 2 ? "80MHz" : "20MHz",
    [`Device.WiFi.Radio.${index}.Stats.Noise`]: -92,
    [`Device.WiFi.SSID.${index}.BSSID`]: `00:D0:9E:${octets.join(":")}:0${index}`,
    [`Device.WiFi.SSID.${index}.SSID`]: `home-${gatewayId}`,
    [`Device.WiFi.SSID.${index}.LowerLayers`]: `Device.WiFi.Radio.${index}`,
    [`Device.WiFi.AccessPoint.${index}.SSIDReference`]: `Device.WiFi.SSID.${index}`,
    [`Device.WiFi.AccessPoint.${index}.Status`]: "Enabled",
    [`Device.WiFi.AccessPoint.${index}.AssociatedDeviceNumberOfEntries`]: here,
  };
}
