/**
 * Cases 64 to 88, 92 and 93 of the catalogue in the domain reference, section 10: the bytes of a report in, what the
 * event says of them or the dead letter out. 89 to 91 are the worker's (`processors/catalogue.test.ts`).
 */
import { describe, expect, it } from "vitest";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { intakeConfig, message, receivedAt } from "../intake.fixture.ts";
import type { Outcome } from "../outcome.ts";
import { createPipeline } from "../pipeline.ts";

/** The example profile's names, and limits as they are without configuration. */
const pipeline = createPipeline({
  ...intakeConfig,
  topics: [
    { template: "x/bulk/{id}", kind: "report" },
    { template: "x/other/{id}", kind: "report" },
  ],
  profiles: [
    {
      topic: "x/other/{id}",
      intervalMs: null,
      parameters: [
        { name: "Hosts", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
        { name: "x", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength" },
        { name: "x", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
      ],
      csv: null,
    },
  ],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits: { ...intakeConfig.limits, recordBytes: 5_242_880, values: 100_000, depth: 32 },
});

const produced = (text: string | Uint8Array, topic = "x/bulk/a", retain = false) => {
  const outcome: Outcome = pipeline(message(topic, text, { retain }));
  if (outcome.kind !== "produced") throw new Error(JSON.stringify(outcome));
  return outcome;
};
const elementsOf = (...elements: object[]): string => JSON.stringify({ Report: elements });
/** The event of a report of one element. */
const eventOf = (members: object | string, topic?: string): TelemetryEvent => {
  const { events } = produced(typeof members === "string" ? members : elementsOf(members), topic);
  const [event] = events;
  if (event === undefined || events.length > 1) throw new Error(`${events.length} events`);
  return event;
};
/** What was kept beside the columns, `path=value`. */
const keptOf = (members: object | string, topic?: string): readonly string[] =>
  produced(typeof members === "string" ? members : elementsOf(members), topic).parameters.flatMap((event) =>
    event.parameters.map(({ path, value }) => `${path}=${value}`),
  );
const letterOf = (text: string | Uint8Array): string => {
  const outcome = pipeline(message("x/bulk/a", text));
  return outcome.kind === "dead_letter" ? `${outcome.reason}: ${outcome.detail}` : outcome.kind;
};

const mac = "02:00:5E:10:00:01";
const row = "Device.WiFi.AccessPoint.1.AssociatedDevice.2.";
/** A station row with these parameters below it. */
const station = (below: Readonly<Record<string, unknown>>, path = row): object =>
  Object.fromEntries(
    Object.entries({ MACAddress: mac, ...below }).map(([name, value]) => [path + name, value]),
  );
const stationOf = (below: Readonly<Record<string, unknown>>, path?: string) =>
  eventOf(station(below, path)).stations[0];
const sta = "Device.WiFi.DataElements.Network.Device.1.Radio.1.BSS.1.STA.1.";

const seconds = receivedAt / 1000 - 10;

describe("CollectionTime", () => {
  const trusted = { observed_at: seconds * 1000, time_quality: "reported" };
  const distrusted = (quality: string, raw: string | null) => ({
    ...{ observed_at: receivedAt, received_at: receivedAt, time_quality: quality, time_raw: raw },
  });
  it.each([
    ["64 in seconds is that instant", seconds, { ...trusted, time_raw: String(seconds) }],
    [
      "65 in milliseconds is the same instant",
      seconds * 1000,
      { ...trusted, time_raw: String(seconds * 1000) },
    ],
    [
      "66 in ISO 8601 is the same instant",
      "2026-11-22T06:49:50Z",
      { ...trusted, time_raw: "2026-11-22T06:49:50Z" },
    ],
    [
      "66 with an offset too",
      "2026-11-22T00:49:50-06:00",
      { ...trusted, time_raw: "2026-11-22T00:49:50-06:00" },
    ],
    [
      "66 without a zone it is taken as UTC and said to be",
      "2026-11-22T06:49:50",
      { ...trusted, time_quality: "assumed_utc", time_raw: "2026-11-22T06:49:50" },
    ],
    ["67 missing: the received time, said to be", undefined, distrusted("none", null)],
    ["68 an uptime: the received time, the raw one kept", 12345, distrusted("uptime", "12345")],
    ["68 the unknown time", "0001-01-01T00:00:00Z", distrusted("none", "0001-01-01T00:00:00Z")],
    ["68 in the year 2106", 4_294_967_295, distrusted("out_of_range", "4294967295")],
  ])("%s", (_name, time, want) => {
    const members = time === undefined ? { a: 1 } : { CollectionTime: time, a: 1 };
    expect(eventOf(members)).toMatchObject(want);
  });
});

describe("shapes", () => {
  it("69 Report with 3 elements is 3 events in order, those before the last marked as retained", () => {
    const times = [seconds - 20, seconds - 10, seconds];
    const { events } = produced(elementsOf(...times.map((time) => ({ CollectionTime: time }))));
    expect(events.map(({ observed_at, flags }) => [observed_at / 1000, flags])).toEqual([
      [seconds - 20, ["retained_report"]],
      [seconds - 10, ["retained_report"]],
      [seconds, []],
    ]);
    expect(produced(elementsOf({}), "x/bulk/a", true).events[0]?.flags).toEqual(["retained"]);
  });

  it('70 "Report":[] is nothing, and no error', () => {
    expect(pipeline(message("x/bulk/a", '{"Report":[]}'))).toEqual({
      kind: "dropped",
      reason: "empty_report",
    });
  });

  it.each([
    ['71 "Report" that is one object', '{"Report":{"Hosts.1.PhysAddress":"02:00:5E:10:00:01"}}'],
    ["71 an array at the top", '[{"Hosts.1.PhysAddress":"02:00:5E:10:00:01"}]'],
  ])("%s is read all the same", (_name, text) => {
    expect(eventOf(text).hosts).toMatchObject([{ host_mac: mac.toLowerCase() }]);
  });

  it.each([
    ["71 no Report", '{"a":1}', "bulk_shape_error: no Report member"],
    [
      "71 Report that is text",
      '{"Report":"x"}',
      "bulk_shape_error: Report is neither an array nor an object",
    ],
  ])("%s", (_name, text, want) => {
    expect(letterOf(text)).toBe(want);
  });

  it("72 an element with only CollectionTime is an event without rows and without parameters", () => {
    const { events, parameters } = produced(elementsOf({ CollectionTime: seconds }));
    expect(events).toMatchObject([
      {
        ...{ kind: "report", observed_at: seconds * 1000, tables: [], flags: [] },
        ...{
          stations: [],
          hosts: [],
          radios: [],
          access_points: [],
          gateway: [],
          interfaces: [],
          mesh_nodes: [],
          heard_stations: [],
          heard_bsses: [],
        },
      },
    ]);
    expect(parameters).toEqual([]);
  });

  it("73 of a name met twice the last value counts, the other is kept, and it is said", () => {
    const text = `{"Report":[{"Hosts.1.PhysAddress":"${mac}","Hosts.1.HostName":"one","Hosts.1.HostName":"two"}]}`;
    const { hosts, flags } = eventOf(text);
    expect([hosts[0]?.host_name, flags]).toEqual(["two", ["duplicate_key"]]);
    expect(keptOf(text)).toEqual(["Device.Hosts.Host.1.HostName=one"]);
  });
});

describe("names", () => {
  const nested = {
    AccessPoint: { "1": { AssociatedDevice: { "2": { MACAddress: mac, SignalStrength: -47 } } } },
  };
  const flat = station({ SignalStrength: -47 });
  const rowsOf = ({ stations, hosts, tables }: TelemetryEvent) => ({ stations, hosts, tables });

  it("74 ObjectHierarchy gives the same rows as NameValuePair", () => {
    expect(rowsOf(eventOf({ Device: { WiFi: nested } }))).toEqual(rowsOf(eventOf(flat)));
  });

  it("75 ObjectHierarchy split by the alternative name is mapped by it", () => {
    const split = {
      Hosts: { "1": { PhysAddress: mac, IPv4Address: { "1": { IPAddress: "192.0.2.1" } } } },
      ApAssociatedDevice: { "1": { "2": { MACAddress: mac, SignalStrength: -47 } } },
    };
    const pairs = {
      "Hosts.1.PhysAddress": mac,
      "Hosts.1.IPv4Address.1.IPAddress": "192.0.2.1",
      "ApAssociatedDevice.1.2.MACAddress": mac,
      "ApAssociatedDevice.1.2.SignalStrength": -47,
    };
    expect(rowsOf(eventOf(split))).toEqual(rowsOf(eventOf(pairs)));
    expect(rowsOf(eventOf(pairs))).toMatchObject({
      stations: [{ path: row, rssi_dbm: -47 }],
      hosts: [{ path: "Device.Hosts.Host.1.", ip_addresses: ["192.0.2.1"] }],
      tables: ["Device.Hosts.Host.", "Device.WiFi.AccessPoint.*.AssociatedDevice."],
    });
  });

  it("76 x.1.10 with a reference of two wildcards has the instances 1 and 10", () => {
    const members = { "x.1.10": -50, "x.1.10.MACAddress": mac };
    expect(eventOf(members, "x/other/a").stations).toMatchObject([
      { path: "Device.WiFi.AccessPoint.1.AssociatedDevice.10.", rssi_dbm: -50 },
    ]);
  });

  it("77 an unknown alternative name is kept under the name that was reported", () => {
    expect(keptOf({ "Guests.1.Name": "ana", "x.1.10": 7 })).toEqual(["Guests.1.Name=ana", "x.1.10=7"]);
  });

  it("92 the same alternative name of two profiles is two streams, each read by its own", () => {
    const one = eventOf({ "Hosts.1.PhysAddress": mac });
    const other = eventOf({ "Hosts.1.2.MACAddress": mac }, "x/other/a");
    expect([one.profile_id, one.hosts.length, one.stations.length]).toEqual(["x/bulk/{id}", 1, 0]);
    expect([other.profile_id, other.hosts.length, other.stations.length]).toEqual(["x/other/{id}", 0, 1]);
  });
});

describe("numbers and booleans", () => {
  it("78 the counter 2^64-1 is no data; 2^53+1 keeps its last digit, as number and as text", () => {
    const text = (value: string): string =>
      `{"Report":[{"${row}MACAddress":"${mac}","${row}Stats.BytesSent":${value}}]}`;
    expect(eventOf(text("18446744073709551615")).stations[0]?.bytes_sent_total).toBeNull();
    expect(keptOf(text("18446744073709551615"))).toEqual([]);
    for (const value of ["9007199254740993", '"9007199254740993"'])
      expect(eventOf(text(value)).stations[0]?.bytes_sent_total).toBe(9007199254740993n);
    // More than a signed 64-bit column holds, and no "no data": kept, not rounded.
    expect(eventOf(text("18446744073709551614")).stations[0]?.bytes_sent_total).toBeNull();
    expect(keptOf(text("18446744073709551614"))).toEqual([`${row}Stats.BytesSent=18446744073709551614`]);
  });

  it("79 the 32-bit counter 2^32-1 is no data; a 64-bit one of that value is a value", () => {
    const rows = stationOf({ "Stats.RetransCount": 4294967295, "Stats.PacketsSent": 4294967295 });
    expect(rows).toMatchObject({ retransmissions_total: null, packets_sent_total: 4294967295 });
  });

  it('80 "866700" for a rate is 866700', () => {
    expect(stationOf({ LastDataDownlinkRate: "866700" })?.downlink_rate_kbps).toBe(866700);
  });

  it.each([[1], ["1"], ["true"], [true]])("81 %j is true", (value) => {
    expect(stationOf({ Active: value })?.active).toBe(true);
  });

  it('81 "maybe" is no boolean: null, and kept as it came', () => {
    expect(stationOf({ Active: "maybe" })?.active).toBeNull();
    expect(keptOf(station({ Active: "maybe" }))).toEqual([`${row}Active=maybe`]);
  });

  it.each([
    ["82 -47 is dBm", row, -47, { rssi_dbm: -47, rssi_raw: -47, rssi_quality: [] }],
    ["82 126 under DataElements is RCPI", sta, 126, { rssi_dbm: -47, rssi_raw: 126, rssi_quality: ["rcpi"] }],
    ["82 255 is nothing measured", row, 255, { rssi_dbm: null, rssi_raw: 255, rssi_quality: ["sentinel"] }],
    [
      "82 255 under DataElements too",
      sta,
      255,
      { rssi_dbm: null, rssi_raw: 255, rssi_quality: ["sentinel"] },
    ],
    ["82 +12 is suspect", row, 12, { rssi_dbm: null, rssi_raw: 12, rssi_quality: ["missing_sign"] }],
    ["82 206 is suspect", row, 206, { rssi_dbm: null, rssi_raw: 206, rssi_quality: ["int8_wrap"] }],
    ["82 0 is nothing measured", row, 0, { rssi_dbm: null, rssi_raw: 0, rssi_quality: ["zero"] }],
    [
      "82 -128 is nothing measured",
      row,
      -128,
      { rssi_dbm: null, rssi_raw: -128, rssi_quality: ["sentinel"] },
    ],
    ["83 noise 40 under DataElements is ANPI", sta, { "MultiAPSTA.Noise": 40 }, { noise_dbm: -90 }],
    ["83 noise -90 of an AssociatedDevice is dBm", row, { Noise: -90 }, { noise_dbm: -90 }],
  ])("%s", (_name, path, given, want) => {
    const below = typeof given === "number" ? { SignalStrength: given } : given;
    expect(stationOf(below, path)).toMatchObject(want);
  });

  it("83 a radio's noise: 40 under DataElements is -90 dBm, -90 below WiFi.Radio is", () => {
    const members = {
      "Device.WiFi.DataElements.Network.Device.1.Radio.1.Noise": 40,
      "Device.WiFi.Radio.1.Stats.Noise": -90,
    };
    expect(eventOf(members).radios.map(({ noise_dbm }) => noise_dbm)).toEqual([-90, -90]);
  });
});

describe("hostile and broken texts", () => {
  it("84 a raw 0x1F inside a text is kept, and said", () => {
    const text = `{"Report":[{"Hosts.1.PhysAddress":"${mac}","Hosts.1.HostName":"a\u001fb"}]}`;
    const { hosts, flags } = eventOf(text);
    expect([hosts[0]?.host_name, flags]).toEqual(["a\u001fb", ["control_characters"]]);
  });

  it("85 __proto__ and constructor are names like any other", () => {
    expect(keptOf('{"Report":[{"__proto__":{"x":1},"constructor":1}]}')).toEqual([
      "__proto__.x=1",
      "constructor=1",
    ]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it("86 more bytes than the limit are refused before they are looked at, 10,000 levels by their depth", () => {
    expect(letterOf(Buffer.alloc(100_000_000, "["))).toMatch(/^record_too_large: /);
    expect(letterOf(`[${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}]`)).toBe(
      "too_deep: nested deeper than 32",
    );
  });

  it("87 NULs and a newline after the document are tolerated, and said", () => {
    expect(eventOf(`${elementsOf({ CollectionTime: seconds })}\n\0\0`)).toMatchObject({
      observed_at: seconds * 1000,
      flags: ["trailing_bytes"],
    });
  });

  it("87 text after the document is tolerated, said, and kept", () => {
    const text = `${elementsOf({ CollectionTime: seconds })}5,"Hosts.2.Active":true}]}`;
    expect(eventOf(text)).toMatchObject({
      observed_at: seconds * 1000,
      flags: ["trailing_bytes"],
      hosts: [],
    });
    expect(keptOf(text)).toEqual(['behind the document=5,"Hosts.2.Active":true}]}']);
  });

  it("87 two documents are refused", () => {
    expect(letterOf(elementsOf({ a: 1 }) + elementsOf({ a: 2 }))).toMatch(
      /^bulk_parse_error: something follows the document/,
    );
  });

  it("88 a host name with quotes, commas, a newline, a direction override and an emoji comes out as it went in", () => {
    const name = "a\"b,c;'d\n\t\u202Egnp.\u202C 📱\u0000é\\";
    expect(eventOf({ "Hosts.1.PhysAddress": mac, "Hosts.1.HostName": name }).hosts[0]?.host_name).toBe(name);
  });

  it("93 100,001 values are a dead letter whole, 100,000 are a report", { timeout: 60_000 }, () => {
    const report = (count: number): string =>
      `[{${Array.from({ length: count }, (_, index) => `"a${index}":1`).join(",")}}]`;
    // The element counts too.
    expect(keptOf(report(99_999)).length).toBe(99_999);
    expect(letterOf(report(100_000))).toBe("too_many_values: more than 100000 values");
  });
});

it("the same report received twice has one id, at another time too", () => {
  const text = elementsOf({ CollectionTime: seconds, ...station({ SignalStrength: -47 }) });
  const again = pipeline(message("x/bulk/a", text, { receivedAt: epochMs(receivedAt + 900) }));
  expect(again.kind === "produced" && again.events[0]?.event_id).toBe(eventOf(text).event_id);
});
