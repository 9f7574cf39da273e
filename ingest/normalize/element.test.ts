import { describe, expect, test } from "vitest";
import { createNameResolver } from "../report/names.ts";
import { parseJsonReport } from "../report/json.ts";
import { type NormalizedElement, normalizeElement } from "./element.ts";
import { coveredTables, place } from "./placement.ts";

const resolve = createNameResolver(
  [],
  [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "Ap", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
    { name: "weak", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.[SignalStrength<-50]." },
    { name: "one", reference: "Device.Hosts.Host.1." },
    { name: "W", reference: "Device.WiFi." },
  ],
  place,
);

function normalize(members: object | string): NormalizedElement {
  const text = typeof members === "string" ? members : JSON.stringify(members);
  const report = parseJsonReport(`[${text}]`, { values: 1000, depth: 32 });
  if (!report.ok || report.elements[0] === undefined) throw new Error("no element");
  return normalizeElement(report.elements[0], resolve);
}

const mac = "02:00:5E:10:00:01";

describe("stations", () => {
  const station = {
    "Ap.2.7.MACAddress": mac,
    "Ap.2.7.SignalStrength": "-71",
    "Ap.2.7.LastDataDownlinkRate": "866700",
    "Ap.2.7.Active": 1,
    "Ap.2.7.AssociationTime": "2026-11-22T06:52:19Z",
    "Ap.2.7.Stats.RetryCount": 4294967295,
  };

  test("become rows, with what has no column beside them", () => {
    const { stations, parameters } = normalize({ ...station, "Ap.2.7.X_SNR": 46.86 });
    expect(stations).toMatchObject([
      {
        sta_mac: "02:00:5e:10:00:01",
        path: "Device.WiFi.AccessPoint.2.AssociatedDevice.7.",
        access_point: "Device.WiFi.AccessPoint.2.",
        rssi_dbm: -71,
        rssi_raw: -71,
        rssi_quality: [],
        downlink_rate_kbps: 866700,
        active: true,
        associated_since: Date.parse("2026-11-22T06:52:19Z"),
        retries_total: null,
      },
    ]);
    expect(parameters).toEqual([
      { path: "Device.WiFi.AccessPoint.2.AssociatedDevice.7.X_SNR", value: "46.86", value_type: "number" },
    ]);
  });

  test("a value that can't be read is null in its column and kept as a parameter", () => {
    const { stations, parameters } = normalize({
      ...station,
      "Ap.2.7.SignalStrength": "weak",
      "Ap.2.7.Active": "maybe",
      "Ap.2.7.Stats.BytesSent": "18446744073709551614",
      "Ap.2.7.Noise": [1],
    });
    expect(stations[0]).toMatchObject({
      rssi_dbm: null,
      rssi_raw: null,
      active: null,
      bytes_sent_total: null,
    });
    expect(parameters.map(({ path, value }) => `${path.split(".").at(-1)}=${value}`)).toEqual([
      "SignalStrength=weak",
      "Active=maybe",
      "BytesSent=18446744073709551614",
      "Noise=[1]",
    ]);
  });

  test("a rounded level is a level, and its fraction a parameter", () => {
    const { stations, parameters } = normalize({ ...station, "Ap.2.7.SignalStrength": -46.5 });
    expect(stations[0]).toMatchObject({ rssi_dbm: -47, rssi_quality: ["rounded"] });
    expect(parameters).toMatchObject([{ value: "-46.5" }]);
  });

  test("without a valid MAC all of a row are parameters, and its table is not covered", () => {
    const good = { "Ap.1.1.MACAddress": mac };
    const { stations, parameters, tables, spoiledTables } = normalize({
      ...good,
      ...station,
      "Ap.2.7.MACAddress": "none",
    });
    expect(stations.length).toBe(1);
    expect(parameters.map(({ path }) => path).sort()).toEqual(
      Object.keys(station)
        .map((name) => name.replace("Ap.2.7.", "Device.WiFi.AccessPoint.2.AssociatedDevice.7."))
        .sort(),
    );
    expect(tables).toEqual(["Device.WiFi.AccessPoint.*.AssociatedDevice."]);
    expect(spoiledTables).toEqual(["Device.WiFi.AccessPoint.2.AssociatedDevice."]);
  });

  test.each(["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5E:00:00:FB"])(
    "%s is nobody's address: no station, no host, all values are parameters",
    (nobody) => {
      const { stations, hosts, parameters, tables } = normalize({
        ...station,
        "Ap.2.7.MACAddress": nobody,
        "Hosts.1.PhysAddress": nobody,
        "Hosts.1.HostName": "tv",
      });
      expect([stations, hosts, tables]).toEqual([[], [], []]);
      expect(parameters.length).toBe(Object.keys(station).length + 2);
    },
  );

  test("a row of zeros is nobody's: it does not spoil its table, as a row with any other unusable MAC does", () => {
    const withKey = (text: string): readonly string[] =>
      normalize({ ...station, "Ap.2.8.MACAddress": text, "Ap.2.8.Active": true }).spoiledTables;
    expect(withKey("00:00:00:00:00:00")).toEqual([]);
    expect(withKey("00-00-00-00-00-00")).toEqual([]);
    for (const text of ["", "ff:ff:ff:ff:ff:ff", "none"])
      expect(withKey(text)).toEqual(["Device.WiFi.AccessPoint.2.AssociatedDevice."]);
  });

  test("BSS and band come by SSIDReference and LowerLayers of the same element", () => {
    const { stations, access_points, radios } = normalize({
      ...station,
      "Device.WiFi.AccessPoint.2.SSIDReference": "Device.WiFi.SSID.3",
      "Device.WiFi.AccessPoint.2.Enable": true,
      "Device.WiFi.SSID.3.BSSID": "00:D0:9E:AA:00:02",
      "Device.WiFi.SSID.3.SSID": "Casa-5G",
      "Device.WiFi.SSID.3.LowerLayers": "Device.WiFi.Radio.2.",
      "Device.WiFi.SSID.4.SSID": "guest",
      "Device.WiFi.Radio.2.OperatingFrequencyBand": "5GHz",
      "Device.WiFi.Radio.2.Channel": 36,
    });
    const bss = { bssid: "00:d0:9e:aa:00:02", ssid: "Casa-5G" };
    expect(stations).toMatchObject([{ ...bss, band: "5GHz" }]);
    expect(radios).toMatchObject([{ radio: "Device.WiFi.Radio.2.", band: "5GHz", channel: 36 }]);
    expect(access_points).toMatchObject([
      {
        access_point: "Device.WiFi.AccessPoint.2.",
        ssid_path: "Device.WiFi.SSID.3.",
        radio: "Device.WiFi.Radio.2.",
        enabled: true,
        ...bss,
      },
      { access_point: "", ssid_path: "Device.WiFi.SSID.4.", ssid: "guest" },
    ]);
  });
});

describe("hosts and the gateway", () => {
  test("addresses are gathered, empty texts are none", () => {
    const { hosts } = normalize({
      "Hosts.3.PhysAddress": mac,
      "Hosts.3.HostName": "",
      "Hosts.3.IPv4Address.1.IPAddress": "192.0.2.1",
      "Hosts.3.IPv4Address.2.IPAddress": "",
      "Hosts.3.IPv6Address.1.IPAddress": "fe80::1",
      "Hosts.3.LeaseTimeRemaining": -1,
      "Hosts.3.WANStats.BytesSent": 0,
    });
    expect(hosts).toMatchObject([
      {
        host_mac: mac.toLowerCase(),
        path: "Device.Hosts.Host.3.",
        host_name: null,
        ip_addresses: ["192.0.2.1", "fe80::1"],
        lease_time_remaining_seconds: -1,
        bytes_sent_total: 0,
        bytes_received_total: null,
      },
    ]);
  });

  test("any number of addresses takes time in proportion: as many as a report may hold", () => {
    const values = Array.from({ length: 100_000 }, (_, index) => ({
      name: `Hosts.1.IPv4Address.${index % 60_000}.IPAddress`,
      text: String(index),
      type: "string" as const,
    }));
    const key = { name: "Hosts.1.PhysAddress", text: mac, type: "string" as const };
    const element = { time: null, values: [key, ...values], superseded: [], duplicateNames: true };
    const { hosts, parameters, conflicting } = normalizeElement(element, resolve);
    expect(hosts[0]?.ip_addresses.length).toBe(100_000);
    expect([conflicting, parameters.length, parameters[0]?.value]).toEqual([true, 40_000, "0"]);
  });

  test("an uptime beyond TR-181's unsignedInt is none", () => {
    const { gateway, parameters } = normalize({ "Device.DeviceInfo.UpTime": 2 ** 32 });
    expect(gateway).toEqual([]);
    expect(parameters).toMatchObject([{ path: "Device.DeviceInfo.UpTime", value: "4294967296" }]);
  });

  test("DeviceInfo is one row", () => {
    const { gateway, parameters } = normalize({
      "Device.DeviceInfo.UpTime": 77,
      "Device.DeviceInfo.MemoryStatus.Free": "1024",
      "Device.DeviceInfo.ProcessStatus.CPUUsage": 101,
      "Device.DeviceInfo.X_Fan": 1,
    });
    expect(gateway).toMatchObject([{ uptime_seconds: 77, memory_free_kib: 1024, cpu_usage_percent: null }]);
    expect(parameters.map(({ path }) => path)).toEqual([
      "Device.DeviceInfo.ProcessStatus.CPUUsage",
      "Device.DeviceInfo.X_Fan",
    ]);
  });
});

describe("names", () => {
  test("two names for one cell: the last counts, a different earlier one is kept", () => {
    const { hosts, parameters, conflicting } = normalize({
      "Hosts.1.PhysAddress": mac,
      "Hosts.1.HostName": "one",
      "Device.Hosts.Host.1.HostName": "two",
    });
    expect(hosts).toMatchObject([{ host_name: "two" }]);
    expect(parameters).toMatchObject([{ path: "Device.Hosts.Host.1.HostName", value: "one" }]);
    expect(conflicting).toBe(true);
  });

  test("an unknown alias is a parameter under its reported name, both values of a doubled one", () => {
    const { parameters } = normalize('{"X.1":true,"X.1":"ana","__proto__":"p"}');
    expect(parameters).toEqual([
      { path: "X.1", value: "true", value_type: "boolean" },
      { path: "X.1", value: "ana", value_type: "string" },
      { path: "__proto__", value: "p", value_type: "string" },
    ]);
  });
});

describe("tables covered by rows", () => {
  test.each([
    [
      "an alias: as far as its reference reaches",
      "Ap.1.1.MACAddress",
      "Device.WiFi.AccessPoint.*.AssociatedDevice.",
    ],
    [
      "a partial path: everything below it",
      "W.AccessPoint.1.AssociatedDevice.2.MACAddress",
      "Device.WiFi.AccessPoint.*.AssociatedDevice.",
    ],
    [
      "a full path: what it names",
      "Device.WiFi.AccessPoint.1.AssociatedDevice.2.MACAddress",
      "Device.WiFi.AccessPoint.1.AssociatedDevice.",
    ],
    ["a search picks rows: nothing", "weak.1.1.MACAddress", null],
    ["a reference to one row: nothing", "one.PhysAddress", null],
    ["hosts", "Hosts.1.PhysAddress", "Device.Hosts.Host."],
  ])("%s", (_name, name, table) => {
    expect(normalize({ [name]: mac }).tables).toEqual(table === null ? [] : [table]);
  });
});

describe("tables covered by a profile's definition", () => {
  test.each([
    ["Device.Hosts.Host.*.", ["Device.Hosts.Host."]],
    ["Device.Hosts.", ["Device.Hosts.Host."]],
    ["Device.Hosts.Host.*.PhysAddress", ["Device.Hosts.Host."]],
    ["Device.Hosts.Host.*.Active", []],
    ["Device.Hosts.Host.2.", []],
    ["Device.Hosts.Host.[Active==true].", []],
    ["Device.WiFi.AccessPoint.*.AssociatedDevice.*.", ["Device.WiFi.AccessPoint.*.AssociatedDevice."]],
    ["Device.WiFi.AccessPoint.2.AssociatedDevice.*.", ["Device.WiFi.AccessPoint.2.AssociatedDevice."]],
    ["Device.WiFi.AccessPoint.*.AssociatedDevice.*.Stats.", []],
    ["Device.WiFi.AccessPoint.1.", ["Device.WiFi.AccessPoint.1.AssociatedDevice."]],
    ["Device.WiFi.Radio.*.", ["Device.WiFi.Radio."]],
    ["Device.DeviceInfo.", []],
    ["Device.Hosts.Host.*", ["Device.Hosts.Host."]],
    ["Device.Hosts.Host.1", []],
  ])("%s", (reference, want) => {
    expect(coveredTables([{ name: "x", reference }])).toEqual(want);
  });
});
