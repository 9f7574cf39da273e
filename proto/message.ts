/** USP Messages (TR-369 `usp`, 1.0 to 1.4) as a discriminated union, from bytes and to bytes. */
import { usp } from "./gen/usp-msg.js";
import { fromNotification, toNotification, type DecodedNotify, type Notification } from "./notification.ts";
import { decodeWire, defaultLimits, embeddedBytes, failed, succeeded, unknownFields } from "./wire.ts";
import type { Failure, Result, WireLimits } from "./wire.ts";

export interface UspMessage {
  /** Empty when the header lacks it: then never a key for deduplication. */
  readonly msgId: string;
  /** What the body is. The header's own msg_type is informational (R-MSG.10). */
  readonly msgType: MsgType;
  /** The header's msg_type is another, missing (which reads as ERROR) or unknown. */
  readonly msgTypeMismatch: boolean;
  /** The header's number as sent, for reporting. */
  readonly headerMsgType: number;
  /** Some text was not UTF-8 and holds U+FFFD. */
  readonly utf8Replaced: boolean;
  readonly body: MessageBody;
}

type MsgType = keyof typeof usp.Header.MsgType;

export type MessageBody =
  | { readonly kind: "notify"; readonly notify: Notify }
  | RequestBody
  | ResponseBody
  | ErrorBody;

export interface Notify {
  /** ID of the subscription that caused it; empty for an onboarding request. */
  readonly subscriptionId: string;
  /** The sender wants a NotifyResp and will repeat the same bytes until it has one. */
  readonly sendResp: boolean;
  readonly notification: Notification;
  /** The Notify's own bytes as sent, a view: what tells two notifications with the same msg_id apart. */
  readonly bodyBytes: Uint8Array;
}

interface ErrorBody {
  readonly kind: "error";
  readonly code: number;
  readonly message: string;
  readonly paramErrors: readonly { readonly path: string; readonly code: number; readonly message: string }[];
}

/** Names as in the standard: `get`, `add`, ... with the generated message, whose fields have the standard's names too. */
type RequestName = Exclude<keyof usp.Request.$Properties, "notify" | "req_type" | "$unknowns">;
type ResponseName = Exclude<keyof usp.Response.$Properties, "resp_type" | "$unknowns">;

type RequestBody = {
  [N in RequestName]: { kind: "request"; name: N; content: NonNullable<usp.Request.$Properties[N]> };
}[RequestName];

type ResponseBody = {
  [N in ResponseName]: { kind: "response"; name: N; content: NonNullable<usp.Response.$Properties[N]> };
}[ResponseName];

const msgTypes: Readonly<Record<RequestName | ResponseName | "notify" | "error", MsgType>> = {
  error: "ERROR",
  get: "GET",
  get_resp: "GET_RESP",
  notify: "NOTIFY",
  notify_resp: "NOTIFY_RESP",
  set: "SET",
  set_resp: "SET_RESP",
  operate: "OPERATE",
  operate_resp: "OPERATE_RESP",
  add: "ADD",
  add_resp: "ADD_RESP",
  delete: "DELETE",
  delete_resp: "DELETE_RESP",
  get_supported_dm: "GET_SUPPORTED_DM",
  get_supported_dm_resp: "GET_SUPPORTED_DM_RESP",
  get_instances: "GET_INSTANCES",
  get_instances_resp: "GET_INSTANCES_RESP",
  get_supported_protocol: "GET_SUPPORTED_PROTO",
  get_supported_protocol_resp: "GET_SUPPORTED_PROTO_RESP",
  register: "REGISTER",
  register_resp: "REGISTER_RESP",
  deregister: "DEREGISTER",
  deregister_resp: "DEREGISTER_RESP",
};

/**
 * Decodes a Message; total. Of two members of a oneof the last one wins; unknown fields are skipped. `WireReason`
 * lists what is refused.
 */
export function decodeMessage(bytes: Uint8Array, limits: WireLimits = defaultLimits): Result<UspMessage> {
  const decoded = decodeWire(usp.Msg, bytes, limits, "message_parse_error");
  if (!decoded.ok) return decoded;
  const { message, replaced } = decoded.value;
  const body = toBody(message, bytes);
  if (!body.ok) return body;
  const msgType = msgTypes[bodyName(body.value)];
  const headerMsgType = message.header?.msg_type ?? 0;
  return succeeded({
    msgId: message.header?.msg_id ?? "",
    msgType,
    msgTypeMismatch: headerMsgType !== usp.Header.MsgType[msgType],
    headerMsgType,
    utf8Replaced: replaced.length > 0,
    body: body.value,
  });
}

/** A body to encode: a Notify's bytes follow from the rest. */
export type BodyToEncode =
  | Exclude<MessageBody, { kind: "notify" }>
  | { readonly kind: "notify"; readonly notify: Omit<Notify, "bodyBytes"> };

/** Encodes a Message; the header's msg_type follows from the body. */
export function encodeMessage(message: { readonly msgId: string; readonly body: BodyToEncode }): Uint8Array {
  const msg_type = usp.Header.MsgType[msgTypes[bodyName(message.body)]];
  return usp.Msg.encode({
    header: { msg_id: message.msgId, msg_type },
    body: fromBody(message.body),
  }).finish();
}

const bodyName = (body: BodyToEncode): keyof typeof msgTypes => ("name" in body ? body.name : body.kind);

function toBody(message: usp.Msg & usp.Msg.$Shape, bytes: Uint8Array): Result<MessageBody> {
  const { body } = message;
  if (!body) return nothingKnown("message", message);
  if (body.msg_body === "request") return toRequest(body.request, bytes);
  if (body.msg_body === "response") return toResponse(body.response);
  if (body.msg_body === "error") return succeeded(toError(body.error));
  return nothingKnown("body", body);
}

function toRequest(
  request: usp.Request.$Properties & usp.Request.$Shape,
  bytes: Uint8Array,
): Result<MessageBody> {
  if (request.req_type === "notify") return toNotify(request.notify, bytes);
  const name = request.req_type;
  if (name === undefined) return nothingKnown("request", request);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the oneof's name says which member is set
  return succeeded({ kind: "request", name, content: request[name] } as RequestBody);
}

function toResponse(response: usp.Response.$Properties): Result<MessageBody> {
  const name = response.resp_type;
  if (name === undefined) return nothingKnown("response", response);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the oneof's name says which member is set
  return succeeded({ kind: "response", name, content: response[name] } as ResponseBody);
}

function toError(error: usp.Error.$Properties): ErrorBody {
  const paramErrors = (error.param_errs ?? []).map((param) => ({
    path: param.param_path ?? "",
    code: param.err_code ?? 0,
    message: param.err_msg ?? "",
  }));
  return { kind: "error", code: error.err_code ?? 0, message: error.err_msg ?? "", paramErrors };
}

/** Field numbers from a Message down to its Notify: body, request, notify. */
const notifyPath = [2, 1, 8];

function toNotify(notify: DecodedNotify, bytes: Uint8Array): Result<MessageBody> {
  const notification = toNotification(notify) ?? nothingKnown("notify", notify);
  if (!notification.ok) return notification;
  return succeeded({
    kind: "notify",
    notify: {
      subscriptionId: notify.subscription_id ?? "",
      sendResp: notify.send_resp ?? false,
      notification: notification.value,
      bodyBytes: embeddedBytes(bytes, notifyPath),
    },
  });
}

/** A oneof without a member we know: nothing was sent, or something newer than 1.4. */
function nothingKnown(where: string, holder: { $unknowns?: Uint8Array[] }): Failure {
  const unknown = unknownFields(holder);
  return unknown.length === 0
    ? failed("message_body_missing", `nothing in ${where}`)
    : failed("message_unsupported", `nothing known in ${where}, but field ${unknown.slice(0, 8).join(", ")}`);
}

function fromBody(body: BodyToEncode): usp.Body.$Properties {
  switch (body.kind) {
    case "notify": {
      const { subscriptionId: subscription_id, sendResp: send_resp, notification } = body.notify;
      return { request: { notify: { subscription_id, send_resp, ...fromNotification(notification) } } };
    }
    case "request":
      return { request: { [body.name]: body.content } };
    case "response":
      return { response: { [body.name]: body.content } };
    default:
      return { error: fromError(body) };
  }
}

function fromError({ code, message, paramErrors }: ErrorBody): usp.Error.$Properties {
  const param_errs = paramErrors.map((param) => ({
    param_path: param.path,
    err_code: param.code,
    err_msg: param.message,
  }));
  return { err_code: code, err_msg: message, param_errs };
}
