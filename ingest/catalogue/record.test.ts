/**
 * Cases 1 to 26 of the catalogue in the domain reference, section 10: the bytes of a Record in, the event or the dead letter
 * out. Where we decide otherwise than the catalogue, the case's name says so.
 */
import { describe, expect, it } from "vitest";
import { fixed32Field, fixed64Field, field, joined, varintField } from "#proto/raw-field.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { endpoint, eventOf, fateOf, intakeConfig, message, own, pipeline } from "../intake.fixture.ts";
import { createPipeline } from "../pipeline.ts";
import { toPublication } from "../records.ts";

const version = field(1, "1.3");
const to = field(2, "controller");
const from = field(3, endpoint);
const header = joined(version, to, from);
const latin1 = Uint8Array.of(0x43, 0x61, 0xf1, 0x6f);

const msgHeader = field(1, field(1, "m-1"), varintField(2, 3));
/** A Notify's member of its oneof, in a Msg. */
const notified = (...notification: Uint8Array[]): Uint8Array =>
  field(2, field(1, field(8, field(1, "s"), ...notification)));
const change = (value: string | Uint8Array = "7"): Uint8Array =>
  notified(field(4, field(1, "Device.X"), field(2, value)));
const plain = (payload: Uint8Array): Uint8Array => field(7, field(2, payload));
const notify = plain(joined(msgHeader, change()));
const whole = joined(header, notify);
const connect = (...fields: Uint8Array[]): Uint8Array => field(10, ...fields);
const context = (...fields: Uint8Array[]): Uint8Array =>
  field(8, varintField(1, 5), varintField(2, 1), ...fields);

const fate = (bytes: Uint8Array, topic = own): string => fateOf(pipeline(message(topic, bytes)));
const reasonOf = (bytes: Uint8Array, topic = own) => {
  const outcome = pipeline(message(topic, bytes));
  return outcome.kind === "dead_letter" ? [outcome.reason, outcome.detail, outcome.endpointId] : outcome.kind;
};
const notification = { path: "", name: "", value: null, params: {}, error_code: null };
const theChange: Partial<TelemetryEvent> = {
  kind: "value_change",
  source: "usp-notify",
  endpoint_id: endpoint,
  profile_id: "s",
  msg_id: "m-1",
  flags: [],
  events: [{ ...notification, path: "Device.X", value: "7" }],
};

describe("a Record and the event it is", () => {
  const cases: readonly (readonly [string, Uint8Array, Partial<TelemetryEvent>])[] = [
    [
      "4 unknown field 99 of wire type 0 is ignored",
      joined(varintField(99, 7), header, varintField(99, 7), notify),
      theChange,
    ],
    ["4 of wire type 1", joined(header, fixed64Field(99), notify), theChange],
    ["4 of wire type 2", joined(header, field(99, "later"), notify), theChange],
    ["4 of wire type 5", joined(header, fixed32Field(99, 7), notify), theChange],
    [
      "7 two oneof members: the last wins",
      joined(header, notify, connect(varintField(1, 1))),
      { kind: "online", flags: [] },
    ],
    ["7 two oneof members, the other way round", joined(header, connect(), notify), theChange],
    ...["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.99", "1"].map(
      (text) => [`8 version ${text}`, joined(field(1, text), to, from, notify), theChange] as const,
    ),
    [
      "9 to_id of another controller: a tap takes it like any",
      joined(version, field(2, "another"), from, notify),
      theChange,
    ],
    [
      "15 header missing: accepted, without msg_id",
      joined(header, plain(change())),
      { ...theChange, msg_id: "", flags: ["msg_type_mismatch"] },
    ],
    [
      "16 msg_type GET, body Notify: a Notify, flagged",
      joined(header, plain(joined(field(1, field(1, "m-1"), varintField(2, 1)), change()))),
      { ...theChange, flags: ["msg_type_mismatch"] },
    ],
    [
      "17 err_code as fixed32 7016",
      joined(header, plain(joined(msgHeader, operation(field(5, fixed32Field(1, 7016)))))),
      { events: [{ ...notification, path: "Device.", name: "Reboot()", error_code: 7016 }] },
    ],
    [
      "18 map entry without key, and one without value: empty",
      joined(
        header,
        plain(joined(msgHeader, event(field(3, field(2, "keyless")), field(3, field(1, "valueless"))))),
      ),
      {
        events: [
          { ...notification, path: "Device.", name: "Boot!", params: { "": "keyless", valueless: "" } },
        ],
      },
    ],
    [
      "19 invalid UTF-8 in a parameter's value: replaced and flagged",
      joined(header, plain(joined(msgHeader, change(latin1)))),
      {
        ...theChange,
        flags: ["utf8_replaced"],
        events: [{ ...notification, path: "Device.X", value: "Ca\uFFFDo" }],
      },
    ],
    [
      "22 mac_signature: processed, flagged as not verified",
      joined(header, field(5, "mac"), field(6, "PEM"), notify),
      { ...theChange, flags: ["signature_unverified"] },
    ],
    [
      "23 mqtt_connect of version 5 with a topic: online, with the topic",
      joined(header, connect(varintField(1, 1), field(2, "x/agent/a"))),
      {
        kind: "online",
        source: "usp-record",
        msg_id: null,
        events: [
          {
            ...notification,
            name: "mqtt_connect",
            params: { version: "5", subscribed_topic: "x/agent/a" },
          },
        ],
      },
    ],
    [
      "23 subscribed_topic empty: online, without a topic",
      joined(header, connect(varintField(1, 1))),
      {
        kind: "online",
        events: [{ ...notification, name: "mqtt_connect", params: { version: "5", subscribed_topic: "" } }],
      },
    ],
    [
      "24 disconnect 7106: offline, with its reason",
      joined(header, field(12, field(1, "session not allowed"), fixed32Field(2, 7106))),
      {
        kind: "offline",
        source: "usp-record",
        events: [
          {
            ...notification,
            name: "disconnect",
            params: { reason: "session not allowed" },
            error_code: 7106,
          },
        ],
      },
    ],
    [
      "24 a code beyond 31 bits, as it came",
      joined(header, field(12, field(1, "r"), fixed32Field(2, 2_147_483_648))),
      {
        kind: "offline",
        events: [
          {
            ...notification,
            name: "disconnect",
            params: { reason: "r", reason_code: "2147483648" },
          },
        ],
      },
    ],
    [
      "24 disconnect without a code",
      joined(header, field(12)),
      { kind: "offline", events: [{ ...notification, name: "disconnect", params: { reason: "" } }] },
    ],
  ];
  it.each(cases)("%s", (_name, bytes, want) => {
    expect(eventOf(own, bytes)).toMatchObject(want);
  });

  it("26 payload_security written out as 0 is as if it were absent", () => {
    expect(pipeline(message(own, joined(header, varintField(4, 0), notify)))).toEqual(
      pipeline(message(own, whole)),
    );
  });

  it("15 an empty msg_id never tells one Notify from another: the time of receipt does", () => {
    const bytes = joined(header, plain(joined(field(1, varintField(2, 3)), change())));
    const [first, second] = [0, 1].map((arrival) => eventOf(own, bytes, { arrival }).event_id);
    expect(first).not.toBe(second);
  });

  it("9 to_id of another controller is dropped where only named ones count", () => {
    const counting = createPipeline({
      ...intakeConfig,
      controller: { mode: "tap", counted: ["controller"] },
    });
    const toAnother = joined(version, field(2, "another"), from, notify);
    expect(fateOf(counting(message(own, toAnother)))).toBe("dropped other_controller");
    expect(fateOf(counting(message(own, whole)))).toBe("value_change usp-notify");
  });
});

describe("a Record that is a dead letter, or nothing", () => {
  const cases: readonly (readonly [string, Uint8Array, string, string | RegExp])[] = [
    [
      "1 no bytes: payload_missing, our name of empty_payload",
      new Uint8Array(),
      "payload_missing",
      "no bytes",
    ],
    [
      "2 64 random bytes",
      Uint8Array.from({ length: 64 }, (_, index) => (index * 151 + 77) % 256),
      "record_parse_error",
      /./,
    ],
    [
      "5 payload_security 7: refused, with the number",
      joined(header, varintField(4, 7), notify),
      "payload_security_unknown",
      "payload_security 7",
    ],
    ["6 no record_type", header, "record_type_missing", "no record_type"],
    [
      "6 a record_type of a later version is told from none",
      joined(header, field(14, "x")),
      "record_type_unsupported",
      "no known record_type, but field 14",
    ],
    ["8 version 2.0", joined(field(1, "2.0"), to, from, notify), "version_unsupported", 'version "2.0"'],
    ["8 version empty", joined(to, from, notify), "version_unsupported", 'version ""'],
    [
      "10 from_id empty: endpoint_id_missing, our name of missing_from_id",
      joined(version, to, notify),
      "endpoint_id_missing",
      "from_id is empty",
    ],
    [
      "11 from_id of another gateway than the topic's: not flagged but refused, a gateway's data is never another's",
      joined(version, to, field(3, "os::B"), notify),
      "identity_contradiction",
      `the topic names ${endpoint}, the record is from os::B`,
    ],
    [
      "12 no_session_context with an empty payload (R-E2E.26)",
      joined(header, field(7, field(2))),
      "payload_missing",
      "no_session_context without payload",
    ],
    [
      "13 a payload that is no Msg: whose it is, is kept",
      joined(header, plain(Buffer.from("nonsense"))),
      "message_parse_error",
      /./,
    ],
    [
      "14 Body without request, response or error",
      joined(header, plain(joined(msgHeader, field(2)))),
      "message_body_missing",
      "nothing in body",
    ],
    [
      "17 err_code as varint: its wire type is wrong",
      joined(header, plain(joined(msgHeader, operation(field(5, varintField(1, 7016)))))),
      "message_parse_error",
      /wire type/,
    ],
    [
      "19 invalid UTF-8 in from_id",
      joined(version, to, field(3, latin1), notify),
      "invalid_utf8",
      "version, to_id or from_id is not UTF-8",
    ],
    [
      "21 TLS12 in a session",
      joined(header, varintField(4, 1), context(field(7, Buffer.alloc(40)))),
      "encrypted_unsupported",
      "payload_security is TLS12",
    ],
    [
      "21 TLS12 in a session, in segments",
      joined(header, varintField(4, 1), context(varintField(5, 1), field(7, Buffer.alloc(40)))),
      "encrypted_unsupported",
      "payload_security is TLS12",
    ],
  ];
  it.each(cases)("%s", (_name, bytes, reason, detail) => {
    const given = typeof detail === "string" ? detail : expect.stringMatching(detail);
    expect(reasonOf(bytes)).toEqual([reason, given, endpoint]);
  });

  it("3 a Record cut at every byte is a dead letter", () => {
    const fates = Array.from({ length: whole.length }, (_, length) => fate(whole.subarray(0, length)));
    expect([...new Set(fates)].sort()).toEqual([
      "dead_letter payload_missing",
      "dead_letter record_parse_error",
      "dead_letter record_type_missing",
    ]);
  });

  it("3 a Msg cut at every byte is a dead letter", () => {
    const msg = joined(msgHeader, change());
    const fates = Array.from({ length: msg.length }, (_, length) =>
      fate(joined(header, plain(msg.subarray(0, length)))),
    );
    expect([...new Set(fates)].sort()).toEqual([
      "dead_letter message_body_missing",
      "dead_letter message_parse_error",
      "dead_letter payload_missing",
    ]);
  });

  it("20 6 MiB where 5 MiB are allowed: refused before it is decoded", () => {
    const recordBytes = 5 << 20;
    const limited = createPipeline({ ...intakeConfig, limits: { ...intakeConfig.limits, recordBytes } });
    const bytes = joined(header, plain(Buffer.alloc(6 << 20)));
    const outcome = limited(message(own, bytes));
    expect(outcome).toEqual({
      kind: "dead_letter",
      reason: "record_too_large",
      detail: `${bytes.length} bytes, the limit is 5242880`,
      endpointId: endpoint,
    });
  });

  it.each([
    ["25 websocket_connect", joined(header, field(9))],
    ["25 stomp_connect", joined(header, field(11, field(2, "q")))],
    ["25 uds_connect", joined(header, field(13))],
  ])("%s is another transport's, and dropped", (_name, bytes) => {
    expect(fate(bytes)).toBe("dropped foreign_connect");
  });

  it("6 what is not known is kept with the digest of its bytes", () => {
    const given = message(own, joined(header, field(14, "x")));
    const format = { partitions: 1, maxRecordBytes: 100_000, parameterTopic: false };
    const encodeNothing = (): Buffer => Buffer.alloc(0);
    const { records } = toPublication(pipeline(given), given, {
      ...format,
      encodeTelemetry: encodeNothing,
      encodeParameter: encodeNothing,
    });
    expect(records).toMatchObject([
      {
        value: Buffer.from(given.payload),
        headers: {
          [deadLetterHeader.reason]: "record_type_unsupported",
          [deadLetterHeader.digest]: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    ]);
  });
});

function operation(...result: Uint8Array[]): Uint8Array {
  return notified(field(7, field(1, "Device."), field(2, "Reboot()"), ...result));
}

function event(...params: Uint8Array[]): Uint8Array {
  return notified(field(3, field(1, "Device."), field(2, "Boot!"), ...params));
}
