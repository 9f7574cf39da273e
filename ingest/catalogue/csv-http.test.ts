/**
 * Cases 94 to 105 and 109 of the catalogue in the domain reference, section 10: what a gateway sends over a socket in,
 * the status it gets and the events or the dead letter in the log out. Of an event and its rows everything is compared
 * that says something: what is null or empty is left out.
 */
import { type OutgoingHttpHeaders, request as httpRequest } from "node:http";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type CollectorOptions, receivedAt, startCollector } from "../http/collector.fixture.ts";

type Collector = Awaited<ReturnType<typeof startCollector>>;
let running: Collector | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

async function collector(options: CollectorOptions = {}): Promise<Collector> {
  running = await startCollector(options);
  return running;
}

interface Sending {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as separate chunks when it is a list. */
  readonly body: string | Buffer | readonly string[];
}

interface Heard {
  readonly status: number;
  readonly body: string;
  readonly toldToGoOn: boolean;
}

const identity = "?oui=00D09E&pc=Hub&sn=1";
const endpoint = "os::00D09E-1";

/** One request, as an agent sends it. */
function send(
  { port }: Collector,
  { method = "POST", query = identity, headers, body }: Sending,
): Promise<Heard> {
  const list = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  const length = list.length === 1 ? { "content-length": Buffer.byteLength(list[0] ?? "") } : {};
  return new Promise((resolve, reject) => {
    let toldToGoOn = false;
    const options = { host: "127.0.0.1", port, method, path: `/bulkdata${query}`, agent: false };
    const request = httpRequest({ ...options, headers: { ...length, ...headers } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body: text, toldToGoOn }));
    });
    request.once("error", reject);
    const write = (): void => {
      for (const part of list) request.write(part);
      request.end();
    };
    if (headers?.["expect"] === undefined) return write();
    request.flushHeaders();
    request.once("continue", () => {
      toldToGoOn = true;
      write();
    });
  });
}

/** What a row or an event says. */
const said = (row: object): object =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.map((each: unknown) => (typeof each === "object" && each !== null ? said(each) : each))
          : value,
      ]),
  );

/** All events in the log, without their ids. */
const eventsOf = (from: Collector): object[] =>
  from.events().map(({ event_id, ...event }) => {
    expect(event_id).toMatch(/^[0-9a-f]{32}$/);
    return said(event);
  });

/** What every event of these tests says; `seconds` null: it came without a time. */
const event = (seconds: number | null, more: object): object => ({
  home_id: `home of ${endpoint}`,
  endpoint_id: endpoint,
  profile_id: "/bulkdata",
  kind: "report",
  source: "http-bulk",
  observed_at: seconds === null ? receivedAt : seconds * 1000,
  received_at: receivedAt,
  time_quality: seconds === null ? "none" : "reported",
  ...(seconds === null ? {} : { time_raw: String(seconds) }),
  ...more,
});

const station = (ap: number, more: object): object => ({
  path: `Device.WiFi.AccessPoint.${ap}.AssociatedDevice.1.`,
  access_point: `Device.WiFi.AccessPoint.${ap}.`,
  ...more,
});
const host = (row: number, more: object): object => ({ path: `Device.Hosts.Host.${row}.`, ...more });

const hosts = "Device.Hosts.Host.";
const csv = { "content-type": "text/csv; charset=UTF-8; header=present" };

const perRow = `ReportTimestamp,ParameterName,ParameterValue,ParameterType
1760000000,Hosts.1.PhysAddress,02:00:00:00:00:01,string
1760000000,Hosts.1.HostName,"Ana's ""phone"", blue",string
1760000000,Hosts.1.Active,true,boolean
1760000000,Hosts.2.PhysAddress,02:00:00:00:00:02,string
1760000000,Hosts.2.HostName,,string
1760000000,Hosts.2.Active,false,boolean
1760000000,ApAssociatedDevice.1.1.MACAddress,02:00:00:00:00:01,string
1760000000,ApAssociatedDevice.1.1.SignalStrength,-47,int
1760000000,ApAssociatedDevice.1.1.Stats.BytesSent,9123456789,unsignedLong
1760000000,ApAssociatedDevice.2.1.MACAddress,02:00:00:00:00:03,string
1760000000,ApAssociatedDevice.2.1.SignalStrength,-71,int
1760000000,ApAssociatedDevice.2.1.Stats.BytesSent,1024,unsignedLong
`;

const perColumn = `ReportTimestamp,Hosts.1.PhysAddress,Hosts.1.Active,Hosts.2.PhysAddress,Hosts.2.Active,ApAssociatedDevice.1.1.MACAddress,ApAssociatedDevice.1.1.SignalStrength,ApAssociatedDevice.2.1.MACAddress,ApAssociatedDevice.2.1.SignalStrength
1759999700,02:00:00:00:00:01,true,02:00:00:00:00:02,true,02:00:00:00:00:01,-49,02:00:00:00:00:03,-70
1760000000,02:00:00:00:00:01,true,02:00:00:00:00:02,false,02:00:00:00:00:01,-47,02:00:00:00:00:03,-71
`;

const wholeTables = [hosts, "Device.WiFi.AccessPoint.*.AssociatedDevice."];
const example3 = event(1_760_000_000, {
  tables: wholeTables,
  hosts: [
    host(1, { host_mac: "02:00:00:00:00:01", host_name: `Ana's "phone", blue`, active: true }),
    host(2, { host_mac: "02:00:00:00:00:02", active: false }),
  ],
  stations: [
    station(1, {
      sta_mac: "02:00:00:00:00:01",
      rssi_dbm: -47,
      rssi_raw: -47,
      bytes_sent_total: 9_123_456_789,
    }),
    station(2, { sta_mac: "02:00:00:00:00:03", rssi_dbm: -71, rssi_raw: -71, bytes_sent_total: 1024 }),
  ],
});

/** One host of one name in a row of its own: what the smaller cases send. */
const oneHost = (name: string, more: object = {}): object =>
  host(1, { host_mac: "02:00:00:00:00:01", host_name: name, ...more });

describe("CSV over HTTP", () => {
  it("94 ParameterPerRow example 3 -> 12 typed params in one sample", async () => {
    const door = await collector();
    expect((await send(door, { headers: csv, body: perRow })).status).toBe(200);
    expect(eventsOf(door)).toEqual([example3]);
    expect(door.parameters()).toEqual([]);
  });

  it("95 ParameterPerColumn example 4 -> 2 samples, the older one retained", async () => {
    const door = await collector();
    expect((await send(door, { headers: csv, body: perColumn })).status).toBe(200);
    const sample = (seconds: number, active: boolean, levels: [number, number], more: object): object =>
      event(seconds, {
        tables: wholeTables,
        hosts: [
          host(1, { host_mac: "02:00:00:00:00:01", active: true }),
          host(2, { host_mac: "02:00:00:00:00:02", active }),
        ],
        stations: [
          station(1, { sta_mac: "02:00:00:00:00:01", rssi_dbm: levels[0], rssi_raw: levels[0] }),
          station(2, { sta_mac: "02:00:00:00:00:03", rssi_dbm: levels[1], rssi_raw: levels[1] }),
        ],
        ...more,
      });
    expect(eventsOf(door)).toEqual([
      sample(1_759_999_700, true, [-49, -70], { flags: ["retained_report"] }),
      sample(1_760_000_000, false, [-47, -71], {}),
    ]);
  });

  it.each([
    [
      "rows",
      "ParameterName,ParameterValue,ParameterType\nHosts.1.PhysAddress,02:00:00:00:00:01,string\nHosts.1.HostName,a,string\n",
    ],
    ["columns", "Hosts.1.PhysAddress,Hosts.1.HostName\n02:00:00:00:00:01,a\n"],
  ])("96 No timestamp column -> receive time (%s)", async (_layout, body) => {
    const door = await collector();
    expect((await send(door, { headers: csv, body })).status).toBe(200);
    expect(eventsOf(door)).toEqual([event(null, { tables: [hosts], hosts: [oneHost("a")] })]);
  });

  const odd = "ReportTimestamp;Hosts.1.PhysAddress;Hosts.1.HostName\r1760000000;02:00:00:00:00:01;'a;''b'\r";

  it("97 Field separator `;`, row separator `\\r`, escape `'` configured -> parsed", async () => {
    const dialect = { fieldSeparator: ";", rowSeparator: "\r", escapeCharacter: "'" };
    const profile = { topic: "/bulkdata", intervalMs: 60_000, parameters: [], csv: dialect };
    const door = await collector({ profiles: [profile] });
    expect((await send(door, { headers: csv, body: odd })).status).toBe(200);
    expect(eventsOf(door)).toEqual([
      event(1_760_000_000, { tables: [hosts], hosts: [oneHost("a;'b")], interval_ms: 60_000 }),
    ]);
  });

  it("97 unconfigured mismatch -> dead letter bulk_shape_error, and 200: the same bytes would come for ever", async () => {
    const door = await collector();
    expect((await send(door, { headers: csv, body: odd })).status).toBe(200);
    expect(eventsOf(door)).toEqual([]);
    expect(door.letters()).toEqual([
      {
        reason: "bulk_shape_error",
        detail: "a header of one column: does the profile name another separator?",
        from: `/bulkdata${identity}`,
        endpointId: endpoint,
        bytes: odd,
      },
    ]);
  });

  it("98 Quoted field with embedded CRLF and doubled quotes -> one field", async () => {
    const door = await collector();
    const body =
      'ReportTimestamp,Hosts.1.PhysAddress,Hosts.1.HostName\r\n1760000000,02:00:00:00:00:01,"a ""b""\r\nc"\r\n';
    expect((await send(door, { headers: csv, body })).status).toBe(200);
    expect(eventsOf(door)).toEqual([
      event(1_760_000_000, { tables: [hosts], hosts: [oneHost('a "b"\r\nc')] }),
    ]);
  });

  it("99 Unterminated quote -> dead letter with line number", async () => {
    const door = await collector();
    const body = `ReportTimestamp,Hosts.1.HostName\n1760000000,a\n1760000000,"b\n${"x\n".repeat(20_000)}`;
    expect((await send(door, { headers: csv, body })).status).toBe(200);
    expect(eventsOf(door)).toEqual([]);
    expect(door.letters()).toMatchObject([
      { reason: "bulk_parse_error", detail: "a quoted field that begins in line 3 is never closed" },
    ]);
  });

  it("100 Ragged row -> row rejected, rest kept; header repeated mid-file -> skipped", async () => {
    const door = await collector();
    const header = "ReportTimestamp,Hosts.1.PhysAddress,Hosts.1.HostName\n";
    const body = `${header}1759999940,02:00:00:00:00:01,a\n1759999970,too,many,fields\n${header}1760000000,02:00:00:00:00:01,b\n`;
    expect((await send(door, { headers: csv, body })).status).toBe(200);
    expect(eventsOf(door)).toEqual([
      event(1_759_999_940, { flags: ["rejected_rows", "retained_report"], hosts: [oneHost("a")] }),
      event(1_760_000_000, { flags: ["rejected_rows"], hosts: [oneHost("b")] }),
    ]);
    expect(door.parameters()).toEqual(["line 3=1759999970,too,many,fields"]);
  });

  it.each([
    ["quoted", { ...csv, "bbf-report-format": '"ParameterPerRow"' }],
    ["lower case", { ...csv, "bbf-report-format": "parameterperrow" }],
    ["absent", csv],
    ["absent, and no type either", {}],
    [
      "with a type that says nothing",
      { "content-type": "application/octet-stream", "bbf-report-format": "ParameterPerRow" },
    ],
    [
      "with a type that is wrong",
      { "content-type": "application/json", "bbf-report-format": "ParameterPerRow" },
    ],
    ["absent, and a type that is wrong", { "content-type": "application/json" }],
    ["wrong, of the other layout", { ...csv, "bbf-report-format": "ParameterPerColumn" }],
  ])("101 `BBF-Report-Format` %s -> detected or sniffed", async (_how, headers) => {
    const door = await collector();
    expect((await send(door, { headers, body: perRow })).status).toBe(200);
    expect(eventsOf(door)).toEqual([example3]);
  });
});

describe("compressed over HTTP", () => {
  const gzip = { ...csv, "content-encoding": "gzip" };

  it.each([
    ["gzip declared and sent", gzip, gzipSync(perRow)],
    ["gzip declared but plain body", gzip, perRow],
    ["plain declared but gzip body", csv, gzipSync(perRow)],
    ["by its other name", { ...csv, "content-encoding": "X-GZIP" }, gzipSync(perRow)],
    ["deflate", { ...csv, "content-encoding": "deflate" }, deflateSync(perRow)],
    ["deflate without zlib's header", { ...csv, "content-encoding": "deflate" }, deflateRawSync(perRow)],
    ["deflate declared but plain body", { ...csv, "content-encoding": "deflate" }, perRow],
  ])("102 %s -> sniffed", async (_how, headers, body) => {
    const door = await collector();
    expect((await send(door, { headers, body })).status).toBe(200);
    expect(eventsOf(door)).toEqual([example3]);
  });

  it.each([
    [
      "above the size limit",
      "unpacks to more than 100000 bytes",
      { recordBytes: 100_000, gzipRatio: 10_000 },
    ],
    [
      "above the ratio",
      "unpacks to more than 100 times its size",
      { recordBytes: 10_000_000, gzipRatio: 100 },
    ],
  ])("102 gzip bomb -> cut at the cap, 413 (%s)", async (_which, sentence, limits) => {
    const door = await collector({ limits });
    const body = gzipSync(Buffer.alloc(8 << 20, "1760000000,"));
    const { status, body: told } = await send(door, { headers: gzip, body });
    expect([status, told]).toEqual([413, `The report ${sentence}.\n`]);
    expect([eventsOf(door), door.letters()]).toEqual([[], []]);
  });

  it("102 gzip cut short -> dead letter bulk_parse_error", async () => {
    const door = await collector();
    expect((await send(door, { headers: gzip, body: gzipSync(perRow).subarray(0, 100) })).status).toBe(200);
    expect(door.letters()).toMatchObject([{ reason: "bulk_parse_error", endpointId: endpoint }]);
  });

  it("102 an encoding we don't know -> 415, which turns compression off", async () => {
    const door = await collector();
    const headers = { ...csv, "content-encoding": "compress" };
    expect((await send(door, { headers, body: Buffer.from([0x1f, 0x9d, 1, 2]) })).status).toBe(415);
  });
});

describe("who sends over HTTP", () => {
  const body = JSON.stringify({
    Report: [{ CollectionTime: 1_760_000_000, "Hosts.1.PhysAddress": "02:00:00:00:00:01" }],
  });

  it("103 URL `?a=1?oui=00256D&pc=&sn=S%2F1` -> identity OUI+SN with SN `S/1`", async () => {
    const door = await collector();
    expect((await send(door, { query: "?a=1?oui=00256D&pc=&sn=S%2F1", body })).status).toBe(200);
    expect(door.events().map(({ endpoint_id }) => endpoint_id)).toEqual(["os::00256D-S%2F1"]);
  });

  it.each(["", "?", "?a=1", "?pc=Hub"])("103 missing all of oui, sn and eid -> 400 (%j)", async (query) => {
    const door = await collector();
    const { status, body: told } = await send(door, { query, body });
    expect([status, told]).toEqual([400, "oui and sn missing: the query must name oui and sn, or eid.\n"]);
    expect(eventsOf(door)).toEqual([]);
  });

  it("109 Two CPEs with equal SerialNumber but different OUI -> two devices", async () => {
    const door = await collector();
    for (const oui of ["00D09E", "00256D"])
      expect((await send(door, { query: `?oui=${oui}&pc=&sn=1`, body })).status).toBe(200);
    const [one, other] = door.events();
    expect([one?.endpoint_id, other?.endpoint_id]).toEqual(["os::00D09E-1", "os::00256D-1"]);
    expect(one?.event_id).not.toBe(other?.event_id);
  });
});

describe("how it is sent over HTTP", () => {
  it.each([
    ["PUT", { method: "PUT" }],
    ["chunked", { body: [perRow.slice(0, 100), perRow.slice(100, 101), perRow.slice(101)] }],
    ["PUT and chunked", { method: "PUT", body: [perRow.slice(0, 700), perRow.slice(700)] }],
  ])("104 %s -> accepted", async (_how, how) => {
    const door = await collector();
    expect((await send(door, { headers: csv, body: perRow, ...how })).status).toBe(200);
    expect(eventsOf(door)).toEqual([example3]);
  });

  it("104 `Expect: 100-continue` -> told to go on, then accepted", async () => {
    const door = await collector();
    const heard = await send(door, { headers: { ...csv, expect: "100-continue" }, body: perRow });
    expect([heard.status, heard.toldToGoOn]).toEqual([200, true]);
    expect(eventsOf(door)).toEqual([example3]);
  });

  it("105 HTTP retry of the same report (same CollectionTime) -> one event, 200 returned again", async () => {
    const door = await collector();
    const later = perRow.replace(/^.*\n/, "").replaceAll("1760000000", "1760000005");
    const sent = [perRow, perRow, perRow + later];
    for (const body of sent) expect((await send(door, { headers: csv, body })).status).toBe(200);
    const ids = door.events().map(({ event_id }) => event_id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });
});
