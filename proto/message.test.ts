import { describe, expect, it } from "vitest";
import { usp } from "./gen/usp-msg.js";
import { decodeMessage, encodeMessage, type MessageBody, type UspMessage } from "./message.ts";
import type { Notification } from "./notification.ts";
import { field, fixed32Field, joined, varintField } from "./raw-field.ts";
import { embeddedBytes, type WireReason } from "./wire.ts";

const latin1 = Uint8Array.of(0x43, 0x61, 0xf1, 0x6f);
const notifyType = 3;
const header = (msgType: number) =>
  field(1, field(1, "id-1"), ...(msgType === 0 ? [] : [varintField(2, msgType)]));
const body = (...fields: Uint8Array[]) => field(2, ...fields);
const request = (...fields: Uint8Array[]) => body(field(1, ...fields));
const response = (...fields: Uint8Array[]) => body(field(2, ...fields));

/** The fields of a Notify of subscription `s` that wants an answer, with this member of its oneof. */
const notifyFields = (...notification: Uint8Array[]) =>
  joined(field(1, "s"), varintField(2, 1), ...notification);
const notifyMessage = (...notification: Uint8Array[]) =>
  joined(header(notifyType), request(field(8, notifyFields(...notification))));
const entry = (key: string | Uint8Array, value: string | Uint8Array) => [field(1, key), field(2, value)];

function decoded(bytes: Uint8Array): UspMessage {
  const result = decodeMessage(bytes);
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.value;
}

function notified(bytes: Uint8Array): Notification {
  const { body: found } = decoded(bytes);
  if (found.kind !== "notify") throw new Error(found.kind);
  return found.notify.notification;
}

describe("a Notify is read as what it says", () => {
  const event = (...fields: Uint8Array[]) => field(3, field(2, "Boot!"), ...fields);
  const completed = (...fields: Uint8Array[]) =>
    field(7, field(1, "Device.IP."), field(2, "IPPing()"), field(3, "k"), ...fields);
  const operation = {
    kind: "operation_complete",
    objectPath: "Device.IP.",
    commandName: "IPPing()",
    commandKey: "k",
  } as const;
  const cases: { name: string; notification: Uint8Array; want: Notification }[] = [
    {
      name: "event with arguments",
      notification: event(field(1, "Device."), field(3, ...entry("Cause", "LocalReboot"))),
      want: {
        kind: "event",
        objectPath: "Device.",
        eventName: "Boot!",
        params: { Cause: "LocalReboot" },
      },
    },
    {
      name: "event without arguments",
      notification: event(field(1, "Device.")),
      want: { kind: "event", objectPath: "Device.", eventName: "Boot!", params: {} },
    },
    {
      name: "event whose path lacks its dot",
      notification: event(field(1, "Device")),
      want: { kind: "event", objectPath: "Device.", eventName: "Boot!", params: {} },
    },
    {
      name: "event without a path",
      notification: event(),
      want: { kind: "event", objectPath: "", eventName: "Boot!", params: {} },
    },
    {
      name: "map entry without key",
      notification: event(field(3, field(2, "v"))),
      want: { kind: "event", objectPath: "", eventName: "Boot!", params: { "": "v" } },
    },
    {
      name: "map entry without value",
      notification: event(field(3, field(1, "k"))),
      want: { kind: "event", objectPath: "", eventName: "Boot!", params: { k: "" } },
    },
    {
      name: "a key twice: the last",
      notification: event(field(3, ...entry("k", "1")), field(3, ...entry("k", "2"))),
      want: { kind: "event", objectPath: "", eventName: "Boot!", params: { k: "2" } },
    },
    {
      name: "value change",
      notification: field(4, field(1, "Device.A"), field(2, "-44")),
      want: { kind: "value_change", parameterPath: "Device.A", value: "-44" },
    },
    {
      name: "value change of a path ending in a dot",
      notification: field(4, field(1, "Device.A."), field(2, "")),
      want: { kind: "value_change", parameterPath: "Device.A", value: "" },
    },
    {
      name: "object creation",
      notification: field(5, field(1, "Device.Hosts.Host.6."), field(2, ...entry("Alias", "cpe-6"))),
      want: {
        kind: "object_creation",
        objectPath: "Device.Hosts.Host.6.",
        uniqueKeys: { Alias: "cpe-6" },
      },
    },
    {
      name: "object deletion without its dot",
      notification: field(6, field(1, "Device.Hosts.Host.6")),
      want: { kind: "object_deletion", objectPath: "Device.Hosts.Host.6." },
    },
    {
      name: "operation complete",
      notification: completed(field(4, field(1, ...entry("Status", "Complete")))),
      want: { ...operation, result: { kind: "success", outputs: { Status: "Complete" } } },
    },
    {
      name: "operation complete without output",
      notification: completed(field(4)),
      want: { ...operation, result: { kind: "success", outputs: {} } },
    },
    {
      name: "operation failed",
      notification: completed(field(5, fixed32Field(1, 7022), field(2, "no"))),
      want: { ...operation, result: { kind: "failure", code: 7022, message: "no" } },
    },
    {
      name: "onboarding request",
      notification: field(8, field(1, "00D09E"), field(2, "P"), field(3, "S"), field(4, "1.0,1.1")),
      want: {
        kind: "onboard",
        oui: "00D09E",
        productClass: "P",
        serialNumber: "S",
        supportedVersions: "1.0,1.1",
      },
    },
    {
      name: "two notifications: the last",
      notification: joined(field(6, field(1, "Device.A.1.")), field(4, field(1, "Device.B"))),
      want: { kind: "value_change", parameterPath: "Device.B", value: "" },
    },
  ];

  it.each(cases)("$name", ({ notification, want }) => {
    expect(notified(notifyMessage(notification))).toEqual(want);
  });

  it("with its subscription, and the bytes it came in", () => {
    const deletion = field(6, field(1, "Device.A.1."));
    const message = decoded(notifyMessage(deletion));
    expect(message).toMatchObject({
      msgId: "id-1",
      msgType: "NOTIFY",
      msgTypeMismatch: false,
      utf8Replaced: false,
    });
    expect(message.body).toMatchObject({ kind: "notify", notify: { subscriptionId: "s", sendResp: true } });
    const bytes = message.body.kind === "notify" ? message.body.notify.bodyBytes : null;
    expect(bytes).toEqual(notifyFields(deletion));
  });

  it("split over several fields, it is merged, and so are its bytes", () => {
    const first = field(4, field(1, "Device.A"));
    const second = field(4, field(2, "7"));
    const bytes = joined(header(notifyType), request(field(8, first)), request(field(8, second)));
    expect(notified(bytes)).toEqual({ kind: "value_change", parameterPath: "Device.A", value: "7" });
    expect(embeddedBytes(bytes, [2, 1, 8])).toEqual(Buffer.concat([first, second]));
  });

  it("any argument name is just a key", () => {
    const names = ["__proto__", "constructor", "hasOwnProperty", "toString"];
    const read = notified(notifyMessage(event(...names.map((name) => field(3, ...entry(name, name))))));
    const params = read.kind === "event" ? read.params : {};
    expect(Object.entries(params)).toEqual(names.map((name) => [name, name]));
    expect(Object.getPrototypeOf(params)).toBeNull();
  });

  it("a value that is not UTF-8 is replaced and flagged, the rest kept", () => {
    const message = decoded(notifyMessage(field(4, field(1, "Device.A"), field(2, latin1))));
    expect(message.utf8Replaced).toBe(true);
    expect(message.body).toMatchObject({
      notify: { notification: { parameterPath: "Device.A", value: "Ca\uFFFDo" } },
    });
  });

  it("a map key or value that is not UTF-8 is flagged too", () => {
    expect(decoded(notifyMessage(event(field(3, ...entry(latin1, "x"))))).utf8Replaced).toBe(true);
    expect(decoded(notifyMessage(event(field(3, ...entry("x", latin1))))).utf8Replaced).toBe(true);
  });

  it("a U+FFFD that was sent is not flagged", () => {
    expect(decoded(notifyMessage(field(4, field(1, "Device.A"), field(2, "a\uFFFDb")))).utf8Replaced).toBe(
      false,
    );
  });
});

describe("the body decides what a Message is", () => {
  const deletion = field(8, field(6, field(1, "Device.A.1.")));
  const cases: { name: string; msgType: number; mismatch: boolean }[] = [
    { name: "msg_type NOTIFY", msgType: 3, mismatch: false },
    { name: "msg_type GET", msgType: 1, mismatch: true },
    { name: "no msg_type, which reads as ERROR", msgType: 0, mismatch: true },
    { name: "a msg_type of the future", msgType: 23, mismatch: true },
    { name: "msg_type -1", msgType: -1, mismatch: true },
  ];

  it.each(cases)("$name over a Notify", ({ msgType, mismatch }) => {
    const message = decoded(joined(header(msgType), request(deletion)));
    expect(message).toMatchObject({ msgType: "NOTIFY", msgTypeMismatch: mismatch, headerMsgType: msgType });
  });

  it("an error without msg_type is no mismatch", () => {
    const bytes = joined(
      header(0),
      body(
        field(
          3,
          fixed32Field(1, 7016),
          field(2, "no object"),
          field(3, field(1, "Device.A."), fixed32Field(2, 7026), field(3, "bad")),
        ),
      ),
    );
    expect(decoded(bytes)).toMatchObject({
      msgType: "ERROR",
      msgTypeMismatch: false,
      body: {
        kind: "error",
        code: 7016,
        message: "no object",
        paramErrors: [{ path: "Device.A.", code: 7026, message: "bad" }],
      },
    });
  });

  it("a Message without header has an empty id", () => {
    expect(decoded(request(deletion))).toMatchObject({ msgId: "", headerMsgType: 0, msgType: "NOTIFY" });
  });

  it("of a request and a response the last one wins", () => {
    const answer = response(field(8, field(1, "s")));
    expect(decoded(joined(header(3), request(deletion), answer)).body).toMatchObject({
      kind: "response",
      name: "notify_resp",
    });
    expect(decoded(joined(header(3), answer, request(deletion))).body.kind).toBe("notify");
    expect(decoded(joined(header(3), request(deletion), answer, request(deletion))).body.kind).toBe("notify");
  });
});

describe("a Message that can't be used is refused with its reason", () => {
  const notify = (...fields: Uint8Array[]) => joined(header(notifyType), request(field(8, ...fields)));
  const refused: { name: string; bytes: Uint8Array; reason: WireReason; detail?: string }[] = [
    { name: "no bytes", bytes: new Uint8Array(), reason: "empty_payload" },
    { name: "not a Msg", bytes: Buffer.from("hello"), reason: "message_parse_error" },
    { name: "no body", bytes: header(3), reason: "message_body_missing", detail: "nothing in message" },
    {
      name: "an empty body",
      bytes: joined(header(3), body()),
      reason: "message_body_missing",
      detail: "nothing in body",
    },
    {
      name: "an empty request",
      bytes: joined(header(3), request()),
      reason: "message_body_missing",
      detail: "nothing in request",
    },
    {
      name: "an empty response",
      bytes: joined(header(3), response()),
      reason: "message_body_missing",
      detail: "nothing in response",
    },
    {
      name: "a Notify of nothing",
      bytes: notify(),
      reason: "message_body_missing",
      detail: "nothing in notify",
    },
    {
      name: "a body of the future",
      bytes: joined(header(3), body(field(4))),
      reason: "message_unsupported",
      detail: "body, but field 4",
    },
    {
      name: "a request of the future",
      bytes: joined(header(23), request(field(12, "x"))),
      reason: "message_unsupported",
      detail: "request, but field 12",
    },
    {
      name: "a response of the future",
      bytes: joined(header(24), response(field(12, "x"))),
      reason: "message_unsupported",
      detail: "response, but field 12",
    },
    {
      name: "a notification of the future",
      bytes: notify(field(9, "x")),
      reason: "message_unsupported",
      detail: "notify, but field 9",
    },
    {
      name: "an error code as varint",
      bytes: joined(header(0), body(field(3, varintField(1, 7016)))),
      reason: "message_parse_error",
      detail: "wire type",
    },
    {
      name: "an error code as fixed64 in a map entry's place",
      bytes: notify(field(3, field(2, "e!"), field(3, varintField(1, 1)))),
      reason: "message_parse_error",
      detail: "wire type",
    },
    {
      name: "a map cut in the middle",
      bytes: notify(field(3, field(2, "e!"), field(3, Uint8Array.of(0x0a, 9)))),
      reason: "message_parse_error",
    },
    {
      name: "an event without name",
      bytes: notify(field(3, field(1, "Device."))),
      reason: "notification_invalid",
      detail: "event_name",
    },
    {
      name: "a value change of nothing",
      bytes: notify(field(4, field(1, "..."), field(2, "x"))),
      reason: "notification_invalid",
      detail: "param_path",
    },
    {
      name: "a creation of nothing",
      bytes: notify(field(5)),
      reason: "notification_invalid",
      detail: "obj_path",
    },
    {
      name: "a deletion of nothing",
      bytes: notify(field(6)),
      reason: "notification_invalid",
      detail: "obj_path",
    },
    {
      name: "an operation without name",
      bytes: notify(field(7, field(4))),
      reason: "notification_invalid",
      detail: "command_name",
    },
    {
      name: "an operation with neither output nor failure",
      bytes: notify(field(7, field(2, "Reset()"))),
      reason: "notification_invalid",
      detail: "neither",
    },
  ];

  it.each(refused)("$name: $reason", ({ bytes, reason, detail = "" }) => {
    expect(decodeMessage(bytes)).toEqual({ ok: false, reason, detail: expect.stringContaining(detail) });
  });
});

describe("requests and responses keep the standard's names and numbers", () => {
  const requests = [
    "get",
    "get_supported_dm",
    "get_instances",
    "set",
    "add",
    "delete",
    "operate",
    "notify",
    "get_supported_protocol",
    "register",
    "deregister",
  ];
  const responses = [
    "get_resp",
    "get_supported_dm_resp",
    "get_instances_resp",
    "set_resp",
    "add_resp",
    "delete_resp",
    "operate_resp",
    "notify_resp",
    "get_supported_protocol_resp",
    "register_resp",
    "deregister_resp",
  ];
  /** msg_type by name of the request at each place of the oneof; its response's is the other column. */
  const numbers = [
    [1, 2],
    [12, 13],
    [14, 15],
    [4, 5],
    [8, 9],
    [10, 11],
    [6, 7],
    [3, 16],
    [17, 18],
    [19, 20],
    [21, 22],
  ];
  const table = numbers.flatMap(([asked, answered], place) => [
    {
      name: requests[place],
      msgType: asked ?? 0,
      bytes: request(place === 7 ? field(8, field(6, field(1, "A.1."))) : field(place + 1)),
    },
    { name: responses[place], msgType: answered ?? 0, bytes: response(field(place + 1)) },
  ]);

  it.each(table)("$name is msg_type $msgType", ({ name, msgType, bytes }) => {
    const message = decoded(joined(header(msgType), bytes));
    expect(message.msgTypeMismatch).toBe(false);
    expect("name" in message.body ? message.body.name : message.body.kind).toBe(name);
    expect(usp.Header.MsgType[message.msgType]).toBe(msgType);
  });

  it("every msg_type has a body", () => {
    expect(new Set(table.map(({ msgType }) => msgType))).toEqual(
      new Set(Array.from({ length: 22 }, (_none, i) => i + 1)),
    );
  });
});

it("what is encoded is decoded to the same, an Add with odd keys included", () => {
  const bodies: MessageBody[] = [
    {
      kind: "request",
      name: "add",
      content: {
        allow_partial: true,
        create_objs: [
          {
            obj_path: "Device.BulkData.Profile.",
            param_settings: [{ param: "Enable", value: "true", required: true }],
          },
        ],
      },
    },
    {
      kind: "request",
      name: "operate",
      content: {
        command: "Device.Reboot()",
        command_key: "k",
        send_resp: true,
        input_args: Object.fromEntries([["__proto__", "x"]]),
      },
    },
    { kind: "response", name: "notify_resp", content: { subscription_id: "s" } },
    {
      kind: "response",
      name: "operate_resp",
      content: { operation_results: [{ executed_command: "Device.Reboot()", req_obj_path: "" }] },
    },
    { kind: "error", code: 7004, message: "m", paramErrors: [{ path: "p", code: 7010, message: "n" }] },
  ];
  for (const sent of bodies) {
    const { msgId, msgTypeMismatch, body: read } = decoded(encodeMessage({ msgId: "m-1", body: sent }));
    expect({ msgId, msgTypeMismatch }).toEqual({ msgId: "m-1", msgTypeMismatch: false });
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(sent)));
  }
});
