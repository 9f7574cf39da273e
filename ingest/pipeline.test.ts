import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeMessage } from "#proto/message.ts";
import type { Notification as Notified } from "#proto/notification.ts";
import { encodeRecord } from "#proto/record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { IntakeConfig } from "./config.ts";
import type { Outcome } from "./outcome.ts";
import { createPipeline } from "./pipeline.ts";

const config: IntakeConfig = {
  topics: [
    { template: "x/controller", kind: "record" },
    { template: "x/controller/{endpoint}", kind: "record" },
    { template: "x/agent/{endpoint}", kind: "to-agent" },
    { template: "x/status/{endpoint}", kind: "status" },
    { template: "x/bulk/{id}", kind: "report" },
  ],
  identity: { endpoints: [{ match: "{id}", endpoint: "os::00D09E-{id}" }], home: "home of {endpoint}" },
  profiles: [
    {
      topic: "x/bulk/{id}",
      intervalMs: 1000,
      parameters: [{ name: "Hosts", reference: "Device.Hosts.Host.*." }],
    },
  ],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "Ap", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits: { recordBytes: 100_000, values: 500, depth: 16, kafkaRecordBytes: 1 << 20 },
  parameterTopic: true,
};
const pipeline = createPipeline(config);
const receivedAt = epochMs(Date.parse("2026-11-22T06:50:00Z"));
const seconds = receivedAt / 1000 - 10;
const endpoint = "os::00D09E-a";

const message = (
  topic: string,
  payload: string | Uint8Array,
  more: Partial<ReceivedMessage> = {},
): ReceivedMessage => ({
  topic,
  payload: typeof payload === "string" ? Buffer.from(payload) : payload,
  contentType: null,
  responseTopic: null,
  retain: false,
  receivedAt,
  ...more,
});

const record = (type: Parameters<typeof encodeRecord>[0]["type"], more: object = {}): Uint8Array =>
  encodeRecord({
    version: "1.3",
    toId: "controller",
    fromId: endpoint,
    payloadSecurity: "plaintext",
    type,
    ...more,
  });

const notify = (notification: Notified, msgId = "m1", subscriptionId = "sub"): Uint8Array =>
  encodeMessage({
    msgId,
    body: { kind: "notify", notify: { subscriptionId, sendResp: false, notification } },
  });

const notifyRecord = (notification: Notified, msgId?: string, more?: object): Uint8Array =>
  record({ kind: "no_session_context", payload: notify(notification, msgId) }, more);

const push = (data: string | null, objectPath = "Device.BulkData.Profile.1."): Notified => ({
  kind: "event",
  objectPath,
  eventName: "Push!",
  params: data === null ? {} : { Data: data },
});

/** An outcome's gist: the kind of each event, or the reason. */
function fateOf(outcome: Outcome): string {
  return outcome.kind === "produced"
    ? outcome.events.map(({ kind, source }) => `${kind} ${source}`).join(", ")
    : `${outcome.kind} ${outcome.reason}`;
}

function eventsOf(
  topic: string,
  payload: string | Uint8Array,
  more?: Partial<ReceivedMessage>,
): readonly TelemetryEvent[] {
  const outcome = pipeline(message(topic, payload, more));
  if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
  return outcome.events;
}

function eventOf(...given: Parameters<typeof eventsOf>): TelemetryEvent {
  const [event, ...others] = eventsOf(...given);
  if (event === undefined || others.length > 0) throw new Error("not one event");
  return event;
}

const valueChange: Notified = { kind: "value_change", parameterPath: "Device.X", value: "7" };
const own = `x/controller/${endpoint}`;
const session = (payload: Uint8Array[], sarState: "none" | "begin" = "none") =>
  record({
    kind: "session_context",
    sessionId: 5n,
    sequenceId: 2n ** 60n,
    expectedId: 1n,
    retransmitId: 0n,
    sarState,
    payloadRecSarState: sarState,
    payload,
  });

describe("every message has one fate (numbers: the catalogue of the domain reference)", () => {
  const body = notifyRecord(valueChange);
  const cases: readonly (readonly [string, ReceivedMessage, string])[] = [
    ["1 no bytes where a Record belongs", message(own, ""), "dead_letter payload_missing"],
    ["no bytes where a report belongs", message("x/bulk/a", ""), "dead_letter payload_missing"],
    [
      "no bytes, retained: a topic cleared",
      message("x/bulk/a", "", { retain: true }),
      "dropped empty_retained",
    ],
    ["2 bytes that are no Record", message(own, "not a record"), "dead_letter record_parse_error"],
    [
      "10 from_id empty",
      message(own, notifyRecord(valueChange, "m", { fromId: "" })),
      "dead_letter endpoint_id_missing",
    ],
    [
      "11 from_id of another gateway",
      message(own, notifyRecord(valueChange, "m", { fromId: "os::B" })),
      "dead_letter identity_contradiction",
    ],
    [
      "12 a Record without a payload",
      message(own, record({ kind: "no_session_context", payload: new Uint8Array() })),
      "dead_letter payload_missing",
    ],
    [
      "13 a payload that is no Message",
      message(own, record({ kind: "no_session_context", payload: Buffer.from("nonsense") })),
      "dead_letter message_parse_error",
    ],
    ["20 above the size limit", message(own, new Uint8Array(100_001)), "dead_letter record_too_large"],
    [
      "21 TLS12",
      message(own, notifyRecord(valueChange, "m", { payloadSecurity: "tls12" })),
      "dead_letter encrypted_unsupported",
    ],
    [
      "25 connect records of other transports",
      message(own, record({ kind: "uds_connect" })),
      "dropped foreign_connect",
    ],
    [
      "27 an unsegmented session record",
      message(own, session([notify(valueChange)])),
      "value_change usp-notify",
    ],
    [
      "28 a segment",
      message(own, session([notify(valueChange)], "begin")),
      "dead_letter segmented_unsupported",
    ],
    [
      "35 two payloads, unsegmented: one message",
      message(own, session([notify(valueChange).slice(0, 9), notify(valueChange).slice(9)])),
      "value_change usp-notify",
    ],
    [
      "a session record of no bytes",
      message(own, session([new Uint8Array()])),
      "dropped empty_session_payload",
    ],
    ["38 the 3.1.1 suffix", message(`${own}/reply-to=x%2Fagent%2Fa`, body), "value_change usp-notify"],
    [
      "41 the other content type",
      message(own, body, { contentType: "Application/VND.bbf.usp.msg; x=1" }),
      "value_change usp-notify",
    ],
    ["42 the old error content type", message(own, "?", { contentType: "usp.error" }), "dropped usp_error"],
    ["43 no content type", message(own, body), "value_change usp-notify"],
    ["44 JSON on a topic for Records", message(own, '{"Report":[]}'), "dead_letter wrong_content"],
    [
      "44 so says its content type",
      message(own, body, { contentType: "application/json" }),
      "dead_letter wrong_content",
    ],
    ["44 a Record on a topic for reports", message("x/bulk/a", body), "dead_letter wrong_content"],
    [
      "44 so says its content type",
      message("x/bulk/a", "{}", { contentType: "usp.msg" }),
      "dead_letter wrong_content",
    ],
    ["46 a broker's status", message(`x/status/${endpoint}`, "1"), "dropped status"],
    ["47 a topic that names nobody", message("x/controller", body), "value_change usp-notify"],
    ["what a controller says", message(`x/agent/${endpoint}`, body), "dropped to_agent"],
    ["a topic nobody configured", message("y/z", body), "dead_letter topic_unknown"],
    ["a report topic that names nobody", message("x/bulk", "{}"), "dead_letter topic_unknown"],
    ["53 Push! without Data", message(own, notifyRecord(push(null))), "dead_letter bulk_parse_error"],
    [
      "53 Push! with Data that is no JSON",
      message(own, notifyRecord(push("a,b"))),
      "dead_letter bulk_parse_error",
    ],
    [
      "54 Push! of periodic statistics",
      message(own, notifyRecord(push("{}", "Device.PeriodicStatistics.SampleSet.1."))),
      "event usp-notify",
    ],
    ["70 a report without elements", message("x/bulk/a", '{"Report":[]}'), "dropped empty_report"],
    [
      "69 three elements",
      message("x/bulk/a", '{"Report":[{},{},{}]}'),
      "report mqtt-bulk, report mqtt-bulk, report mqtt-bulk",
    ],
    ["87 two documents", message("x/bulk/a", '{"Report":[]}{"Report":[]}'), "dead_letter bulk_parse_error"],
    ["86 too deep", message("x/bulk/a", `[${'{"a":'.repeat(90)}`), "dead_letter too_deep"],
    [
      "93 too many values",
      message(
        "x/bulk/a",
        JSON.stringify([Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`a${i}`, i]))]),
      ),
      "dead_letter too_many_values",
    ],
    [
      "CSV",
      message("x/bulk/a", "a,b", { contentType: "text/csv; header=present" }),
      "dead_letter encoding_unsupported",
    ],
    ["102 gzip", message("x/bulk/a", Buffer.from([0x1f, 0x8b, 8])), "dead_letter encoding_unsupported"],
    ["a report that begins with a newline", message("x/bulk/a", '\n{"Report":[{}]}'), "report mqtt-bulk"],
  ];
  test.each(cases)("%s", (_name, given, fate) => {
    expect(fateOf(pipeline(given))).toBe(fate);
  });
});

describe("notifications: one change or one event each", () => {
  test.each<readonly [string, Notified, Partial<TelemetryEvent>]>([
    [
      "event",
      {
        kind: "event",
        objectPath: "Device.",
        eventName: "Boot!",
        params: { Cause: "LocalReboot", __proto__x: "1" },
      },
      {
        events: [
          {
            path: "Device.",
            name: "Boot!",
            value: null,
            params: { Cause: "LocalReboot", __proto__x: "1" },
            error_code: null,
          },
        ],
      },
    ],
    [
      "value_change",
      { kind: "value_change", parameterPath: "Device.WiFi.X", value: "-44" },
      { events: [{ path: "Device.WiFi.X", name: "", value: "-44", params: {}, error_code: null }] },
    ],
    [
      "object_creation",
      {
        kind: "object_creation",
        objectPath: "Device.Hosts.Host.6.",
        uniqueKeys: { PhysAddress: "02:00:5e:10:00:01" },
      },
      {
        changes: [
          {
            kind: "created",
            path: "Device.Hosts.Host.6.",
            unique_keys: { PhysAddress: "02:00:5e:10:00:01" },
          },
        ],
      },
    ],
    [
      "object_deletion",
      { kind: "object_deletion", objectPath: "Device.Hosts.Host.6." },
      { changes: [{ kind: "deleted", path: "Device.Hosts.Host.6.", unique_keys: {} }] },
    ],
    [
      "operation_complete",
      {
        kind: "operation_complete",
        objectPath: "Device.IP.Diagnostics.",
        commandName: "IPPing()",
        commandKey: "",
        result: { kind: "failure", code: 7022, message: "" },
      },
      {
        events: [
          { path: "Device.IP.Diagnostics.", name: "IPPing()", value: null, params: {}, error_code: 7022 },
        ],
      },
    ],
    [
      "onboard",
      { kind: "onboard", oui: "00D09E", productClass: "p", serialNumber: "s", supportedVersions: "1.3" },
      {
        events: [
          {
            path: "",
            name: "OnBoardRequest",
            value: null,
            params: {
              oui: "00D09E",
              product_class: "p",
              serial_number: "s",
              agent_supported_protocol_versions: "1.3",
            },
            error_code: null,
          },
        ],
      },
    ],
  ])("%s", (kind, notified, arrays) => {
    const event = eventOf(own, notifyRecord(notified));
    expect(event).toMatchObject({
      kind,
      source: "usp-notify",
      endpoint_id: endpoint,
      home_id: `home of ${endpoint}`,
      profile_id: "sub",
      msg_id: "m1",
      observed_at: receivedAt,
      received_at: receivedAt,
      time_quality: "none",
      tables: [],
    });
    expect({ events: event.events, changes: event.changes }).toEqual({ events: [], changes: [], ...arrays });
  });

  test("command key and error text of an operation are kept beside it", () => {
    const outcome = pipeline(
      message(
        own,
        notifyRecord({
          kind: "operation_complete",
          objectPath: "Device.",
          commandName: "Reboot()",
          commandKey: "k",
          result: { kind: "failure", code: 7022, message: "no" },
        }),
      ),
    );
    if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
    expect(outcome.parameters).toMatchObject([
      {
        event_id: outcome.events[0]?.event_id,
        parameters: [
          { path: "Device.Reboot().CommandKey", value: "k" },
          { path: "Device.Reboot().ErrorMessage", value: "no" },
        ],
      },
    ]);
  });

  test("sent again it is the same event; with other words, or another msg_id, another", () => {
    const id = (notified: Notified, msgId: string, at = 0): string =>
      eventOf(own, notifyRecord(notified, msgId), { receivedAt: epochMs(receivedAt + at) }).event_id;
    expect(id(valueChange, "m1", 9000)).toBe(id(valueChange, "m1"));
    expect(id({ ...valueChange, value: "8" }, "m1")).not.toBe(id(valueChange, "m1"));
    expect(id(valueChange, "m2")).not.toBe(id(valueChange, "m1"));
    expect(id(valueChange, "", 1)).not.toBe(id(valueChange, ""));
  });

  test("connect and disconnect are online and offline", () => {
    const online = eventOf(own, record({ kind: "mqtt_connect", version: "5", subscribedTopic: "x/agent/a" }));
    expect(online).toMatchObject({
      kind: "online",
      source: "usp-record",
      profile_id: "",
      msg_id: null,
      events: [{ params: { version: "5", subscribed_topic: "x/agent/a" }, error_code: null }],
    });
    const offline = eventOf(own, record({ kind: "disconnect", reason: "bye", reasonCode: 7106 }));
    expect(offline).toMatchObject({
      kind: "offline",
      events: [{ params: { reason: "bye" }, error_code: 7106 }],
    });
  });

  test("retained is flagged", () => {
    expect(eventOf(own, notifyRecord(valueChange), { retain: true }).flags).toEqual(["retained"]);
  });
});

describe("reports", () => {
  const host = (mac: string): object => ({ "Hosts.1.PhysAddress": mac });
  const report = (...elements: object[]): string => JSON.stringify({ Report: elements });

  test("a known profile covers its tables even when empty, and says its interval", () => {
    expect(eventOf("x/bulk/a", report({ CollectionTime: seconds }))).toMatchObject({
      kind: "report",
      endpoint_id: endpoint,
      profile_id: "x/bulk/{id}",
      observed_at: seconds * 1000,
      time_quality: "reported",
      time_raw: String(seconds),
      tables: ["Device.Hosts.Host."],
      interval_ms: 1000,
      hosts: [],
    });
  });

  test("not where a row in it can't be used", () => {
    expect(eventOf("x/bulk/a", report(host("?"))).tables).toEqual([]);
    expect(eventOf("x/bulk/a/deeper", report(host("?"))).tables).toEqual([]);
  });

  test("an unknown stream covers the tables it has rows of", () => {
    expect(eventOf("x/bulk/a/deeper", report({}))).toMatchObject({
      profile_id: "x/bulk/{id}/deeper",
      tables: [],
      interval_ms: null,
    });
    expect(eventOf("x/bulk/a/deeper", report(host("02:00:00:00:00:01"))).tables).toEqual([
      "Device.Hosts.Host.",
    ]);
  });

  test("of several elements the earlier ones are marked, each with its own time", () => {
    const events = eventsOf(
      "x/bulk/a",
      report({ CollectionTime: seconds - 60 }, { CollectionTime: seconds }),
    );
    expect(events.map((event) => [event.observed_at, event.flags])).toEqual([
      [(seconds - 60) * 1000, ["retained_report"]],
      [seconds * 1000, []],
    ]);
  });

  test("the same element sent again, alone or among others, is the same event; a report without time is not", () => {
    const first = { CollectionTime: seconds - 60, ...host("02:00:00:00:00:01") };
    const later = { receivedAt: epochMs(receivedAt + 5000) };
    const id = eventOf("x/bulk/a", report(first)).event_id;
    const again = eventsOf(
      "x/bulk/a",
      JSON.stringify({ Report: [first, { CollectionTime: seconds }] }, null, 1),
      later,
    );
    expect(again[0]?.event_id).toBe(id);
    expect(eventOf("x/bulk/b", report(first)).event_id).not.toBe(id);
    expect(eventOf("x/bulk/a/other", report(first)).event_id).not.toBe(id);
    const untimed = report(host("02:00:00:00:00:01"));
    expect(eventOf("x/bulk/a", untimed, later).event_id).not.toBe(eventOf("x/bulk/a", untimed).event_id);
  });

  test("52 a Push! is a report: the Notify's msg_id, the profile's path, the report's own time", () => {
    const [first, second] = eventsOf(
      own,
      notifyRecord(push(report({ ...host("02:00:00:00:00:01") }, { CollectionTime: seconds }))),
    );
    expect(first).toMatchObject({
      kind: "report",
      source: "usp-push",
      profile_id: "Device.BulkData.Profile.1.",
      msg_id: "m1",
      hosts: [{ host_mac: "02:00:00:00:00:01" }],
      events: [],
    });
    expect(second).toMatchObject({ observed_at: seconds * 1000 });
    expect(second?.event_id).not.toBe(first?.event_id);
  });

  test("an untimed Push! sent again is the same event, by its msg_id", () => {
    const data = report({}, {});
    const ids = (at: number): string[] =>
      eventsOf(own, notifyRecord(push(data)), { receivedAt: epochMs(receivedAt + at) }).map(
        (each) => each.event_id,
      );
    expect(ids(5000)).toEqual(ids(0));
    expect(new Set(ids(0)).size).toBe(2);
  });

  test("flags say what was tolerated", () => {
    const text = Buffer.concat([
      Buffer.from('[{"X":"a\u001f'),
      Buffer.from([0xe9]),
      Buffer.from('","X":1}]\0'),
    ]);
    expect(eventOf("x/bulk/a", text, { retain: true }).flags).toEqual([
      "retained",
      "utf8_replaced",
      "trailing_bytes",
      "control_characters",
      "duplicate_key",
    ]);
  });

  test("88 hostile text comes through unchanged", () => {
    const name = 'O\'Brien, "x"\n\u202e😀 a=b;--';
    const event = eventOf("x/bulk/a", report({ ...host("02:00:00:00:00:01"), "Hosts.1.HostName": name }));
    expect(event.hosts[0]?.host_name).toBe(name);
  });

  test("every value is in a column or among the parameters", () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    );
    const name = fc.constantFrom(
      "PhysAddress",
      "HostName",
      "Active",
      "X_A",
      "WANStats.BytesSent",
      "LeaseTimeRemaining",
    );
    const member = fc.tuple(fc.constantFrom("Hosts", "Other"), fc.integer({ min: 1, max: 3 }), name, scalar);
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), fc.boolean(), (members, usable) => {
        const element = Object.fromEntries(
          members.map(([table, row, column, value]) => [`${table}.${row}.${column}`, value]),
        );
        if (usable)
          for (const row of [1, 2, 3]) element[`Hosts.${row}.PhysAddress`] = `02:00:00:00:00:0${row}`;
        const outcome = pipeline(message("x/bulk/a", report(element)));
        if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
        const kept = outcome.parameters.flatMap(({ parameters }) => parameters.map(({ path }) => path));
        for (const path of Object.keys(element)) {
          const full = path.replace(/^Hosts/, "Device.Hosts.Host");
          const inRow = outcome.events[0]?.hosts.some((row) => full.startsWith(row.path)) ?? false;
          const hasColumn = inRow && !/X_A$|^Other/.test(path);
          expect(hasColumn || kept.includes(full)).toBe(true);
        }
        expect(new Set(kept).size).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe("hostile bytes", () => {
  const seeds = [
    notifyRecord(valueChange),
    notifyRecord(push('{"Report":[{"CollectionTime":1,"Hosts.1.PhysAddress":"02:00:00:00:00:01"}]}')),
    session([notify(valueChange)]),
    record({ kind: "mqtt_connect", version: "5", subscribedTopic: "t" }),
    Buffer.from(
      '{"Report":[{"CollectionTime":"2026-11-22T06:46:40Z","Ap.1.1.MACAddress":"02:00:00:00:00:01"}]}',
    ),
  ];
  const topics = fc.constantFrom(
    own,
    "x/controller",
    "x/bulk/a",
    "x/bulk/a/b",
    `x/agent/${endpoint}`,
    "",
    "x/bulk",
  );
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(8), fc.uint8Array({ maxLength: 8 }))
    .map(([seed, at, cut, insert]) => {
      const place = at % (seed.length + 1);
      return Buffer.concat([seed.subarray(0, place), insert, seed.subarray(place + cut)]);
    });
  const contentType = fc.option(
    fc.constantFrom("usp.msg", "application/json", "text/csv", "usp.error", ";;"),
  );

  test("any bytes on any topic: an outcome, no throw, in bounded time", () => {
    fc.assert(
      fc.property(
        fc.oneof(topics, fc.string()),
        fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated),
        contentType,
        fc.boolean(),
        (topic, payload, type, retain) => {
          const outcome = pipeline(message(topic, payload, { contentType: type, retain }));
          expect(fateOf(outcome)).toMatch(/^(?:dropped|dead_letter|[a-z_]+ (?:usp|mqtt))/);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("truncated at every byte: an outcome", () => {
    for (const seed of seeds) {
      for (let length = 0; length < seed.length; length++) {
        for (const topic of [own, "x/bulk/a"]) {
          expect(fateOf(pipeline(message(topic, seed.subarray(0, length))))).not.toBe("");
        }
      }
    }
  });
});
