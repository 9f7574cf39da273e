import { describe, expect, it } from "vitest";
import { field, fixed32Field, fixed64Field, group, joined, varint, varintField } from "./raw-field.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "./record.ts";
import type { WireReason } from "./wire.ts";

const header = joined(field(1, "1.3"), field(2, "controller"), field(3, "os::00D09E-1"));
const payload = Uint8Array.of(1, 2, 3);
const noSession = field(7, field(2, payload));
const latin1 = Uint8Array.of(0x43, 0x61, 0xf1, 0x6f);

const plain: UspRecord = {
  version: "1.3",
  toId: "controller",
  fromId: "os::00D09E-1",
  payloadSecurity: "plaintext",
  hasSignature: false,
  utf8Replaced: false,
  type: { kind: "no_session_context", payload },
};

const connect = (...fields: Uint8Array[]) => field(10, ...fields);
const context = (...fields: Uint8Array[]) => field(8, varintField(1, 5), varintField(2, 1), ...fields);

const session = {
  kind: "session_context",
  sessionId: 5n,
  sequenceId: 1n,
  expectedId: 0n,
  retransmitId: 0n,
  sarState: "none",
  payloadRecSarState: "none",
  payload: [],
} as const;

/** The Record, or the failure thrown. */
function decoded(bytes: Uint8Array): UspRecord {
  const result = decodeRecord(bytes);
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.value;
}

describe("a Record is read as what it says", () => {
  const accepted: { name: string; bytes: Uint8Array; want: Partial<UspRecord> }[] = [
    { name: "no session context", bytes: joined(header, noSession), want: plain },
    { name: "fields in any order", bytes: joined(noSession, header), want: plain },
    {
      name: "payload_security 0 written out",
      bytes: joined(header, varintField(4, 0), noSession),
      want: plain,
    },
    {
      name: "a fragmented varint for payload_security",
      bytes: joined(header, Uint8Array.of(0x20, 0x80, 0x00), noSession),
      want: plain,
    },
    {
      name: "version 1.5 of the future",
      bytes: joined(header, field(1, "1.5"), noSession),
      want: { ...plain, version: "1.5" },
    },
    {
      name: "an unknown field of wire type 0",
      bytes: joined(varintField(99, 1), header, noSession),
      want: plain,
    },
    {
      name: "an unknown field of wire type 1",
      bytes: joined(header, fixed64Field(99), noSession),
      want: plain,
    },
    {
      name: "an unknown field of wire type 2",
      bytes: joined(header, noSession, field(99, "x")),
      want: plain,
    },
    {
      name: "an unknown group",
      bytes: joined(group(99, varintField(1, 1), group(2)), header, noSession),
      want: plain,
    },
    {
      name: "an unknown field of wire type 5",
      bytes: joined(header, fixed32Field(99, 1), noSession),
      want: plain,
    },
    {
      name: "a signature",
      bytes: joined(header, field(5, payload), field(6, "PEM"), noSession),
      want: { ...plain, hasSignature: true },
    },
    {
      name: "TLS in a session",
      bytes: joined(header, varintField(4, 1), context()),
      want: { ...plain, payloadSecurity: "tls12", type: session },
    },
    {
      name: "two members of the oneof: the last",
      bytes: joined(header, noSession, connect(varintField(1, 1))),
      want: { ...plain, type: { kind: "mqtt_connect", version: "5", subscribedTopic: "" } },
    },
    {
      name: "two members of the oneof, the first of them again",
      bytes: joined(header, noSession, connect(), noSession),
      want: plain,
    },
    {
      name: "one member twice: merged",
      bytes: joined(header, connect(varintField(1, 1)), connect(field(2, "t"))),
      want: { ...plain, type: { kind: "mqtt_connect", version: "5", subscribedTopic: "t" } },
    },
    {
      name: "MQTT connect of 5",
      bytes: joined(header, connect(varintField(1, 1), field(2, "a/b"))),
      want: { ...plain, type: { kind: "mqtt_connect", version: "5", subscribedTopic: "a/b" } },
    },
    {
      name: "MQTT connect of 3.1.1, the default",
      bytes: joined(header, connect()),
      want: { ...plain, type: { kind: "mqtt_connect", version: "3.1.1", subscribedTopic: "" } },
    },
    {
      name: "a subscribed topic in Latin-1",
      bytes: joined(header, connect(field(2, latin1))),
      want: {
        ...plain,
        utf8Replaced: true,
        type: { kind: "mqtt_connect", version: "3.1.1", subscribedTopic: "Ca\uFFFDo" },
      },
    },
    {
      name: "disconnect",
      bytes: joined(header, field(12, field(1, "bye"), fixed32Field(2, 7106))),
      want: { ...plain, type: { kind: "disconnect", reason: "bye", reasonCode: 7106 } },
    },
    {
      name: "disconnect without anything",
      bytes: joined(header, field(12)),
      want: { ...plain, type: { kind: "disconnect", reason: "", reasonCode: 0 } },
    },
    {
      name: "WebSocket connect",
      bytes: joined(header, field(9)),
      want: { ...plain, type: { kind: "websocket_connect" } },
    },
    {
      name: "STOMP connect",
      bytes: joined(header, field(11, field(2, "q"))),
      want: { ...plain, type: { kind: "stomp_connect" } },
    },
    {
      name: "UDS connect",
      bytes: joined(header, field(13)),
      want: { ...plain, type: { kind: "uds_connect" } },
    },
    {
      name: "a session without payload",
      bytes: joined(header, context()),
      want: { ...plain, type: session },
    },
    {
      name: "a segment",
      bytes: joined(header, context(varintField(5, 2), varintField(6, 3), field(7, payload))),
      want: {
        ...plain,
        type: { ...session, sarState: "inprocess", payloadRecSarState: "complete", payload: [payload] },
      },
    },
    {
      name: "several payloads, one empty",
      bytes: joined(header, context(field(7, payload), field(7))),
      want: { ...plain, type: { ...session, payload: [payload, new Uint8Array()] } },
    },
  ];

  it.each(accepted)("$name", ({ bytes, want }) => {
    expect(decoded(bytes)).toEqual(want);
  });

  it("keeps every bit of a 64-bit sequence id", () => {
    const ids = [(1n << 53n) + 1n, (1n << 64n) - 1n, 1n << 63n, 1n << 32n, (1n << 32n) - 1n];
    const [sequenceId, expectedId, retransmitId, sessionId] = ids;
    const fields = [sessionId, sequenceId, expectedId, retransmitId].map((id, i) =>
      varintField(i + 1, id ?? 0n),
    );
    expect(decoded(joined(header, field(8, ...fields))).type).toMatchObject({
      sessionId,
      sequenceId,
      expectedId,
      retransmitId,
    });
  });

  it("gives payloads as views of the bytes, not copies", () => {
    const bytes = joined(header, noSession);
    const { type } = decoded(bytes);
    expect(type.kind === "no_session_context" && type.payload.buffer).toBe(bytes.buffer);
  });

  it("a U+FFFD that was sent is text like any other", () => {
    const record = decoded(joined(header, connect(field(2, "a\uFFFDb"))));
    expect(record).toMatchObject({ utf8Replaced: false, type: { subscribedTopic: "a\uFFFDb" } });
  });
});

describe("a Record that can't be used is refused with its reason", () => {
  const refused: { name: string; bytes: Uint8Array; reason: WireReason; detail?: string }[] = [
    { name: "no bytes", bytes: new Uint8Array(), reason: "empty_payload" },
    { name: "text", bytes: Buffer.from('{"Report":[]}'), reason: "record_parse_error" },
    { name: "a status digit", bytes: Buffer.from("1"), reason: "record_parse_error" },
    { name: "no record type", bytes: header, reason: "record_type_missing" },
    {
      name: "a record type of the future",
      bytes: joined(header, field(14, "x"), varintField(15, 1)),
      reason: "record_type_unsupported",
      detail: "14, 15",
    },
    {
      name: "payload_security 7",
      bytes: joined(header, varintField(4, 7), noSession),
      reason: "payload_security_unknown",
      detail: "payload_security 7",
    },
    {
      name: "payload_security -1",
      bytes: joined(header, varintField(4, -1), noSession),
      reason: "payload_security_unknown",
      detail: "payload_security -1",
    },
    {
      name: "an unknown MQTT version",
      bytes: joined(header, connect(varintField(1, 2))),
      reason: "enum_unknown",
      detail: "mqtt_connect.version 2",
    },
    {
      name: "an unknown STOMP version",
      bytes: joined(header, field(11, varintField(1, 1))),
      reason: "enum_unknown",
      detail: "stomp_connect.version 1",
    },
    {
      name: "an unknown SAR state",
      bytes: joined(header, context(varintField(5, 4))),
      reason: "enum_unknown",
      detail: "payload_sar_state 4",
    },
    {
      name: "an unknown record SAR state",
      bytes: joined(header, context(varintField(6, 9))),
      reason: "enum_unknown",
      detail: "payloadrec_sar_state 9",
    },
    {
      name: "version 2.0",
      bytes: joined(header, field(1, "2.0"), noSession),
      reason: "version_unsupported",
      detail: '"2.0"',
    },
    {
      name: "version 10.1",
      bytes: joined(header, field(1, "10.1"), noSession),
      reason: "version_unsupported",
    },
    {
      name: "no version",
      bytes: joined(field(2, "c"), field(3, "a"), noSession),
      reason: "version_unsupported",
      detail: '""',
    },
    {
      name: "no from_id",
      bytes: joined(field(1, "1.3"), field(2, "c"), noSession),
      reason: "missing_from_id",
    },
    { name: "no to_id", bytes: joined(field(1, "1.3"), field(3, "a"), noSession), reason: "missing_to_id" },
    {
      name: "from_id in Latin-1",
      bytes: joined(header, field(3, latin1), noSession),
      reason: "invalid_utf8",
    },
    { name: "to_id in Latin-1", bytes: joined(header, field(2, latin1), noSession), reason: "invalid_utf8" },
    {
      name: "version in Latin-1",
      bytes: joined(header, field(1, latin1), noSession),
      reason: "invalid_utf8",
    },
    {
      name: "from_id with a line end",
      bytes: joined(header, field(3, "os::a\nb"), noSession),
      reason: "endpoint_id_invalid",
    },
    {
      name: "to_id over 256 characters",
      bytes: joined(header, field(2, "x".repeat(257)), noSession),
      reason: "endpoint_id_invalid",
    },
    {
      name: "no_session_context without payload",
      bytes: joined(header, field(7)),
      reason: "record_payload_empty",
    },
    {
      name: "no_session_context with an empty payload",
      bytes: joined(header, field(7, field(2))),
      reason: "record_payload_empty",
    },
    {
      name: "a reason code as varint",
      bytes: joined(header, field(12, varintField(2, 7106))),
      reason: "record_parse_error",
      detail: "wire type",
    },
    {
      name: "a version as varint",
      bytes: joined(header, varintField(1, 1), noSession),
      reason: "record_parse_error",
      detail: "wire type",
    },
    {
      name: "field number 0",
      bytes: joined(header, varintField(0, 1), noSession),
      reason: "record_parse_error",
    },
    {
      name: "a length beyond the end",
      bytes: joined(header, Uint8Array.of(0x3a, 0x7f)),
      reason: "record_parse_error",
    },
    {
      name: "a length of 2^31 - 1",
      bytes: joined(header, Uint8Array.of(0x3a), varint(2 ** 31 - 1)),
      reason: "record_parse_error",
    },
    {
      name: "an embedded length beyond its parent",
      bytes: joined(header, Uint8Array.of(0x3a, 2, 0x12, 9), payload),
      reason: "record_parse_error",
    },
    {
      name: "groups nested 100,000 deep",
      bytes: new Uint8Array(100_000).fill(0x9b),
      reason: "record_parse_error",
    },
  ];

  it.each(refused)("$name: $reason", ({ bytes, reason, detail = "" }) => {
    expect(decodeRecord(bytes)).toEqual({ ok: false, reason, detail: expect.stringContaining(detail) });
  });

  it("too many bytes are not looked at", () => {
    const limits = { maxBytes: 10, maxFields: 100 };
    expect(decodeRecord(joined(header, noSession), limits)).toMatchObject({ ok: false, reason: "too_large" });
    expect(decodeRecord(new Uint8Array(5 * 1024 * 1024 + 1))).toMatchObject({ reason: "too_large" });
  });

  it("more fields than allowed are given up, however few their bytes", () => {
    const bytes = joined(header, context(...Array.from({ length: 50 }, () => field(7))));
    expect(decodeRecord(bytes, { maxBytes: 1000, maxFields: 60 })).toMatchObject({ ok: true });
    expect(decodeRecord(bytes, { maxBytes: 1000, maxFields: 55 })).toMatchObject({
      reason: "too_many_fields",
    });
  });
});

it("a Record is encoded as the standard's example", () => {
  const bytes = encodeRecord({
    ...plain,
    toId: "c",
    fromId: "a",
    type: { kind: "mqtt_connect", version: "5", subscribedTopic: "t" },
  });
  expect(Buffer.from(bytes).toString("hex")).toBe("0a03312e331201631a016152050801120174");
});
