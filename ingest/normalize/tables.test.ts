import { describe, expect, test } from "vitest";
import { below, keptBelow, normalized } from "./element.fixture.ts";
import { place, tables } from "./placement.ts";
import { vendorNames } from "./vendor-names.ts";

const mac = "02:00:5E:10:00:01";
const station = "Device.WiFi.AccessPoint.1.AssociatedDevice.2.";

describe("interfaces", () => {
  test("of IP and of Ethernet are rows, with counters of 64 and of 32 bits", () => {
    const found = normalized({
      ...below("Device.IP.Interface.1.", {
        Enable: true,
        Status: "Up",
        Name: "wan",
        "Stats.BytesSent": "9223372036854775807",
        "Stats.BytesReceived": "18446744073709551615",
        "Stats.ErrorsSent": 4_294_967_295,
        "Stats.DiscardPacketsSent": 3,
        Type: "Normal",
      }),
      ...below("Device.Ethernet.Interface.2.", { Upstream: "1", CurrentBitRate: 1000 }),
    });
    expect(found.interfaces).toMatchObject([
      {
        interface: "Device.IP.Interface.1.",
        name: "wan",
        status: "Up",
        enabled: true,
        upstream: null,
        bytes_sent_total: 9223372036854775807n,
        bytes_received_total: null,
        errors_sent_total: null,
        discards_sent_total: 3,
      },
      { interface: "Device.Ethernet.Interface.2.", upstream: true, bit_rate_mbps: 1000 },
    ]);
    expect(keptBelow("Device.IP.Interface.1.", found)).toEqual(["Type=Normal"]);
  });
});

describe("an SSID", () => {
  test("brings its counters to its access point", () => {
    const found = normalized({
      "Device.WiFi.AccessPoint.2.SSIDReference": "Device.WiFi.SSID.3",
      ...below("Device.WiFi.SSID.3.Stats.", { BytesSent: "9007199254740993", RetransCount: 4_294_967_295 }),
    });
    expect(found.access_points).toMatchObject([
      {
        access_point: "Device.WiFi.AccessPoint.2.",
        bytes_sent_total: 9007199254740993n,
        retransmissions_total: null,
      },
    ]);
  });
});

describe("vendors' names", () => {
  test("fill the column of the standard's, with the same distrust", () => {
    const found = normalized(
      below(station, {
        MACAddress: mac,
        "X_COMCAST-COM_RSSI": "-61",
        "X_COMCAST-COM_SNR": 30,
        X_HW_Noise: -90,
      }),
    );
    expect(found.stations).toMatchObject([{ rssi_dbm: -61, rssi_raw: -61, snr_db: 30, noise_dbm: -90 }]);
    expect(found.parameters).toEqual([]);
    expect(normalized(below(station, { MACAddress: mac, X_HW_RSSI: 55 })).stations).toMatchObject([
      { rssi_dbm: null, rssi_raw: 55, rssi_quality: ["missing_sign"] },
    ]);
  });

  test("give way to the standard's wherever it stands, and are kept", () => {
    const vendor = { "X_COMCAST-COM_RSSI": -70 };
    const standard = { SignalStrength: -60 };
    for (const members of [
      { MACAddress: mac, ...vendor, ...standard },
      { ...standard, ...vendor, MACAddress: mac },
    ]) {
      const found = normalized(below(station, members));
      expect(found.stations).toMatchObject([{ rssi_dbm: -60, rssi_raw: -60 }]);
      expect(keptBelow(station, found)).toEqual(["X_COMCAST-COM_RSSI=-70"]);
    }
  });

  test("of a radio: noise and utilization, which TR-181 has no name for", () => {
    const radio = "Device.WiFi.Radio.1.";
    const found = normalized(
      below(`${radio}Stats.`, { "X_COMCAST-COM_NoiseFloor": -92, "X_COMCAST-COM_ChannelUtilization": 41 }),
    );
    expect(found.radios).toMatchObject([{ radio, noise_dbm: -92, channel_utilization_percent: 41 }]);
  });

  test("each has a column to go to", () => {
    const lost = vendorNames.flatMap(({ row, names }) =>
      Object.keys(names).filter((name) => {
        const template = row + name;
        const path = template.replaceAll("*", "1");
        return place({ path, components: path.split("."), template, reference: null }).cell === null;
      }),
    );
    expect(lost).toEqual([]);
  });
});

test("a table has no more columns than a row has bits", () => {
  for (const { columns } of Object.values(tables))
    expect(Object.keys(columns).length).toBeLessThanOrEqual(32);
});
