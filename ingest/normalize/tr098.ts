/**
 * TR-098 (`InternetGatewayDevice.`), the older fleet's data model, by the nouns of TR-181: which of its parameters say
 * the same thing in the same unit. What only looks alike has no line here and stays a parameter: AssociatedDevice's
 * LastDataTransmitRate is in Mbit/s, vendors' rates are in units that none of them states.
 *
 * A row keeps the path it was reported under, which is unique as it stands: `LANDevice.2.WLANConfiguration.1.` is not
 * `LANDevice.1.WLANConfiguration.1.`, though both would be `WiFi.AccessPoint.1.`.
 */

/** A row whose parameters say the same as those of another. */
export interface EquivalentRow {
  /** Path of the row with instances as `*` and a trailing dot. */
  readonly row: string;
  /** Path of the TR-181 row that it is one of. */
  readonly of: string;
  /** Its names below the row, and TR-181's for the same. */
  readonly names: Readonly<Record<string, string>>;
}

const root = "InternetGatewayDevice.";
const wlan = `${root}LANDevice.*.WLANConfiguration.*.`;

/** What vendors call `SignalStrength`, `Noise` and the band, in their own firmware. Levels go through the same distrust. */
const vendorSignal = [
  "AssociatedDeviceRssi",
  "AssociatedDeviceRSSI",
  "SignalStrength",
  "X_HW_RSSI",
  "X_ZTE-COM_RSSI",
  "X_CT-COM_RSSI",
  "X_FH_RSSI",
  "X_TP_StaSignalStrength",
  "X_TWSZ-COM_AssociatedDeviceRSSI",
  "X_ITBS_WLAN_ClientSignalStrength",
] as const;
const vendorNoise = ["X_HW_Noise", "X_ZTE-COM_WLAN_Noise"] as const;
const vendorSnr = ["X_HW_SNR", "X_ZTE-COM_WLAN_SNR"] as const;
const vendorBand = ["OperatingFrequencyBand", "X_HW_RFBand", "X_TP_Band"] as const;

const allAs = (names: readonly string[], name: string): Record<string, string> =>
  Object.fromEntries(names.map((each) => [each, name]));
const unchanged = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((each) => [each, each]));

/** 32 bits in TR-098, so they wrap: a total that falls is not a restart by itself. */
const totals = {
  TotalBytesSent: "Stats.BytesSent",
  TotalBytesReceived: "Stats.BytesReceived",
  TotalPacketsSent: "Stats.PacketsSent",
  TotalPacketsReceived: "Stats.PacketsReceived",
};

const wan = `${root}WANDevice.*.`;
const ethernetNames = unchanged(
  "Enable",
  "Status",
  "Name",
  "Stats.BytesSent",
  "Stats.BytesReceived",
  "Stats.PacketsSent",
  "Stats.PacketsReceived",
);
/** A WANIPConnection or WANPPPConnection counts the frames of the link below it. */
const connectionNames = {
  Enable: "Enable",
  ConnectionStatus: "Status",
  Name: "Name",
  "Stats.EthernetBytesSent": "Stats.BytesSent",
  "Stats.EthernetBytesReceived": "Stats.BytesReceived",
  "Stats.EthernetPacketsSent": "Stats.PacketsSent",
  "Stats.EthernetPacketsReceived": "Stats.PacketsReceived",
  "Stats.EthernetErrorsSent": "Stats.ErrorsSent",
  "Stats.EthernetErrorsReceived": "Stats.ErrorsReceived",
  "Stats.EthernetDiscardPacketsSent": "Stats.DiscardPacketsSent",
  "Stats.EthernetDiscardPacketsReceived": "Stats.DiscardPacketsReceived",
};

/** One WLANConfiguration is an access point, its SSID and its radio at once, so three rows here have its path. */
export const equivalentRows: readonly EquivalentRow[] = [
  {
    row: `${root}LANDevice.*.Hosts.Host.*.`,
    of: "Device.Hosts.Host.*.",
    names: {
      MACAddress: "PhysAddress",
      Layer2Interface: "Layer1Interface",
      ...unchanged("HostName", "IPAddress", "InterfaceType", "Active", "AddressSource", "LeaseTimeRemaining"),
    },
  },
  {
    row: `${wlan}AssociatedDevice.*.`,
    of: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.",
    names: {
      AssociatedDeviceMACAddress: "MACAddress",
      AssociatedDeviceAuthenticationState: "AuthenticationState",
      ...allAs(vendorSignal, "SignalStrength"),
      ...allAs(vendorNoise, "Noise"),
      ...allAs(vendorSnr, "SNR"),
    },
  },
  {
    row: wlan,
    of: "Device.WiFi.AccessPoint.*.",
    names: { TotalAssociations: "AssociatedDeviceNumberOfEntries", ...unchanged("Enable", "Status") },
  },
  {
    row: wlan,
    of: "Device.WiFi.SSID.*.",
    names: { ...totals, ...unchanged("BSSID", "SSID", "Stats.ErrorsSent", "Stats.ErrorsReceived") },
  },
  {
    row: wlan,
    of: "Device.WiFi.Radio.*.",
    names: {
      RadioEnabled: "Enable",
      ...allAs(vendorBand, "OperatingFrequencyBand"),
      ...unchanged("Channel", "TransmitPower"),
    },
  },
  {
    row: `${wan}WANCommonInterfaceConfig.`,
    of: "Device.IP.Interface.*.",
    names: { PhysicalLinkStatus: "Status", ...totals },
  },
  { row: `${wan}WANEthernetInterfaceConfig.`, of: "Device.Ethernet.Interface.*.", names: ethernetNames },
  ...["WANIPConnection", "WANPPPConnection"].map((connection) => ({
    row: `${wan}WANConnectionDevice.*.${connection}.*.`,
    of: "Device.IP.Interface.*.",
    names: connectionNames,
  })),
  {
    row: `${root}LANDevice.*.LANEthernetInterfaceConfig.*.`,
    of: "Device.Ethernet.Interface.*.",
    names: ethernetNames,
  },
  {
    row: `${root}DeviceInfo.`,
    of: "Device.DeviceInfo.",
    names: unchanged(
      "Manufacturer",
      "ModelName",
      "ProductClass",
      "SerialNumber",
      "HardwareVersion",
      "SoftwareVersion",
      "UpTime",
      "MemoryStatus.Total",
      "MemoryStatus.Free",
      "ProcessStatus.CPUUsage",
    ),
  },
];

/** The row itself where it is a WLANConfiguration, which refers to no other for its SSID and radio; else null. */
export const ownSsidAndRadio = (path: string): string | null => (path.startsWith(root) ? path : null);

/** True for a row below WANDevice, which leads to the WAN by its place; null where the place says nothing. */
export const leadsToWan = (path: string): true | null => (path.startsWith(`${root}WANDevice.`) ? true : null);
