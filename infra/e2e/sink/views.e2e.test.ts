/** What the views make of records, on a real ClickHouse: each fact once, nothing of it lost or misread. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blankChange, blankEvent, blankHost, blankStation } from "#processors/scenarios/blank.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { january, openViews, type Views } from "./views.ts";

const february = Date.UTC(2026, 1, 1);
let views: Views;

beforeAll(async () => {
  views = await openViews("views_test");
});
afterAll(() => views.close());

const rows = (query: string): Promise<unknown[]> => views.rows(query);
const insertEvents = (values: readonly TelemetryEvent[], topic = "usp.telemetry.v1"): Promise<void> =>
  views.insert("telemetry-event.avsc", "landing_telemetry_event_3", topic, values);

const event = (home: string, id: string, over: Partial<TelemetryEvent>): TelemetryEvent => ({
  ...blankEvent,
  home_id: home,
  endpoint_id: home,
  event_id: id,
  observed_at: epochMs(january),
  received_at: epochMs(january),
  time_raw: "2026-01-01T00:00:00Z",
  ...over,
});
const station = (mac: string, ap: number) => ({
  ...blankStation,
  sta_mac: mac,
  access_point: `Device.WiFi.AccessPoint.${ap}.`,
  path: `Device.WiFi.AccessPoint.${ap}.AssociatedDevice.1.`,
});

describe("the ledger", () => {
  const entry: LedgerEntry = {
    stage: "collector",
    writer: "collector:twice~1",
    hour: epochMs(january),
    open: 0,
    counts: [
      { topic: "", partition: -1, fate: "received", records: 7 },
      { topic: "", partition: -1, fate: "produced", records: 7 },
    ],
    taken: [],
    written: [{ topic: "usp.ledger.v1", partition: 0, next_sequence: 1 }],
  };
  const next = { ...entry, written: [{ topic: "usp.ledger.v1", partition: 0, next_sequence: 2 }] };
  const insert = (...entries: readonly LedgerEntry[]): Promise<void> =>
    views.insert("ledger-entry.avsc", "landing_ledger_entry_1", "usp.ledger.v1", entries);
  const counts = (): Promise<unknown[]> =>
    rows(`SELECT fate, records FROM ledger WHERE stage = 'collector' ORDER BY fate`);

  it("counts an entry once that was written twice, and one that says the same later on its own", async () => {
    await insert(entry, entry);
    await insert(entry, next);
    expect(await counts()).toEqual([
      { fate: "produced", records: 14 },
      { fate: "received", records: 14 },
      { fate: "written", records: 2 },
    ]);
  });
});

describe("observations", () => {
  const of = (home: string): Promise<unknown[]> =>
    rows(`SELECT event_id, sta_mac, access_point, toUnixTimestamp64Milli(received_at) AS received_at
      FROM station_observation WHERE home_id = '${home}' ORDER BY event_id, sta_mac, access_point`);

  it("of a report sent twice are there once, as they first came", async () => {
    const twice = event("twice", "e1", { stations: [station("aa", 1)] });
    await insertEvents([twice]);
    await insertEvents([{ ...twice, received_at: epochMs(january + 5_000) }]);
    expect(await of("twice")).toEqual([
      { event_id: "e1", sta_mac: "aa", access_point: "Device.WiFi.AccessPoint.1.", received_at: january },
    ]);
  });

  it("of a report whose time is not believed are there once too, though it was observed when it came", async () => {
    const untrusted = { time_raw: "1970-01-01T00:01:00Z", time_quality: "out_of_range" } as const;
    const once = event("untrusted", "e1", { ...untrusted, stations: [station("aa", 1)] });
    await insertEvents([once]);
    await insertEvents([{ ...once, observed_at: epochMs(february), received_at: epochMs(february) }]);
    expect(await of("untrusted")).toHaveLength(1);
  });

  it("of a report without a time that came twice, by a Notify sent again, are there once", async () => {
    const untimed = event("untimed", "e1", {
      time_raw: null,
      time_quality: "none",
      stations: [station("aa", 1)],
    });
    await insertEvents([untimed]);
    await insertEvents([
      { ...untimed, observed_at: epochMs(january + 900), received_at: epochMs(january + 900) },
    ]);
    expect(await of("untimed")).toHaveLength(1);
  });

  it("of two reports of the same second are both there", async () => {
    await insertEvents(["e1", "e2"].map((id) => event("second", id, { stations: [station("aa", 1)] })));
    expect(await of("second")).toHaveLength(2);
  });

  it("of one station at two access points in one report are both there", async () => {
    await insertEvents([event("moving", "e1", { stations: [station("aa", 1), station("aa", 2)] })]);
    expect(await of("moving")).toHaveLength(2);
  });

  it("keep counters to the last digit, and what no column holds is null, never another number", async () => {
    const odd = { ...station("aa", 1), bytes_sent_total: 2n ** 63n - 1n, rssi_dbm: 200, noise_dbm: -95 };
    await insertEvents([event("odd", "e1", { stations: [odd] })]);
    expect(
      await rows(`SELECT toString(bytes_sent_total) AS sent, rssi_dbm, noise_dbm, bytes_received_total
        FROM station_observation WHERE home_id = 'odd'`),
    ).toEqual([{ sent: "9223372036854775807", rssi_dbm: null, noise_dbm: -95, bytes_received_total: null }]);
  });

  it("tell false, empty and absent apart", async () => {
    const hosts = [
      { ...blankHost, host_mac: "aa", path: "1.", active: false, host_name: "" },
      { ...blankHost, host_mac: "bb", path: "2.", ip_addresses: ["192.0.2.1", "2001:db8::1"] },
    ];
    await insertEvents([event("hosts", "e1", { hosts })]);
    expect(
      await rows(`SELECT host_mac, active, host_name, ip_addresses FROM host_observation
        WHERE home_id = 'hosts' ORDER BY host_mac`),
    ).toEqual([
      { host_mac: "aa", active: false, host_name: "", ip_addresses: [] },
      { host_mac: "bb", active: null, host_name: null, ip_addresses: ["192.0.2.1", "2001:db8::1"] },
    ]);
  });

  it("spread over many months go in with one insert", async () => {
    const months = Array.from({ length: 150 }, (_, index) => epochMs(Date.UTC(2010, index, 1)));
    await insertEvents(
      months.map((observed_at, index) =>
        event("months", `e${index}`, { observed_at, stations: [station("aa", 1)] }),
      ),
    );
    expect(await of("months")).toHaveLength(150);
  });
});

describe("of older versions of the schema", () => {
  it("records still arrive, with nothing in the columns that came later", async () => {
    const first = event("version", "v1", { stations: [station("aa", 1)] });
    await views.insert("history/telemetry-event/1.avsc", "landing_telemetry_event_1", "usp.telemetry.v1", [
      first,
    ]);
    const measured = { ...station("aa", 1), snr_db: 31, connected_seconds: 7 };
    const second = event("version", "v2", { stations: [measured] });
    await views.insert("history/telemetry-event/2.avsc", "landing_telemetry_event_2", "usp.telemetry.v1", [
      second,
    ]);
    await insertEvents([event("version", "v3", { stations: [measured] })]);
    expect(
      await rows(`SELECT event_id, snr_db, connected_seconds FROM station_observation
        WHERE home_id = 'version' ORDER BY event_id`),
    ).toEqual([
      { event_id: "v1", snr_db: null, connected_seconds: null },
      { event_id: "v2", snr_db: 31, connected_seconds: 7 },
      { event_id: "v3", snr_db: 31, connected_seconds: 7 },
    ]);
  });
});

describe("interfaces and mesh nodes", () => {
  it("are rows of their own", async () => {
    const wan = {
      ...{ interface: "Device.IP.Interface.1.", name: "wan", status: "Up", enabled: true, upstream: null },
      ...{ bit_rate_mbps: 1000, bytes_sent_total: 2n ** 62n, bytes_received_total: 1 },
      ...{ packets_sent_total: null, packets_received_total: null, errors_sent_total: null },
      ...{ errors_received_total: null, discards_sent_total: 3, discards_received_total: null },
    };
    const pod = {
      ...{ node_mac: "bb", path: "Device.WiFi.DataElements.Network.Device.2.", manufacturer: "Acme" },
      ...{ model_name: null, serial_number: null, software_version: null, backhaul_node_mac: "aa" },
      ...{ backhaul_mac: null, backhaul_medium: "Wi-Fi", backhaul_rate_mbps: 1201 },
      ...{ backhaul_downlink_rate_kbps: null, backhaul_uplink_rate_kbps: null },
      ...{ backhaul_rssi_dbm: -50, backhaul_rssi_raw: 120, backhaul_rssi_quality: ["rcpi"] },
    };
    await insertEvents([event("mesh", "e1", { interfaces: [wan], mesh_nodes: [pod] })]);
    expect(
      await rows(`SELECT interface, status, toString(bytes_sent_total) AS sent, discards_sent_total
        FROM interface_observation WHERE home_id = 'mesh'`),
    ).toEqual([
      {
        interface: "Device.IP.Interface.1.",
        status: "Up",
        sent: "4611686018427387904",
        discards_sent_total: 3,
      },
    ]);
    expect(
      await rows(`SELECT node_mac, backhaul_node_mac, backhaul_rssi_dbm, backhaul_rssi_raw, backhaul_rssi_quality
        FROM mesh_node_observation WHERE home_id = 'mesh'`),
    ).toEqual([
      {
        node_mac: "bb",
        backhaul_node_mac: "aa",
        backhaul_rssi_dbm: -50,
        backhaul_rssi_raw: 120,
        backhaul_rssi_quality: ["rcpi"],
      },
    ]);
  });
});

describe("what radios hear", () => {
  const level = { rssi_dbm: -63, rssi_raw: 95, rssi_quality: ["rcpi"] };
  const radio = "Device.WiFi.DataElements.Network.Device.2.Radio.1.";

  it("of a station is a row for each radio, once however often it was sent", async () => {
    const heard = [1, 2].map((number) => {
      const by = radio.replace("Device.2.", `Device.${number}.`);
      return { sta_mac: "aa", path: `${by}UnassociatedSTA.1.`, radio: by, ...level };
    });
    const report = event("heard", "e1", { heard_stations: heard });
    await insertEvents([report]);
    await insertEvents([{ ...report, received_at: epochMs(january + 5_000) }]);
    expect(
      await rows(`SELECT sta_mac, radio, path, rssi_dbm, rssi_raw, rssi_quality
        FROM heard_station_observation WHERE home_id = 'heard' ORDER BY radio`),
    ).toEqual(heard);
  });

  it("of other BSSs is a row for each; a level that no column holds is null", async () => {
    const bss = {
      ...{ bssid: "bb", path: `${radio}NeighborBSS.1.`, radio, ssid: "next door", band: null },
      ...{ channel: 36, bandwidth: "80", channel_utilization_percent: 20, stations: 3 },
    };
    const heard_bsses = [
      { ...bss, ...level },
      { ...bss, ...level, bssid: "cc", rssi_dbm: 200 },
    ];
    await insertEvents([event("heard-bss", "e1", { heard_bsses })]);
    expect(
      await rows(`SELECT bssid, path, radio, ssid, band, channel, bandwidth, rssi_dbm, rssi_raw, rssi_quality,
        channel_utilization_percent, stations FROM heard_bss_observation WHERE home_id = 'heard-bss' ORDER BY bssid`),
    ).toEqual([
      { ...bss, ...level },
      { ...bss, ...level, bssid: "cc", rssi_dbm: null },
    ]);
  });
});

describe("station_traffic", () => {
  it("91 a counter that goes down is a wrap where it can be one, else a reset: never a negative number", async () => {
    const near = 2 ** 32 - 296;
    const counted = [
      // Sent, received, and what that says of the ten seconds before.
      [near, 5, null],
      [500, 6, { bytes_sent: 796, bytes_received: 1, counter_event: "wrap" }],
      [100, 7, { bytes_sent: null, bytes_received: 1, counter_event: "reset" }],
      [9007199254740993n, 7, { bytes_sent: 9007199254740893n, bytes_received: 0, counter_event: "" }],
      [9007199254740995n, 8, { bytes_sent: 2n, bytes_received: 1, counter_event: "" }],
      [1, 9, { bytes_sent: null, bytes_received: 1, counter_event: "reset" }],
    ] as const;
    await insertEvents(
      counted.map(([sent, received], index) =>
        event("traffic", `e${index}`, {
          observed_at: epochMs(january + index * 10_000),
          time_raw: new Date(january + index * 10_000).toISOString(),
          stations: [{ ...station("aa", 1), bytes_sent_total: sent, bytes_received_total: received }],
        }),
      ),
    );
    expect(
      await rows(`SELECT seconds, toString(bytes_sent) AS bytes_sent, toString(bytes_received) AS bytes_received, counter_event
        FROM station_traffic WHERE home_id = 'traffic' ORDER BY observed_at`),
    ).toEqual(
      counted.slice(1).map(([, , want]) => ({
        seconds: 10,
        bytes_sent: want?.bytes_sent?.toString() ?? null,
        bytes_received: want?.bytes_received.toString(),
        counter_event: want?.counter_event,
      })),
    );
  });

  it("90 a row that is another station in the next report is two stations: none has traffic of the other", async () => {
    const at = (second: number, mac: string, bytes: number): TelemetryEvent =>
      event("reused", `e${second}`, {
        observed_at: epochMs(january + second * 1000),
        time_raw: new Date(january + second * 1000).toISOString(),
        stations: [{ ...station(mac, 1), bytes_sent_total: bytes }],
      });
    await insertEvents([at(0, "aa", 1000), at(10, "bb", 5), at(20, "bb", 25)]);
    expect(
      await rows("SELECT sta_mac, bytes_sent FROM station_traffic WHERE home_id = 'reused'"),
    ).toMatchObject([{ sta_mac: "bb" }]);
  });
});

describe("notifications", () => {
  it("sent again in another month are there once, as they first came", async () => {
    const boot = event("boot", "n1", {
      kind: "event",
      source: "usp-notify",
      profile_id: "boot-sub",
      msg_id: "7",
      time_raw: null,
      time_quality: "none",
      events: [
        { path: "Device.", name: "Boot!", value: null, params: { Cause: "LocalReboot" }, error_code: null },
      ],
    });
    await insertEvents([boot]);
    await insertEvents([{ ...boot, observed_at: epochMs(february), received_at: epochMs(february) }]);
    const query = `SELECT kind, path, event_name, msg_id, value, params, unique_keys, error_code, subscription_id,
      toUnixTimestamp64Milli(observed_at) AS observed_at FROM notification WHERE home_id = 'boot'`;
    const want = [
      {
        kind: "event",
        path: "Device.",
        event_name: "Boot!",
        msg_id: "7",
        value: null,
        error_code: null,
        params: { Cause: "LocalReboot" },
        unique_keys: {},
        subscription_id: "boot-sub",
        observed_at: january,
      },
    ];
    expect(await rows(query)).toEqual(want);
    expect(await rows("SELECT event_id FROM telemetry_event WHERE home_id = 'boot'")).toEqual([
      { event_id: "n1" },
    ]);
  });

  it("54 a Push! of periodic statistics is its samples, oldest first, each with its own time and doubt", async () => {
    const path = "Device.PeriodicStatistics.SampleSet.1.";
    const push = (id: string, told: { path: string; name: string; params: Record<string, string> }) =>
      event("sampled", id, { kind: "event", events: [{ ...told, value: null, error_code: null }] });
    const params = {
      "Parameter.1.Reference": "Device.DeviceInfo.ProcessStatus.CPUUsage",
      "Parameter.1.Values": "3, 5,8",
      "Parameter.1.SampleSeconds": "60,60,30",
      "Parameter.1.SuspectData": "1,0,0",
      "Parameter.1.Failures": "2",
      // A text with a comma in it, and a second sample that no list but the values' has.
      "Parameter.12.Reference": "Device.IP.Interface.1.Name",
      "Parameter.12.Values": "eth0%2C1,50%",
      "Parameter.12.SampleSeconds": "60",
      "Parameter.3.Reference": "Device.Time.Status",
      "Parameter.3.Values": "",
    };
    await insertEvents([
      push("p1", { path, name: "Push!", params }),
      push("p2", { path: "Device.BulkData.Profile.1.", name: "Push!", params }),
      push("p3", { path, name: "Periodic!", params }),
    ]);
    const columns = "parameter_path, sample, ended_at, sample_seconds, value, suspect, failures";
    const [cpu, name] = ["Device.DeviceInfo.ProcessStatus.CPUUsage", "Device.IP.Interface.1.Name"];
    expect(
      await views.rows(`SELECT event_id, ${columns.replace("ended_at", `toUnixTimestamp64Milli(ended_at) - ${january} AS ended`)}
        FROM periodic_statistic WHERE home_id = 'sampled' ORDER BY parameter_path, sample`),
    ).toEqual(
      [
        [cpu, 1, -90_000, 60, "3", true, 2],
        [cpu, 2, -30_000, 60, "5", false, 2],
        [cpu, 3, 0, 30, "8", false, 2],
        [name, 1, 0, 60, "eth0,1", null, null],
        [name, 2, 0, null, "50%", null, null],
      ].map(([parameter_path, sample, ended, sample_seconds, value, suspect, failures]) => ({
        event_id: "p1",
        ...{ parameter_path, sample, ended, sample_seconds, value, suspect, failures },
      })),
    );
  });

  it("of rows created and deleted are there too, with their keys", async () => {
    const changes = [
      { kind: "created", path: "Device.Hosts.Host.3.", unique_keys: { PhysAddress: "aa" } },
      { kind: "deleted", path: "Device.Hosts.Host.2.", unique_keys: {} },
    ] as const;
    await insertEvents([event("rows", "n1", { kind: "object_creation", changes })]);
    expect(
      await rows(
        "SELECT kind, path, unique_keys FROM notification WHERE home_id = 'rows' ORDER BY path DESC",
      ),
    ).toEqual([
      { kind: "object_creation", path: "Device.Hosts.Host.3.", unique_keys: { PhysAddress: "aa" } },
      { kind: "object_deletion", path: "Device.Hosts.Host.2.", unique_keys: {} },
    ]);
  });
});

describe("association changes", () => {
  it("inserted twice are there once", async () => {
    const join: AssociationChange = {
      ...blankChange,
      home_id: "join",
      sta_mac: "aa",
      access_point: "ap",
      observed_at: epochMs(january),
      received_at: epochMs(january),
      row_version: 5,
    };
    for (let time = 0; time < 2; time++) {
      await views.insert(
        "association-change.avsc",
        "landing_association_change_2",
        "usp.association-change.v1",
        [join],
      );
    }
    expect(
      await rows("SELECT kind, sta_mac, last_seen_at FROM association_change WHERE home_id = 'join'"),
    ).toEqual([{ kind: "join", sta_mac: "aa", last_seen_at: null }]);
  });
});

describe("pipeline_progress", () => {
  const tick = (bridge: string, at: number, farewell = false): TelemetryEvent =>
    event("", `${bridge}-${at}`, {
      kind: "tick",
      source: "bridge",
      received_at: epochMs(january + at),
      tick: { bridge_id: bridge, period_ms: 5_000, session_expiry_ms: 60_000, farewell },
    });
  const completeUpTo = async (topic: string): Promise<unknown> =>
    rows(
      `SELECT toUnixTimestamp64Milli(complete_up_to) - ${january} AS at FROM pipeline_progress WHERE topic = '${topic}'`,
    );

  it.each([
    { name: "the last tick of the only bridge", ticks: [tick("a", 0), tick("a", 5_000)], want: 5_000 },
    { name: "that of the slowest of two", ticks: [tick("a", 5_000), tick("b", 9_000)], want: 5_000 },
    {
      name: "not held back by one that said farewell",
      ticks: [tick("a", 5_000, true), tick("b", 9_000)],
      want: 9_000,
    },
    { name: "not held back by one past its session", ticks: [tick("a", 0), tick("b", 60_001)], want: 60_001 },
    {
      name: "that of the last when all said farewell",
      ticks: [tick("a", 3_000, true), tick("b", 4_000, true)],
      want: 4_000,
    },
    { name: "unknown without ticks", ticks: [event("progress", "e", {})], want: null },
  ])("is complete up to $name", async ({ name, ticks, want }) => {
    await insertEvents(ticks, name);
    expect(await completeUpTo(name)).toEqual([{ at: want }]);
  });

  it("says the last offset, and ticks are no events", async () => {
    await insertEvents([tick("a", 0)], "offsets");
    const query = "SELECT partition, last_offset FROM pipeline_progress WHERE topic = 'offsets'";
    expect(await rows(query)).toEqual([{ partition: 3, last_offset: views.lastOffset() }]);
    expect(await rows("SELECT count() AS ticks FROM telemetry_event WHERE kind = 'tick'")).toEqual([
      { ticks: 0 },
    ]);
  });
});
