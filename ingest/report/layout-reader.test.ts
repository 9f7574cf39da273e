/** The reader by layout beside the ordinary parser, its oracle: equal events, byte for byte, whatever was read before. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileType } from "#schemas/avro.ts";
import { encodingOf } from "#schemas/encoded-rows.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { reportEvents } from "./events.ts";
import { createProfiles, type Profile } from "./profiles.ts";
import { readReport } from "./read.ts";

const limits = {
  recordBytes: 5_000_000,
  gzipRatio: 100,
  values: 100_000,
  rows: 100_000,
  depth: 32,
};
type Limits = typeof limits;

const schema = (name: string): string =>
  readFileSync(new URL(`../../schemas/${name}.avsc`, import.meta.url), "utf8");
const telemetry = compileType<TelemetryEvent>(schema("telemetry-event"));
const parameter = compileType<ParameterEvent>(schema("parameter-event"));

const receivedAt = epochMs(Date.parse("2026-11-22T06:50:00Z"));
const origin = {
  endpointId: "os::00D09E-a" as EndpointId,
  homeId: "os::00D09E-a" as HomeId,
  source: "mqtt-bulk",
  profileId: "bulk/{id}",
  msgId: null,
  receivedAt,
  arrival: 0,
  flags: [],
} as const;

const newProfile = (): Profile =>
  createProfiles({
    profiles: [],
    aliases: [
      { name: "Hosts", reference: "Device.Hosts.Host.*." },
      { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
    ],
  })("bulk/{id}");

/** What a report becomes, in bytes and to who looks at it afterwards; or why it can't be read. */
function written(bytes: Uint8Array, profile: Profile, bounds: Limits): unknown {
  const report = readReport({ bytes, mediaType: "", profile }, bounds);
  if (!report.ok) return report;
  const { events, parameters } = reportEvents(report, profile, origin, null);
  const encoded = [
    ...events.map((event) => telemetry.encode(event, 1).toString("latin1")),
    ...parameters.map((event) => parameter.encode(event, 2).toString("latin1")),
  ];
  return { encoded, events: events.map(textOf), parameters: parameters.map(textOf) };
}

const textOf = (event: TelemetryEvent | ParameterEvent): string =>
  JSON.stringify(event, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

/** Whether no object is made of a report's stations, hosts and parameters. */
function isStraight(bytes: Uint8Array, profile: Profile): boolean {
  const elements = profile.layouts.read(bytes, limits) ?? [];
  const rows = elements.flatMap(({ normalized }) => [
    normalized.stations,
    normalized.hosts,
    normalized.parameters,
  ]);
  const filled = rows.filter(({ length }) => length > 0);
  return filled.length > 0 && filled.every((each) => encodingOf(each) !== null);
}

const ordinary: Profile = { ...newProfile(), layouts: { read: () => null } };

/** By layout, and by the parser alone. */
const both = (bytes: Uint8Array, profile: Profile, bounds: Limits = limits): readonly [unknown, unknown] => [
  written(bytes, profile, bounds),
  written(bytes, ordinary, bounds),
];

const captures = new URL("../../infra/e2e/captures/", import.meta.url);

/** Every report of every capture. */
const captured: readonly Buffer[] = readdirSync(captures)
  .filter((name) => name.endsWith(".ndjson.gz") && !name.includes(".truth."))
  .flatMap((name) =>
    gunzipSync(readFileSync(new URL(name, captures)))
      .toString()
      .trim()
      .split("\n"),
  )
  .map((line): { topic: string; payload_b64: string } => JSON.parse(line))
  .filter(({ topic }) => topic.includes("/bulkdata/"))
  .map(({ payload_b64 }) => Buffer.from(payload_b64, "base64"));

const isTaken = (bytes: Uint8Array, profile: Profile, bounds: Limits = limits): boolean =>
  profile.layouts.read(bytes, bounds) !== null;

describe("every report of every capture", { timeout: 60_000 }, () => {
  test("gives the same events", () => {
    const profile = newProfile();
    expect(captured.length).toBeGreaterThan(500);
    for (const bytes of captured) {
      const [quick, plain] = both(bytes, profile);
      expect(quick).toEqual(plain);
    }
  });

  test("is read by its layout where it is an ordinary one: nearly all are", () => {
    const profile = newProfile();
    const taken = captured.filter((bytes) => isTaken(bytes, profile));
    expect(taken.length / captured.length).toBeGreaterThan(0.9);
  });

  test("goes into bytes straight where its rows are plain: most are", () => {
    const profile = newProfile();
    const withRows = captured.filter((bytes) => /Hosts?\.|AssociatedDevice/.test(bytes.toString("latin1")));
    const straight = withRows.filter((bytes) => isStraight(bytes, profile));
    expect(straight.length / withRows.length).toBeGreaterThan(0.8);
  });
});

/** Small reports with all that one may get wrong. */
const seeds = [
  '{"Report":[{"CollectionTime":1795330000,"Hosts.1.PhysAddress":"02:00:00:00:00:0A","Hosts.1.Active":true,"Hosts.2.PhysAddress":"02:00:00:00:00:0B","Hosts.2.Active":false}]}',
  '{\n "Report": [\n  {\n   "CollectionTime": "2026-11-22T06:46:40Z",\n   "ApAssociatedDevice.1.1.MACAddress": "02:00:00:00:00:0C",\n   "ApAssociatedDevice.1.1.SignalStrength": -61.5,\n   "ApAssociatedDevice.1.1.Stats.BytesSent": 18446744073709551615\n  }\n ]\n}',
  '{"Report":[{"CollectionTime":1,"Hosts.1.HostName":"K\u00fcche \ud83d\udda8 \\u00e9\\"\\/","Hosts.1.PhysAddress":"02-00-00-00-00-0D"},{"CollectionTime":2,"Hosts.1.PhysAddress":"00:00:00:00:00:00","Hosts.1.Active":"1"}]}',
  '{"Report":[{"Device.Hosts.Host.1.PhysAddress":"02:00:00:00:00:0E","X.Y":null,"X.Z":"","Device.Hosts.Host.1.IPv4Address.1.IPAddress":"192.0.2.1","Device.Hosts.Host.1.IPv4Address.2.IPAddress":"192.0.2.2"}]}',
  '{"Report":[{"A":1,"B":{"C":[1,2]},"CollectionTime":3}],"Beside":1}',
  '{"Report":[{"CollectionTime":1795330000,"Device.WiFi.Radio.1.OperatingFrequencyBand":"5GHz","Device.WiFi.SSID.1.BSSID":"02:00:00:00:01:00","Device.WiFi.SSID.1.SSID":"Home \u00e9","Device.WiFi.SSID.1.LowerLayers":"Device.WiFi.Radio.1","Device.WiFi.AccessPoint.1.SSIDReference":"Device.WiFi.SSID.1","ApAssociatedDevice.1.1.MACAddress":"02-00-00-00-00-0A","ApAssociatedDevice.1.1.SignalStrength":-61,"ApAssociatedDevice.1.1.Noise":-95,"ApAssociatedDevice.2.1.MACAddress":"02:00:00:00:00:0B","ApAssociatedDevice.2.1.SignalStrength":"-1","ApAssociatedDevice.2.1.SNR":12}]}',
  '{"Report":[{"CollectionTime":1795330000,"Hosts.1.IPv4Address.1.IPAddress":"192.0.2.1","Hosts.1.PhysAddress":"02:00:00:00:00:0A","Hosts.1.IPv6Address.1.IPAddress":"2001:db8::1","Hosts.1.IPv4Address.2.IPAddress":"","Hosts.1.ActiveLastChange":"2026-11-22T06:50:00Z","Hosts.1.Active":"0","Hosts.1.LeaseTimeRemaining":-1,"Hosts.1.WANStats.BytesSent":4294967296,"Hosts.1.Layer1Interface":null,"Hosts.1.Alias":"x"}]}',
  '{"Report":[{"CollectionTime":1795330000,"ApAssociatedDevice.1.1.MACAddress":"02:00:00:00:00:0A","ApAssociatedDevice.1.1.AuthenticationState":true,"ApAssociatedDevice.1.1.Retransmissions":"1e1","ApAssociatedDevice.1.1.AssociationTime":"0001-01-01T00:00:00Z","ApAssociatedDevice.1.1.Stats.RetransCount":4294967295,"ApAssociatedDevice.1.1.LastDataDownlinkRate":" 7 "}]}',
].map((text) => Buffer.from(text));

const pieces = [
  ...['"', "\\", ",", ":", "{", "}", "[", "]", " ", "\n", "\t", "\0", "\u0001", "\ufeff", "\u00e9", "\u007f"],
  ...[
    "0",
    "-",
    "1e5",
    ".5",
    "01",
    "99999999999999999999",
    "-0",
    "true",
    "null",
    '"A":1,',
    ',"B":2',
    "\\ud800",
  ],
  ...["-1", "-110", "-111", "0", "999999999999999", "4503599627370496", "2147483648", '"255"', "-60.5"],
  ...['"1"', '"TRUE"', '"ff:ff:ff:ff:ff:ff"', '"2026-11-22T06:50:00Z"', '"2026"', `"${"y".repeat(70)}"`],
  ...[',"Device.Hosts.Host.1.Active":false', ',"Hosts.1.IPv4Address.1.IPAddress":"192.0.2.9"'],
  ...[',"Device.WiFi.AccessPoint.1.AssociatedDevice.1.Active":1', ',"ApAssociatedDevice.1.1.X_HW_RSSI":-50'],
  ...[',"Hosts.1.Active":true', ',"Hosts.1.PhysAddress":"02:00:00:00:00:0F"', ',"CollectionTime":5', "},{"],
].map((text) => Buffer.from(text));

type Edit = (bytes: Buffer) => Buffer;

const spliced = (bytes: Buffer, at: number, cut: number, insert: Uint8Array): Buffer => {
  const place = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + cut)]);
};

const where = fc.nat(20_000);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(where, fc.nat(6), fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 3 }))).map(
    ([at, cut, insert]): Edit =>
      (bytes) =>
        spliced(bytes, at, cut, insert),
  ),
  where.map(
    (at): Edit =>
      (bytes) =>
        bytes.subarray(0, at % (bytes.length + 1)),
  ),
  fc.tuple(where, fc.nat(7)).map(([at, bit]): Edit => (bytes) => {
    const flipped = Buffer.from(bytes);
    const place = at % Math.max(1, bytes.length);
    if (place < flipped.length) flipped[place] = (flipped[place] as number) ^ (1 << bit);
    return flipped;
  }),
  // Two lines change places, or two members of a report without lines.
  fc.tuple(where, where).map(([one, two]): Edit => (bytes) => {
    const separator = bytes.includes("\n") ? ",\n" : ",";
    const parts = bytes.toString("latin1").split(separator);
    const [a, b] = [one % parts.length, two % parts.length];
    [parts[a], parts[b]] = [parts[b] as string, parts[a] as string];
    return Buffer.from(parts.join(separator), "latin1");
  }),
  fc.nat(2).map((indent): Edit => (bytes) => {
    try {
      return Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, indent));
    } catch {
      return bytes;
    }
  }),
);

const changed = (from: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(from, fc.array(edit, { maxLength: 3 }))
    .map(([bytes, edits]) => edits.reduce((before, each) => each(before), bytes));

describe("changed reports give the same events or the same reason, whatever was read before", () => {
  test("small ones, several in a row", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(changed(fc.constantFrom(...seeds)), { minLength: 1, maxLength: 6 }), (reports) => {
        const profile = newProfile();
        for (const bytes of [...seeds, ...reports, ...reports]) {
          const [quick, plain] = both(bytes, profile);
          expect(quick).toEqual(plain);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("captured ones, after all captured ones", { timeout: 60_000 }, () => {
    const profile = newProfile();
    for (const bytes of captured) isTaken(bytes, profile);
    fc.assert(
      fc.property(changed(fc.constantFrom(...captured.filter(({ length }) => length < 20_000))), (bytes) => {
        const [quick, plain] = both(bytes, profile);
        expect(quick).toEqual(plain);
      }),
      { numRuns: 600 },
    );
  });

  test("cut off at every byte", () => {
    const profile = newProfile();
    for (const seed of seeds) {
      for (let length = 0; length <= seed.length; length += 1) {
        const [quick, plain] = both(seed.subarray(0, length), profile);
        expect(quick).toEqual(plain);
      }
    }
  });
});

describe("what is left to the ordinary parser", () => {
  const member = '"Hosts.1.HostName":"x"';
  test.each([
    { name: "a nested object", text: '{"Report":[{"Hosts":{"1":{"HostName":"x"}}}]}' },
    { name: "an array", text: '{"Report":[{"A":[1]}]}' },
    { name: "a name met twice", text: `{"Report":[{${member},${member}}]}` },
    { name: "a control character in a value", text: '{"Report":[{"A":"\u001f"}]}' },
    { name: "a control character in a name", text: '{"Report":[{"A\u001f":1}]}' },
    { name: "an escape in a name", text: '{"Report":[{"\\u0041":1}]}' },
    { name: "a byte order mark", text: `\ufeff{"Report":[{${member}}]}` },
    { name: "NUL behind it", text: `{"Report":[{${member}}]}\0` },
    { name: "a member beside Report", text: `{"v":1,"Report":[{${member}}]}` },
    { name: "no element", text: '{"Report":[]}' },
    { name: "an element without members", text: '{"Report":[{}]}' },
    { name: "no JSON", text: `{"Report":[{${member}]}` },
    { name: "a number that is none", text: '{"Report":[{"A":01}]}' },
    { name: "white space that JSON has not", text: `{"Report":[{\u00a0${member}}]}` },
  ])("$name", ({ text }) => {
    const profile = newProfile();
    const bytes = Buffer.from(text);
    for (let time = 0; time < 2; time += 1) {
      expect(isTaken(bytes, profile)).toBe(false);
      const [quick, plain] = both(bytes, profile);
      expect(quick).toEqual(plain);
    }
  });

  test("invalid UTF-8", () => {
    const bytes = Buffer.from('{"Report":[{"A":"\u00e9"}]}', "latin1");
    expect(isTaken(bytes, newProfile())).toBe(false);
    const [quick, plain] = both(bytes, newProfile());
    expect(quick).toEqual(plain);
  });

  test.each([
    { name: "values", bounds: { ...limits, values: 3 }, taken: false },
    { name: "values, just enough, the element among them", bounds: { ...limits, values: 4 }, taken: true },
    { name: "depth", bounds: { ...limits, depth: 2 }, taken: false },
    { name: "depth, just enough", bounds: { ...limits, depth: 3 }, taken: true },
  ])("what exceeds a limit: $name", ({ bounds, taken }) => {
    const bytes = Buffer.from('{"Report":[{"A":1,"B":2,"CollectionTime":3}]}');
    expect(isTaken(bytes, newProfile(), bounds)).toBe(taken);
    const [quick, plain] = both(bytes, newProfile(), bounds);
    expect(quick).toEqual(plain);
  });
});

describe("however much is in one report", () => {
  const station = (row: number): string =>
    `"ApAssociatedDevice.1.${row}.MACAddress":"02:00:00:00:${(row >> 8).toString(16).padStart(2, "0")}:${(row & 255).toString(16).padStart(2, "0")}","ApAssociatedDevice.1.${row}.SignalStrength":-60`;
  const stations = (count: number): string =>
    Array.from({ length: count }, (_, row) => station(row + 1)).join();
  const bss = (ssid: string): string =>
    `"Device.WiFi.SSID.1.SSID":"${ssid}","Device.WiFi.AccessPoint.1.SSIDReference":"Device.WiFi.SSID.1"`;
  const host = (text: string): string =>
    `"Hosts.1.PhysAddress":"02:00:00:00:00:0A","Hosts.1.HostName":"${text}","Hosts.1.Alias":"${text}"`;
  const addresses = Array.from(
    { length: 40 },
    (_, index) => `"Hosts.1.IPv4Address.${index}.IPAddress":"192.0.2.${index}"`,
  ).join();

  test.each([
    { name: "stations that one room holds", text: stations(300), straight: true },
    { name: "more than it holds", text: stations(1500), straight: false },
    { name: "a name of 70 kB", text: host("x".repeat(70_000)), straight: false },
    { name: "a name of 20 kB", text: host("x".repeat(20_000)), straight: true },
    { name: "the same beyond ASCII", text: host("\u00e9".repeat(10_000)), straight: true },
    { name: "stations on an SSID of 1 kB", text: `${bss("y".repeat(1000))},${stations(30)}`, straight: true },
    {
      name: "stations on an SSID of 20 kB",
      text: `${bss("y".repeat(20_000))},${stations(30)}`,
      straight: false,
    },
    {
      name: "more addresses of a host than are held against each other",
      text: `${host("x")},${addresses}`,
      straight: false,
    },
  ])("$name", ({ text, straight }) => {
    const profile = newProfile();
    const bytes = Buffer.from(`{"Report":[{"CollectionTime":1795330000,${text}}]}`);
    for (let time = 0; time < 3; time += 1) {
      const [quick, plain] = both(bytes, profile);
      expect(quick).toEqual(plain);
      expect(isStraight(bytes, profile)).toBe(straight);
    }
  });

  test("what was read stays as it was, however many are read after it", () => {
    const profile = newProfile();
    const bytes = Buffer.from(`{"Report":[{"CollectionTime":1795330000,${stations(100)}}]}`);
    const early = readReport({ bytes, mediaType: "", profile }, limits);
    if (!early.ok) throw new Error(early.detail);
    for (let time = 0; time < 50; time += 1) {
      isTaken(
        Buffer.from(`{"Report":[{"CollectionTime":${time + 1795330000},${stations(99)},${host("z")}}]}`),
        profile,
      );
    }
    const [event] = reportEvents(early, profile, origin, () => "0".repeat(32)).events;
    const [plain] = reportEvents(
      readReport({ bytes, mediaType: "", profile: ordinary }, limits) as typeof early,
      ordinary,
      origin,
      () => "0".repeat(32),
    ).events;
    if (event === undefined || plain === undefined) throw new Error("no event");
    const stationsOnly = ({ stations: rows }: TelemetryEvent): Buffer =>
      telemetry.encode({ ...plain, stations: rows }, 1);
    expect(stationsOnly(event).equals(stationsOnly(plain))).toBe(true);
  });
});

describe("what is read by its layout", () => {
  test.each([
    {
      name: "escapes and what is beyond ASCII in values",
      text: '{"Report":[{"A":"K\u00fcche","B":"\\u00e9\\n\ud83d\udda8"}]}',
    },
    { name: "any white space", text: ' {"Report" :\r\n\t[ {"A" : 1 ,"B":null\n} ] } ' },
    { name: "several elements", text: '{"Report":[{"A":1},{"A":2},\n{"A":3}]}' },
    {
      name: "two names of one place",
      text: '{"Report":[{"Hosts.1.HostName":"x","Device.Hosts.Host.1.HostName":"y"}]}',
    },
    { name: "any number", text: '{"Report":[{"A":-0.5e-3,"B":18446744073709551615,"C":0}]}' },
    {
      name: "a row that is nobody's",
      text: '{"Report":[{"Hosts.1.PhysAddress":"00:00:00:00:00:00","Hosts.1.Active":1}]}',
    },
  ])("$name", ({ text }) => {
    const profile = newProfile();
    const bytes = Buffer.from(text);
    for (let time = 0; time < 2; time += 1) {
      expect(isTaken(bytes, profile)).toBe(true);
      const [quick, plain] = both(bytes, profile);
      expect(quick).toEqual(plain);
    }
  });
});
