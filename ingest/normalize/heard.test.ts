import { describe, expect, test } from "vitest";
import { below, keptBelow, normalized } from "./element.fixture.ts";

const radio = "Device.WiFi.DataElements.Network.Device.2.Radio.1.";
const row = `${radio}UnassociatedSTA.4.`;
const scan = `${radio}ScanResult.1.OpClassScan.1.ChannelScan.1.`;
const neighbor = `${scan}NeighborBSS.3.`;
const result = "Device.WiFi.NeighboringWiFiDiagnostic.Result.5.";

describe("a station that a radio hears", () => {
  test("is a row of that radio, its level from RCPI", () => {
    const found = normalized(
      below(row, { MACAddress: "02:00:5E:10:00:01", SignalStrength: 95, TimeStamp: "2026-11-26T12:00:00Z" }),
    );
    expect(found.heard_stations).toEqual([
      {
        sta_mac: "02:00:5e:10:00:01",
        path: row,
        radio,
        rssi_dbm: -63,
        rssi_raw: 95,
        rssi_quality: ["rcpi"],
      },
    ]);
    expect(found.stations).toEqual([]);
    expect(keptBelow(row, found)).toEqual(["TimeStamp=2026-11-26T12:00:00Z"]);
  });

  test.each([
    [255, { rssi_dbm: null, rssi_raw: 255, rssi_quality: ["sentinel"] }],
    [-63, { rssi_dbm: -63, rssi_raw: -63, rssi_quality: ["not_rcpi"] }],
    [230, { rssi_dbm: null, rssi_raw: 230, rssi_quality: ["out_of_range"] }],
  ])("at %j is believed as any RCPI", (SignalStrength, want) => {
    const found = normalized(below(row, { MACAddress: "02:00:5E:10:00:01", SignalStrength }));
    expect(found.heard_stations).toMatchObject([want]);
  });

  test.each(["", "nobody", "00:00:00:00:00:00"])(
    "is kept as parameters where its address is %j",
    (MACAddress) => {
      const found = normalized(below(row, { MACAddress, SignalStrength: 95 }));
      expect(found.heard_stations).toEqual([]);
      expect(keptBelow(row, found).toSorted()).toEqual([`MACAddress=${MACAddress}`, "SignalStrength=95"]);
    },
  );
});

describe("a BSS that a radio hears", () => {
  test("in a scan of the mesh is a row of that radio: RCPI, utilization in 255ths", () => {
    const found = normalized({
      ...below(scan, { Channel: 36 }),
      ...below(neighbor, {
        BSSID: "00:11:22:33:44:55",
        SSID: "next door",
        SignalStrength: 90,
        ChannelBandwidth: "80",
        ChannelUtilization: 51,
        StationCount: 3,
      }),
    });
    expect(found.heard_bsses).toEqual([
      {
        bssid: "00:11:22:33:44:55",
        path: neighbor,
        radio,
        ssid: "next door",
        band: null,
        channel: null,
        bandwidth: "80",
        rssi_dbm: -65,
        rssi_raw: 90,
        rssi_quality: ["rcpi"],
        channel_utilization_percent: 20,
        stations: 3,
      },
    ]);
    expect(keptBelow(scan, found)).toEqual(["Channel=36"]);
  });

  test("in a diagnostic of the gateway is in dBm, and its row says by which radio", () => {
    const found = normalized(
      below(result, {
        Radio: "Device.WiFi.Radio.1.",
        BSSID: "00:11:22:33:44:55",
        SSID: "next door",
        Channel: 6,
        SignalStrength: -71,
        OperatingFrequencyBand: "2.4GHz",
        OperatingChannelBandwidth: "20MHz",
        Noise: -95,
      }),
    );
    expect(found.heard_bsses).toMatchObject([
      {
        radio: "Device.WiFi.Radio.1.",
        band: "2.4GHz",
        channel: 6,
        bandwidth: "20MHz",
        rssi_dbm: -71,
        rssi_raw: -71,
        rssi_quality: [],
        stations: null,
      },
    ]);
    expect(keptBelow(result, found)).toEqual(["Noise=-95"]);
  });

  test("without an address is kept as parameters", () => {
    const found = normalized(below(result, { SSID: "hidden", SignalStrength: -71 }));
    expect(found.heard_bsses).toEqual([]);
    expect(keptBelow(result, found).toSorted()).toEqual(["SSID=hidden", "SignalStrength=-71"]);
  });
});
