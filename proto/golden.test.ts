/**
 * Records of a real agent (OB-USP-AGENT 11.0.4) and its controller against what Google's protobuf, with the
 * official .proto files, read in them: `golden/<capture>.json` holds the bytes and that reading of some lines.
 */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { usp } from "./gen/usp-msg.js";
import { decodeMessage, encodeMessage, type UspMessage } from "./message.ts";
import { fromNotification } from "./notification.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "./record.ts";

type Json = Readonly<Record<string, unknown>>;
const json = z.record(z.string(), z.unknown());

const expectedMessage = z.object({
  header: z.object({ msg_id: z.string(), msg_type: z.string() }),
  body: z.object({ request: json.optional(), response: json.optional(), error: json.optional() }),
});
type ExpectedMessage = z.infer<typeof expectedMessage>;

const golden = z.object({
  capture: z.string(),
  records: z.array(
    z.object({
      line: z.int(),
      payload_b64: z.base64(),
      expected: z.object({
        record: z.object({ version: z.string(), to_id: z.string(), from_id: z.string() }).loose().optional(),
        record_type: z.string().optional(),
        session: z
          .object({ payload_lens: z.array(z.int()) })
          .loose()
          .optional(),
        msg: expectedMessage.optional(),
        /** Google's protobuf refuses the Record. */
        record_error: z.string().optional(),
        /** It refuses the Message: not one at all, or text that is not UTF-8, then with the lax reading beside. */
        msg_error: z.string().optional(),
        msg_protobufjs: expectedMessage.optional(),
        empty_payload: z.boolean().optional(),
      }),
    }),
  ),
});
type Expected = z.infer<typeof golden>["records"][number]["expected"];

const folder = new URL("golden/", import.meta.url);
const captures = readdirSync(folder).map((file) =>
  golden.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
);
const lines = captures.flatMap(({ capture, records }) => records.map((record) => ({ capture, ...record })));
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const has = (key: keyof Expected) => lines.filter(({ expected }) => expected[key] !== undefined);

function recordOf(base64: string): UspRecord {
  const result = decodeRecord(bytesOf(base64));
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.value;
}

function payloadOf({ type }: UspRecord): Uint8Array {
  if (type.kind === "no_session_context") return type.payload;
  if (type.kind === "session_context" && type.payload[0] !== undefined) return type.payload[0];
  throw new Error(`no payload in ${type.kind}`);
}

function messageOf(base64: string): UspMessage {
  const result = decodeMessage(payloadOf(recordOf(base64)));
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.value;
}

const enums: readonly Readonly<Record<string, string | number>>[] = [
  usp.GetSupportedDMResp.ParamAccessType,
  usp.GetSupportedDMResp.ObjAccessType,
  usp.GetSupportedDMResp.ParamValueType,
  usp.GetSupportedDMResp.ValueChangeType,
  usp.GetSupportedDMResp.CmdType,
];

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was decoded, as the JSON of the expectation: fields left out on the wire included, enum numbers as names. */
function plain(actual: unknown, like: unknown): unknown {
  if (Array.isArray(actual)) {
    return actual.map((element, i) => plain(element, Array.isArray(like) ? like[i] : undefined));
  }
  if (isJson(actual)) {
    const shape = isJson(like) ? like : {};
    const keys = new Set([...Object.keys(actual), ...Object.keys(shape)]);
    return Object.fromEntries([...keys].map((key) => [key, plain(actual[key], shape[key])]));
  }
  const isEnum = typeof actual === "number" && typeof like === "string";
  return isEnum && enums.some((numbers) => numbers[like] === actual) ? like : actual;
}

/** Our body in the form of the expectation. */
function bodyOf({ body }: UspMessage): ExpectedMessage["body"] {
  switch (body.kind) {
    case "notify": {
      const { subscriptionId: subscription_id, sendResp: send_resp, notification } = body.notify;
      return { request: { notify: { subscription_id, send_resp, ...fromNotification(notification) } } };
    }
    case "error": {
      const param_errs = body.paramErrors.map((p) => ({
        param_path: p.path,
        err_code: p.code,
        err_msg: p.message,
      }));
      return { error: { err_code: body.code, err_msg: body.message, param_errs } };
    }
    case "request":
      return { request: { [body.name]: body.content } };
    default:
      return { response: { [body.name]: body.content } };
  }
}

/** A record type in the form of the expectation's `record[record_type]` and `session`. */
function typeOf({ type }: UspRecord): Json {
  switch (type.kind) {
    case "mqtt_connect":
      return { version: type.version === "5" ? "V5" : "V3_1_1", subscribed_topic: type.subscribedTopic };
    case "disconnect":
      return { reason: type.reason, reason_code: type.reasonCode };
    case "session_context":
      return {
        session_id: String(type.sessionId),
        sequence_id: String(type.sequenceId),
        expected_id: String(type.expectedId),
        retransmit_id: String(type.retransmitId),
        payload_sar_state: type.sarState.toUpperCase(),
        payloadrec_sar_state: type.payloadRecSarState.toUpperCase(),
        payload_lens: type.payload.map((part) => part.length),
      };
    default:
      return {};
  }
}

describe("a real Record", () => {
  it.each(has("record_type").filter(({ expected }) => !expected.empty_payload))(
    "of $capture line $line: $expected.record_type",
    ({ payload_b64, expected }) => {
      const record = recordOf(payload_b64);
      const { version, to_id: toId, from_id: fromId } = expected.record ?? {};
      expect(record).toMatchObject({
        version,
        toId,
        fromId,
        payloadSecurity: "plaintext",
        hasSignature: false,
        utf8Replaced: false,
      });
      expect(record.type.kind).toBe(expected.record_type);
      expect(typeOf(record)).toEqual(expected.session ?? expected.record?.[record.type.kind] ?? {});
      expect(recordOf(Buffer.from(encodeRecord(record)).toString("base64"))).toEqual(record);
    },
  );

  it.each(has("record_error"))("that is none: $capture line $line", ({ payload_b64 }) => {
    expect(decodeRecord(bytesOf(payload_b64))).toMatchObject({ ok: false, reason: "record_parse_error" });
  });

  it.each(has("empty_payload"))("without a payload: $capture line $line", ({ payload_b64 }) => {
    expect(decodeRecord(bytesOf(payload_b64))).toMatchObject({ ok: false, reason: "record_payload_empty" });
  });
});

describe("a real Message", () => {
  it.each(has("msg"))(
    "of $capture line $line: $expected.msg.header.msg_type",
    ({ payload_b64, expected }) => {
      const message = messageOf(payload_b64);
      expect(message).toMatchObject({
        msgId: expected.msg?.header.msg_id,
        msgType: expected.msg?.header.msg_type,
        msgTypeMismatch: false,
        utf8Replaced: false,
      });
      expect(plain(bodyOf(message), expected.msg?.body)).toEqual(expected.msg?.body);
    },
  );

  it.each(has("msg").filter(({ expected }) => expected.msg?.body.request?.["notify"] !== undefined))(
    "of $capture line $line: the bytes of its Notify are a Notify",
    ({ payload_b64, expected }) => {
      const { body } = messageOf(payload_b64);
      const bytes = body.kind === "notify" ? body.notify.bodyBytes : new Uint8Array();
      const want = expected.msg?.body.request?.["notify"];
      expect(plain(usp.Notify.decode(bytes), want)).toEqual(want);
    },
  );

  it.each(has("msg"))("of $capture line $line, encoded again, says the same", ({ payload_b64 }) => {
    const message = messageOf(payload_b64);
    const again = decodeMessage(encodeMessage(message));
    expect(again.ok && plain(bodyOf(again.value), undefined)).toEqual(plain(bodyOf(message), undefined));
  });

  it.each(has("msg_protobufjs"))(
    "that strict decoders refuse: $capture line $line",
    ({ payload_b64, expected }) => {
      const message = messageOf(payload_b64);
      expect(message.utf8Replaced).toBe(true);
      expect(message.body).toMatchObject({
        notify: { notification: { parameterPath: "Device.Hosts.Host.1.HostName", value: "caf\uFFFD" } },
      });
      expect(message.msgId).toBe(expected.msg_protobufjs?.header.msg_id);
    },
  );

  it.each(has("msg_error").filter(({ expected }) => !expected.msg_protobufjs))(
    "that is none: $capture line $line",
    ({ payload_b64 }) => {
      const result = decodeMessage(payloadOf(recordOf(payload_b64)));
      expect(result).toMatchObject({ ok: false, reason: "message_parse_error" });
    },
  );
});

it("the golden lines hold every kind of Message but Register and Deregister, and the odd Records", () => {
  const msgTypes = new Set(
    lines.map(({ expected }) => expected.msg?.header.msg_type).filter((type) => type !== undefined),
  );
  expect(msgTypes.size).toBe(19);
  expect(new Set(lines.map(({ expected }) => expected.record_type))).toEqual(
    new Set(["mqtt_connect", "no_session_context", "session_context", "disconnect", undefined]),
  );
});
