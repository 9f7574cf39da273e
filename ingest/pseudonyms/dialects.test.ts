/** The same home in every dialect of reports and in notifications: nothing of it goes out, in whichever column or parameter. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileType } from "#schemas/avro.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { message, notifyRecord, own, pipeline } from "../intake.fixture.ts";
import { toPublication } from "../records.ts";
import { withPseudonyms } from "./format.ts";

const read = (file: string): string =>
  readFileSync(new URL(`../../schemas/${file}`, import.meta.url), "utf8");
const schemas = { telemetry: read("telemetry-event.avsc"), parameter: read("parameter-event.avsc") };
const telemetry = compileType<TelemetryEvent>(schemas.telemetry);
const parameter = compileType<ParameterEvent>(schemas.parameter);
const plain = {
  encodeTelemetry: (event: TelemetryEvent) => telemetry.encode(event, 1),
  encodeParameter: (event: ParameterEvent) => parameter.encode(event, 2),
  partitions: 1,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};
const epochs = [{ id: "a", from: epochMs(0), key: Buffer.alloc(32, "a") }];
const format = withPseudonyms(plain, { epochs, names: ["X_ACME_Owner"] }, schemas);

const macs = ["a4:83:e7:00:0c:0f", "a6:83:e7:00:0c:1f", "b0:83:e7:00:0c:2f", "b2:83:e7:00:0c:3f"];
const [station = "", randomized = "", bssid = "", neighbour = ""] = macs;
const persons = ["Annas-Phone", "Mullerhaus", "Cafe-Nextdoor", "anna@example.org", "Anna's watch"];
const addresses = ["192.168.7.23", "2001:db8::7:23", "84.12.13.14"];
const wifi = "Device.WiFi.";
const node = `${wifi}DataElements.Network.Device.1.`;

/** Rows of every table with a name in it, and parameters of none. */
const home: Readonly<Record<string, string>> = {
  "Device.Hosts.Host.1.PhysAddress": station,
  "Device.Hosts.Host.1.HostName": "Annas-Phone",
  "Device.Hosts.Host.1.IPAddress": "192.168.7.23",
  "Device.Hosts.Host.1.IPv6Address.1.IPAddress": "2001:db8::7:23",
  "Device.Hosts.Host.1.ClientID": `01${station.replaceAll(":", "")}`,
  "Device.Hosts.Host.1.X_ACME_Owner": "Anna's watch",
  "Device.Hosts.Host.2.HostName": "Annas-Phone",
  [`${wifi}AccessPoint.1.AssociatedDevice.1.MACAddress`]: randomized.toUpperCase(),
  [`${wifi}AccessPoint.1.AssociatedDevice.1.SignalStrength`]: "-61",
  [`${wifi}AccessPoint.1.SSIDReference`]: `${wifi}SSID.1.`,
  [`${wifi}SSID.1.BSSID`]: bssid,
  [`${wifi}SSID.1.SSID`]: "Mullerhaus",
  [`${wifi}NeighboringWiFiDiagnostic.Result.1.BSSID`]: neighbour,
  [`${wifi}NeighboringWiFiDiagnostic.Result.1.SSID`]: "Cafe-Nextdoor",
  [`${node}ID`]: bssid,
  [`${node}MultiAPDevice.Backhaul.BackhaulMACAddress`]: neighbour,
  [`${node}Radio.1.ID`]: bssid,
  [`${node}Radio.1.BSS.1.BSSID`]: bssid,
  [`${node}Radio.1.BSS.1.STA.1.MACAddress`]: station,
  [`${node}Radio.1.UnassociatedSTA.1.MACAddress`]: neighbour,
  "Device.DHCPv4.Server.Pool.1.Client.1.Chaddr": station.replaceAll(":", "-"),
  "Device.DHCPv4.Server.Pool.1.Client.1.Option.1.Value": Buffer.from("Annas-Phone").toString("hex"),
  "Device.IP.Interface.1.IPv4Address.1.IPAddress": "84.12.13.14",
  "Device.PPP.Interface.1.Username": "anna@example.org",
  "Device.X_ACME_Log": `assoc ${station.toUpperCase()} at 192.168.7.23, lease 0x${randomized.replaceAll(":", "")}`,
};

const names = Object.keys(home);
const asRows = ["ReportTimestamp,ParameterName,ParameterValue,ParameterType"].concat(
  Object.entries(home).map(([name, value]) => `1795330190,${name},"${value}",string`),
);
const asColumns = [
  ["ReportTimestamp", ...names].join(","),
  ["1795330190", ...Object.values(home).map((value) => `"${value}"`)].join(","),
];

function asTree(): object {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(home)) {
    const components = name.split(".");
    let at = tree;
    for (const component of components.slice(0, -1)) at = (at[component] ??= {}) as Record<string, unknown>;
    at[components.at(-1) ?? ""] = value;
  }
  return { Report: [{ CollectionTime: "2026-11-22T06:49:50Z", ...tree }] };
}

const push = { kind: "event", objectPath: "Device.X_ACME.", eventName: "Seen!", params: home } as const;
const forms = [
  {
    of: "names and values",
    topic: "x/bulk/a",
    payload: JSON.stringify({ Report: [{ CollectionTime: 1_795_330_190, ...home }] }),
  },
  { of: "a tree of objects", topic: "x/bulk/a", payload: JSON.stringify(asTree()) },
  { of: "CSV by row", topic: "x/bulk/a", payload: asRows.join("\r\n"), contentType: "text/csv" },
  { of: "CSV by column", topic: "x/bulk/a", payload: asColumns.join("\r\n"), contentType: "text/csv" },
  { of: "the arguments of an event", topic: own, payload: notifyRecord(push) },
  {
    of: "a JSON text of an event",
    topic: own,
    payload: notifyRecord({ ...push, params: { Data: JSON.stringify(home) } }),
  },
  {
    of: "the keys of a row",
    topic: own,
    payload: notifyRecord({
      kind: "object_creation",
      objectPath: "Device.Hosts.Host.1.",
      uniqueKeys: { PhysAddress: station, IPAddress: "192.168.7.23", HostName: "Annas-Phone" },
    }),
  },
  {
    of: "a changed value",
    topic: own,
    payload: notifyRecord({
      kind: "value_change",
      parameterPath: `Device.Hosts.Host.[PhysAddress=="${station}"].HostName`,
      value: "Annas-Phone",
    }),
  },
];

/** Hex of texts too: what an option of DHCP is. */
const needles = [
  ...macs.flatMap((mac) => [mac, mac.replaceAll(":", "-"), mac.replaceAll(":", "")]),
  ...[...persons, ...addresses].flatMap((text) => [text, Buffer.from(text).toString("hex")]),
].map((text) => text.toLowerCase());

describe.each(forms)("a home as $of", ({ topic, payload, contentType = null }) => {
  const sent = message(topic, payload, { contentType });
  const text = (given: typeof plain): string => {
    const { outcome, records } = toPublication(pipeline(sent), sent, given);
    expect(outcome.kind).toBe("produced");
    return Buffer.concat(records.map(({ value }) => value ?? Buffer.alloc(0)))
      .toString("latin1")
      .toLowerCase();
  };

  test("goes out without a name or address", () => {
    const inTheClear = text(plain);
    expect(needles.filter((needle) => inTheClear.includes(needle)).length).toBeGreaterThan(1);
    const out = text(format);
    expect(needles.filter((needle) => out.includes(needle))).toEqual([]);
  });
});
