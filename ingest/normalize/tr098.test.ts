import { describe, expect, test } from "vitest";
import { createNameResolver } from "../report/names.ts";
import { parseJsonReport } from "../report/json.ts";
import { type NormalizedElement, normalizeElement } from "./element.ts";
import { coveredTables, place, tables } from "./placement.ts";
import { equivalentRows } from "./tr098.ts";

const resolve = createNameResolver([], [], place);

function normalize(members: object): NormalizedElement {
  const report = parseJsonReport(JSON.stringify([members]), { values: 1000, depth: 32 });
  if (!report.ok || report.elements[0] === undefined) throw new Error("no element");
  return normalizeElement(report.elements[0], resolve);
}

const lan = "InternetGatewayDevice.LANDevice.1.";
const wlan = `${lan}WLANConfiguration.3.`;
const station = `${wlan}AssociatedDevice.2.`;
const mac = "02:00:5E:10:00:01";

test.each(equivalentRows)("each equivalent of $of in $row has a column there", ({ of, names }) => {
  const table = Object.values(tables).find(({ row }) => row === of);
  expect(Object.values(names).filter((name) => !Object.keys(table?.columns ?? {}).includes(name))).toEqual(
    [],
  );
});

describe("rows keep the path they were reported under", () => {
  test("hosts", () => {
    const { hosts, tables: covered } = normalize({
      [`${lan}Hosts.Host.7.MACAddress`]: mac,
      [`${lan}Hosts.Host.7.HostName`]: "tv",
      [`${lan}Hosts.Host.7.Layer2Interface`]: `${lan}WLANConfiguration.3`,
      [`${lan}Hosts.Host.7.InterfaceType`]: "802.11",
      [`${lan}Hosts.Host.7.Active`]: "1",
    });
    expect(hosts).toMatchObject([
      {
        host_mac: "02:00:5e:10:00:01",
        path: "InternetGatewayDevice.LANDevice.1.Hosts.Host.7.",
        host_name: "tv",
        layer1_interface: "InternetGatewayDevice.LANDevice.1.WLANConfiguration.3",
        interface_type: "802.11",
        active: true,
      },
    ]);
    expect(covered).toEqual(["InternetGatewayDevice.LANDevice.1.Hosts.Host."]);
  });

  test("a WLANConfiguration is an access point, its SSID and its radio, and its stations are on it", () => {
    const normalized = normalize({
      [`${station}AssociatedDeviceMACAddress`]: mac,
      [`${station}X_HW_RSSI`]: "-61",
      [`${station}LastDataTransmitRate`]: "65",
      [`${wlan}BSSID`]: "02:00:5e:20:00:03",
      [`${wlan}SSID`]: "home",
      [`${wlan}Channel`]: "36",
      [`${wlan}X_HW_RFBand`]: "5GHz",
      [`${wlan}TotalBytesSent`]: "4294967296",
    });
    expect(normalized).toMatchObject({
      stations: [
        {
          sta_mac: "02:00:5e:10:00:01",
          path: station,
          access_point: wlan,
          bssid: "02:00:5e:20:00:03",
          ssid: "home",
          band: "5GHz",
          rssi_dbm: -61,
        },
      ],
      access_points: [
        { access_point: wlan, ssid_path: wlan, radio: wlan, ssid: "home", bytes_sent_total: 4_294_967_296 },
      ],
      radios: [{ radio: wlan, band: "5GHz", channel: 36, bytes_sent_total: null }],
      parameters: [{ path: `${station}LastDataTransmitRate`, value: "65", value_type: "string" }],
      conflicting: false,
    });
    expect(normalized.access_points.length).toBe(1);
  });

  test("equal instances below two LANDevices are two access points", () => {
    const paths = [1, 2].map((each) => `InternetGatewayDevice.LANDevice.${each}.WLANConfiguration.1.`);
    const { access_points } = normalize(
      Object.fromEntries(
        paths.flatMap((path) => [
          [`${path}SSID`, "x"],
          [`${path}Enable`, true],
        ]),
      ),
    );
    expect(access_points.map(({ access_point, ssid }) => [access_point, ssid])).toEqual(
      paths.map((path) => [path, "x"]),
    );
  });

  test("an access point of which only Enable is reported is on its own radio", () => {
    expect(normalize({ [`${wlan}Enable`]: "1" }).access_points).toMatchObject([
      { access_point: wlan, ssid_path: wlan, radio: wlan, enabled: true, bssid: null },
    ]);
  });

  test("interfaces: what is below WANDevice leads to the WAN", () => {
    const wan = "InternetGatewayDevice.WANDevice.1.";
    const { interfaces, tables: covered } = normalize({
      [`${wan}WANCommonInterfaceConfig.TotalBytesReceived`]: "7",
      [`${wan}WANCommonInterfaceConfig.PhysicalLinkStatus`]: "Up",
      [`${wan}WANConnectionDevice.2.WANPPPConnection.1.Stats.EthernetBytesSent`]: "8",
      [`${lan}LANEthernetInterfaceConfig.4.Stats.BytesSent`]: "9",
    });
    expect(interfaces).toMatchObject([
      {
        interface: `${wan}WANCommonInterfaceConfig.`,
        bytes_received_total: 7,
        status: "Up",
        upstream: true,
      },
      {
        interface: `${wan}WANConnectionDevice.2.WANPPPConnection.1.`,
        bytes_sent_total: 8,
        upstream: true,
      },
      { interface: `${lan}LANEthernetInterfaceConfig.4.`, bytes_sent_total: 9, upstream: null },
    ]);
    expect(covered).toEqual([
      `${wan}WANConnectionDevice.2.WANPPPConnection.`,
      `${lan}LANEthernetInterfaceConfig.`,
    ]);
  });

  test("DeviceInfo", () => {
    const { gateway, tables: covered } = normalize({
      "InternetGatewayDevice.DeviceInfo.SoftwareVersion": "1.2",
      "InternetGatewayDevice.DeviceInfo.UpTime": "77",
    });
    expect(gateway).toMatchObject([{ software_version: "1.2", uptime_seconds: 77 }]);
    expect(covered).toEqual([]);
  });
});

test("its counters have 32 bits, and the last of them is no data; more than that was counted with 64", () => {
  const wan = "InternetGatewayDevice.WANDevice.1.";
  const { access_points, interfaces, parameters } = normalize({
    [`${wlan}TotalBytesSent`]: "4294967295",
    [`${wlan}TotalBytesReceived`]: 4_294_967_294,
    [`${wlan}TotalPacketsSent`]: 4_294_967_296,
    [`${wan}WANCommonInterfaceConfig.TotalBytesReceived`]: 4_294_967_295,
    [`${wan}WANConnectionDevice.1.WANIPConnection.1.Stats.EthernetBytesSent`]: "4294967295",
    [`${lan}LANEthernetInterfaceConfig.1.Stats.BytesSent`]: "4294967295",
  });
  expect(access_points).toMatchObject([
    {
      bytes_sent_total: null,
      bytes_received_total: 4_294_967_294,
      packets_sent_total: 4_294_967_296,
    },
  ]);
  expect(interfaces.map((each) => [each.bytes_sent_total, each.bytes_received_total])).toEqual([
    [null, null],
    [null, null],
    [null, null],
  ]);
  expect(parameters).toEqual([]);
});

test("a vendor's level goes through the same distrust", () => {
  const { stations } = normalize({
    [`${station}AssociatedDeviceMACAddress`]: mac,
    [`${station}X_HW_RSSI`]: "0",
  });
  expect(stations).toMatchObject([{ rssi_dbm: null, rssi_raw: 0, rssi_quality: ["zero"] }]);
});

test("a path without an equivalent stays a parameter, under its own path", () => {
  const path = "InternetGatewayDevice.ManagementServer.ParameterKey";
  expect(normalize({ [path]: "k" })).toMatchObject({
    gateway: [],
    parameters: [{ path, value: "k", value_type: "string" }],
  });
});

test("a profile covers TR-098's tables by their own names", () => {
  const references = ["Hosts.Host.*.", "WLANConfiguration.*.AssociatedDevice.*.AssociatedDeviceMACAddress"];
  expect(
    coveredTables(
      references.map((reference) => ({
        name: "",
        reference: `InternetGatewayDevice.LANDevice.*.${reference}`,
      })),
    ),
  ).toEqual([
    "InternetGatewayDevice.LANDevice.*.Hosts.Host.",
    "InternetGatewayDevice.LANDevice.*.WLANConfiguration.*.AssociatedDevice.",
  ]);
});
