/** The example profile's bulk-data report of a home, in the very form of OB-USP-AGENT 11 (NameValuePair, one space of indent). */
import { accessPoints, type Association, type Device, type Home } from "./home.ts";

type Values = Record<string, string | number | boolean>;

/** The JSON text, with `CollectionTime` in whole seconds first. */
export function formatReport(home: Home): string {
  const values: Values = { CollectionTime: Math.floor(home.nowMs / 1000) };
  for (const device of home.devices) Object.assign(values, hostValues(device, home.nowMs));
  for (const { row } of accessPoints) {
    for (const device of home.devices) {
      const { association } = device;
      if (association?.accessPoint === row) Object.assign(values, stationValues(device, association));
    }
  }
  return JSON.stringify({ Report: [values] }, null, 1);
}

/**
 * A second, slower profile without alternative names: what the gateway is, its radios, SSIDs and access points. It
 * has nothing of stations, so it says nothing about who is there.
 */
export function formatGatewayReport(home: Home, id: string, startMs: number): string {
  const values: Values = {
    CollectionTime: Math.floor(home.nowMs / 1000),
    ...prefixed("Device.DeviceInfo.", {
      Manufacturer: "Simulated",
      ModelName: "SIM-AX2",
      SerialNumber: id,
      SoftwareVersion: "1.4.2",
      UpTime: Math.max(0, Math.floor((home.nowMs - startMs) / 1000)),
      "MemoryStatus.Total": 262_144,
      "MemoryStatus.Free": 98_304,
    }),
  };
  for (const place of accessPoints) Object.assign(values, placeValues(home, place, id));
  return JSON.stringify({ Report: [values] }, null, 1);
}

function placeValues(home: Home, { row, band }: (typeof accessPoints)[number], id: string): Values {
  const stations = home.devices.filter(({ association }) => association?.accessPoint === row).length;
  const number = id.slice(-4).padStart(4, "0");
  return {
    ...prefixed(`Device.WiFi.Radio.${row}.`, {
      Status: "Up",
      OperatingFrequencyBand: band,
      Channel: band === "5GHz" ? 36 : 6,
      CurrentOperatingChannelBandwidth: band === "5GHz" ? "80MHz" : "20MHz",
      TransmitPower: 100,
      "Stats.Noise": -92,
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
      AssociatedDeviceNumberOfEntries: stations,
    }),
  };
}

const dateTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

function hostValues(device: Device, nowMs: number): Values {
  if (device.hostRow === null) return {};
  const at = device.association;
  const leaseSeconds = 86_400 - (Math.floor((nowMs - device.activeSinceMs) / 1000) % 43_200);
  const values: Values = {
    IPv4AddressNumberOfEntries: 1,
    IPv6AddressNumberOfEntries: 0,
    Alias: `cpe-host-${device.hostRow}`,
    PhysAddress: device.mac,
    IPAddress: device.ipAddress,
    AddressSource: "DHCP",
    DHCPClient: "",
    LeaseTimeRemaining: leaseSeconds,
    AssociatedDevice:
      at === null ? "" : `Device.WiFi.AccessPoint.${at.accessPoint}.AssociatedDevice.${at.row}`,
    Layer1Interface: layer1Of(device),
    Layer3Interface: "Device.IP.Interface.1",
    InterfaceType: device.wired ? "Ethernet" : "Wi-Fi",
    HostName: device.name,
    Active: device.active,
    ActiveLastChange: dateTime(device.activeSinceMs),
    "IPv4Address.1.IPAddress": device.ipAddress,
    "WANStats.BytesSent": device.wanSentBytes,
    "WANStats.BytesReceived": device.wanReceivedBytes,
    "WANStats.PacketsSent": Math.floor(device.wanSentBytes / 900),
    "WANStats.PacketsReceived": Math.floor(device.wanReceivedBytes / 900),
  };
  return prefixed(`Hosts.${device.hostRow}.`, values);
}

function layer1Of({ wired, association, hostRow }: Device): string {
  if (wired) return `Device.Ethernet.Interface.${hostRow}`;
  return association === null ? "" : `Device.WiFi.SSID.${association.accessPoint}`;
}

function stationValues(device: Device, at: Association): Values {
  const radio = accessPoints[at.accessPoint - 1];
  const rate = Math.round((radio?.rateKbps ?? 0) * Math.min(1, Math.max(0.1, (at.rssiDbm + 95) / 45)));
  return prefixed(`ApAssociatedDevice.${at.accessPoint}.${at.row}.`, {
    MACAddress: device.mac,
    OperatingStandard: radio?.standard ?? "n",
    AuthenticationState: true,
    LastDataDownlinkRate: rate,
    LastDataUplinkRate: Math.round(rate * 0.7),
    AssociationTime: dateTime(at.sinceMs),
    SignalStrength: Math.round(at.rssiDbm),
    Noise: -92,
    Retransmissions: at.retransmissions % 30,
    Active: true,
    "Stats.BytesSent": at.sentBytes,
    "Stats.BytesReceived": at.receivedBytes,
    "Stats.PacketsSent": Math.floor(at.sentBytes / 900),
    "Stats.PacketsReceived": Math.floor(at.receivedBytes / 900),
    "Stats.ErrorsSent": 0,
    "Stats.RetransCount": at.retransmissions,
    "Stats.FailedRetransCount": 0,
    "Stats.RetryCount": 0,
    "Stats.MultipleRetryCount": 0,
  });
}

const prefixed = (prefix: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
