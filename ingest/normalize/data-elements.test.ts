import { describe, expect, test } from "vitest";
import { below, keptBelow, normalized } from "./element.fixture.ts";

const network = "Device.WiFi.DataElements.Network.";
const node = `${network}Device.2.`;
const radio = `${node}Radio.1.`;
const bss = `${radio}BSS.3.`;
const sta = `${bss}STA.4.`;
const mac = "02:00:5E:10:00:01";

test("a radio of which only its noise is reported is a row, also where half a dB of it is lost", () => {
  const noiseOf = (code: number) => {
    const found = normalized({ [`${radio}Noise`]: code });
    return { noise: found.radios.map((each) => each.noise_dbm), kept: keptBelow(radio, found) };
  };
  expect(noiseOf(40)).toEqual({ noise: [-90], kept: [] });
  expect(noiseOf(41)).toEqual({ noise: [-90], kept: ["Noise=41"] });
  expect(noiseOf(0)).toEqual({ noise: [], kept: ["Noise=0"] });
});

describe("a station of DataElements", () => {
  const members = {
    MACAddress: mac,
    SignalStrength: 126,
    LastDataDownlinkRate: 866700,
    LastDataUplinkRate: "780000",
    LastConnectTime: 77,
    BytesSent: "9007199254740993",
    BytesReceived: 1,
    PacketsSent: 2,
    PacketsReceived: 3,
    ErrorsSent: 4_294_967_295,
    ErrorsReceived: "18446744073709551615",
    RetransCount: 6,
    "MultiAPSTA.Noise": 40,
    "MultiAPSTA.AssociationTime": "2026-11-22T06:52:19Z",
    IPV4Address: "192.0.2.1",
  };

  test("is a station of its BSS row: RCPI is dBm, a duration is one, 64-bit counters have every digit", () => {
    const found = normalized(below(sta, members));
    expect(found.stations).toEqual([
      {
        sta_mac: mac.toLowerCase(),
        path: sta,
        access_point: bss,
        bssid: null,
        ssid: null,
        band: null,
        rssi_dbm: -47,
        rssi_raw: 126,
        rssi_quality: ["rcpi"],
        noise_dbm: -90,
        downlink_rate_kbps: 866700,
        uplink_rate_kbps: 780000,
        retransmissions_percent: null,
        active: null,
        authenticated: null,
        associated_since: Date.parse("2026-11-22T06:52:19Z"),
        operating_standard: null,
        bytes_sent_total: 9007199254740993n,
        bytes_received_total: 1,
        packets_sent_total: 2,
        packets_received_total: 3,
        // 64 bits here, unlike an AssociatedDevice's.
        errors_sent_total: 4294967295,
        errors_received_total: null,
        retransmissions_total: 6,
        failed_retransmissions_total: null,
        retries_total: null,
        multiple_retries_total: null,
        snr_db: null,
        connected_seconds: 77,
      },
    ]);
    expect(found.tables).toEqual([`${bss}STA.`]);
    expect(keptBelow(sta, found)).toEqual(["IPV4Address=192.0.2.1"]);
  });

  test.each([
    [{ SignalStrength: 255 }, { rssi_dbm: null, rssi_raw: 255, rssi_quality: ["sentinel"] }, []],
    [{ SignalStrength: -47 }, { rssi_dbm: -47, rssi_raw: -47, rssi_quality: ["not_rcpi"] }, []],
    [{ SignalStrength: "weak" }, { rssi_dbm: null, rssi_raw: null }, ["SignalStrength=weak"]],
    [{ SignalStrength: "" }, { rssi_dbm: null, rssi_raw: null, rssi_quality: [] }, []],
    [{ "MultiAPSTA.Noise": 41 }, { noise_dbm: -90 }, ["MultiAPSTA.Noise=41"]],
    [{ "MultiAPSTA.Noise": 255 }, { noise_dbm: null }, []],
    [{ "MultiAPSTA.Noise": -91 }, { noise_dbm: -91 }, []],
    [{ "MultiAPSTA.Noise": 240 }, { noise_dbm: null }, ["MultiAPSTA.Noise=240"]],
  ])("%j", (given, want, kept) => {
    const found = normalized(below(sta, { MACAddress: mac, ...given }));
    expect(found.stations).toMatchObject([want]);
    expect(keptBelow(sta, found)).toEqual(kept);
  });

  test("with its BSS and radio in the same element has BSSID, SSID and band", () => {
    const found = normalized({
      ...below(sta, { MACAddress: mac }),
      ...below(bss, { BSSID: "00:D0:9E:AA:00:02", SSID: "Casa", Enabled: true, STANumberOfEntries: 1 }),
      ...below(`${radio}CurrentOperatingClassProfile.1.`, { Class: 115, Channel: 36 }),
      ...below(radio, { Enabled: true }),
    });
    expect(found.stations).toMatchObject([{ bssid: "00:d0:9e:aa:00:02", ssid: "Casa", band: "5GHz" }]);
    expect(found.access_points).toEqual([
      {
        access_point: bss,
        ssid_path: null,
        bssid: "00:d0:9e:aa:00:02",
        ssid: "Casa",
        radio,
        status: null,
        enabled: true,
        associated_devices: 1,
        bytes_sent_total: null,
        bytes_received_total: null,
        packets_sent_total: null,
        packets_received_total: null,
        errors_sent_total: null,
        errors_received_total: null,
        retransmissions_total: null,
      },
    ]);
  });

  test.each(["1", 2])(
    "ByteCounterUnits %s: what is in KiB or MiB is no number of bytes, and is kept",
    (units) => {
      const found = normalized({
        ...below(sta, { MACAddress: mac, BytesSent: 5, BytesReceived: 6, PacketsSent: 7 }),
        [`${bss}ByteCounterUnits`]: units,
      });
      expect(found.stations).toMatchObject([
        { bytes_sent_total: null, bytes_received_total: null, packets_sent_total: 7 },
      ]);
      expect(keptBelow(bss, found)).toEqual([
        `ByteCounterUnits=${units}`,
        "STA.4.BytesSent=5",
        "STA.4.BytesReceived=6",
      ]);
    },
  );

  test("ByteCounterUnits 0 is bytes", () => {
    const found = normalized({
      ...below(sta, { MACAddress: mac, BytesSent: 5 }),
      [`${bss}ByteCounterUnits`]: 0,
    });
    expect(found.stations).toMatchObject([{ bytes_sent_total: 5 }]);
  });
});

describe("a radio of DataElements", () => {
  test("has noise from ANPI and utilization in percent", () => {
    const found = normalized(below(radio, { Noise: 40, Utilization: 51, ID: "AgBeEAAB", Transmit: 3 }));
    expect(found.radios).toMatchObject([
      { radio, noise_dbm: -90, channel_utilization_percent: 20, band: null },
    ]);
    expect(keptBelow(radio, found)).toEqual(["ID=AgBeEAAB", "Transmit=3"]);
  });

  test.each([
    ["one class", [[81, 6]], { band: "2.4GHz", bandwidth: "20MHz", channel: 6 }],
    [
      "a class for each width",
      [
        [128, 42],
        [115, 36],
        [116, 36],
      ],
      { band: "5GHz", bandwidth: "80MHz", channel: 36 },
    ],
    ["6 GHz", [[131, 5]], { band: "6GHz", bandwidth: "20MHz", channel: 5 }],
    ["a wide class alone: its channel is no primary one", [[134, 15]], { band: "6GHz", channel: null }],
    [
      "two bands: neither",
      [
        [81, 6],
        [115, 36],
      ],
      { band: null, bandwidth: null, channel: null },
    ],
    ["an unknown class", [[7, 6]], { band: null, channel: null }],
  ])("band, width and channel by its operating classes: %s", (_name, classes, want) => {
    const profiles = classes.map(([operatingClass, channel], index) =>
      below(`${radio}CurrentOperatingClassProfile.${index + 1}.`, {
        Class: operatingClass,
        Channel: channel,
      }),
    );
    const found = normalized({ ...below(radio, { Enabled: 1 }), ...Object.assign({}, ...profiles) });
    expect(found.radios).toMatchObject([{ radio, enabled: true, ...want }]);
    // Whatever is made of them, they are there as they came.
    expect(found.parameters).toHaveLength(2 * classes.length);
  });
});

describe("the nodes of a mesh", () => {
  test("say how each is connected to the next", () => {
    const found = normalized({
      ...below(`${network}Device.1.`, {
        ID: "00:D0:9E:00:00:01",
        BackhaulMediaType: "None",
        BackhaulALID: "",
      }),
      ...below(node, {
        ID: "00:D0:9E:00:00:02",
        Manufacturer: "Acme",
        ManufacturerModel: "Pod 2",
        SerialNumber: "S2",
        SoftwareVersion: "1.0",
        "MultiAPDevice.Backhaul.LinkType": "Wi-Fi",
        "MultiAPDevice.Backhaul.BackhaulDeviceID": "00:D0:9E:00:00:01",
        "MultiAPDevice.Backhaul.BackhaulMACAddress": "00:D0:9E:AA:00:01",
        "MultiAPDevice.Backhaul.Stats.SignalStrength": 120,
        "MultiAPDevice.Backhaul.Stats.LastDataDownlinkRate": 1200000,
        BackhaulPHYRate: 1201,
        CountryCode: "CR",
      }),
    });
    expect(found.mesh_nodes).toMatchObject([
      { node_mac: "00:d0:9e:00:00:01", backhaul_medium: "None", backhaul_node_mac: null },
      {
        node_mac: "00:d0:9e:00:00:02",
        path: node,
        manufacturer: "Acme",
        model_name: "Pod 2",
        serial_number: "S2",
        software_version: "1.0",
        backhaul_node_mac: "00:d0:9e:00:00:01",
        backhaul_mac: "00:d0:9e:aa:00:01",
        backhaul_medium: "Wi-Fi",
        backhaul_rate_mbps: 1201,
        backhaul_downlink_rate_kbps: 1200000,
        backhaul_uplink_rate_kbps: null,
        backhaul_rssi_dbm: -50,
        backhaul_rssi_raw: 120,
        backhaul_rssi_quality: ["rcpi"],
      },
    ]);
    expect(found.tables).toEqual([`${network}Device.`]);
    expect(keptBelow(node, found)).toEqual(["CountryCode=CR"]);
  });

  test.each([[false], [true]])(
    "of two names for one column the table's own is taken, the other is kept",
    (isLast) => {
      const standard = { BackhaulALID: "00:D0:9E:00:00:01" };
      const other = { "MultiAPDevice.Backhaul.BackhaulDeviceID": "00:D0:9E:00:00:09" };
      const named = isLast ? { ...other, ...standard } : { ...standard, ...other };
      const found = normalized(below(node, { ID: "00:D0:9E:00:00:02", ...named }));
      expect(found.mesh_nodes).toMatchObject([{ backhaul_node_mac: "00:d0:9e:00:00:01" }]);
      expect(keptBelow(node, found)).toEqual(["MultiAPDevice.Backhaul.BackhaulDeviceID=00:D0:9E:00:00:09"]);
    },
  );
});
