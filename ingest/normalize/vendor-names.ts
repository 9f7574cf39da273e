/**
 * What vendors call a parameter that TR-181 has, or should have said earlier: same meaning, same unit. A line here is all
 * it takes. Where a row has the standard's own name too, that counts. What only looks alike has
 * no line and stays a parameter: counters that are shorter than the standard's, percent where dBm belong.
 */
import type { EquivalentRow } from "./tr098.ts";

const station = "Device.WiFi.AccessPoint.*.AssociatedDevice.*.";
const radio = "Device.WiFi.Radio.*.";
const meshNode = "Device.WiFi.DataElements.Network.Device.*.";

export const vendorNames: readonly EquivalentRow[] = [
  {
    row: station,
    of: station,
    names: {
      "X_COMCAST-COM_RSSI": "SignalStrength",
      "X_COMCAST-COM_SNR": "SNR",
      "X_COMCAST-COM_OperatingStandard": "OperatingStandard",
      X_HW_RSSI: "SignalStrength",
      X_HW_Noise: "Noise",
      "X_ZTE-COM_RSSI": "SignalStrength",
      "X_CT-COM_RSSI": "SignalStrength",
    },
  },
  {
    row: radio,
    of: radio,
    names: { "Stats.X_COMCAST-COM_NoiseFloor": "Stats.Noise" },
  },
  {
    row: meshNode,
    of: meshNode,
    names: {
      "MultiAPDevice.Backhaul.BackhaulDeviceID": "BackhaulALID",
      "MultiAPDevice.Backhaul.BackhaulMACAddress": "BackhaulMACAddress",
      "MultiAPDevice.Backhaul.LinkType": "BackhaulMediaType",
    },
  },
];
