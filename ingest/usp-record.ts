/** A USP Record to its outcome: what it carries, who it is from, and which events that makes. */
import { decodeMessage, type Notify, type UspMessage } from "#proto/message.ts";
import type { Notification as Notified } from "#proto/notification.ts";
import { decodeRecord, type UspRecord } from "#proto/record.ts";
import type { RecordType } from "#proto/record-type.ts";
import type { Failure, WireReason } from "#proto/wire.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { notificationEventId, recordEventId } from "#schemas/event-id.ts";
import type { EndpointId } from "#schemas/ids.ts";
import type { EventKind, Notification } from "#schemas/telemetry-event.ts";
import { type Admitted, arrivalFlags, type ReceivedMessage } from "./admit.ts";
import type { IntakeLimits } from "./config.ts";
import type { Answer, Controller } from "./controller.ts";
import { emptyEvent, type Origin, parameterEvents } from "./event.ts";
import { type Identity, sameEndpoint } from "./identity.ts";
import { errorCode, normalizeNotification, toNotification } from "./normalize/change.ts";
import { notifiedRows } from "./normalize/notified-rows.ts";
import { deadLetter, dropped, furtherEventBytes, type Outcome, rateExceeded } from "./outcome.ts";
import type { ProfileOf } from "./profiles/learned-profiles.ts";
import type { Learning } from "./profiles/learning.ts";
import type { RateLimit } from "./rate.ts";
import { ratedLetter } from "./rated-letter.ts";
import { splitReplyTo } from "./reply.ts";
import { reportEvents } from "./report/events.ts";
import { readReportText } from "./report/read.ts";
import type { Enclosing, SessionRecord } from "./session-record.ts";

export interface RecordContext {
  readonly identity: Identity;
  readonly profileOf: ProfileOf;
  /** Null where nothing is to be learned. */
  readonly learning: Learning | null;
  readonly controller: Controller;
  readonly rate: RateLimit;
  readonly limits: IntakeLimits;
}

/**
 * What a Record says by itself; a Record of a session is for reassembly, and then `enclosedOutcome`.
 * In `admitted`: the gateway that the topic names, null where it names none; and where it wants answers.
 */
export function recordOutcome(
  message: ReceivedMessage,
  { endpointId: topicEndpoint, replyTo }: Extract<Admitted, { kind: "record" }>,
  context: RecordContext,
): Outcome | SessionRecord {
  const decoded = decodeRecord(message.payload, wireLimits(context));
  if (!decoded.ok) {
    const letter = wireFailure(decoded, topicEndpoint);
    return topicEndpoint === null ? ratedLetter(letter, message, context.rate) : letter;
  }
  const record = decoded.value;
  const refusal = refuseSender(record, message, topicEndpoint, context);
  if (refusal !== null) return refusal;
  const origin = originOf(record, message, context);
  const { topic } = splitReplyTo(message.topic);
  return typeOutcome({ record, origin, topic, replyTo }, context);
}

const wireLimits = ({ limits: { recordBytes, values } }: RecordContext) => ({
  maxBytes: recordBytes,
  maxFields: 5 * values,
});

/** By the type of the Record. */
function typeOutcome(enclosing: Enclosing, context: RecordContext): Outcome | SessionRecord {
  const { record, origin } = enclosing;
  const { type } = record;
  if (record.payloadSecurity === "tls12") {
    return deadLetter("encrypted_unsupported", "payload_security is TLS12", origin.endpointId);
  }
  switch (type.kind) {
    case "no_session_context":
      return enclosedOutcome(type.payload, enclosing, context);
    case "session_context":
      // Of a part of what another controller is told nothing comes: nobody need wait for the rest.
      return type.sarState !== "none" && context.controller.addresseeOf(record.toId) === "other"
        ? dropped("other_controller")
        : { kind: "session", ...enclosing, session: type };
    case "mqtt_connect":
    case "disconnect":
      return connectionOutcome(type, enclosing, context);
    case "websocket_connect":
    case "stomp_connect":
    case "uds_connect":
  }
  return dropped("foreign_connect");
}

/** What an agent tells of its connection. What it tells another controller is not ours to count. */
function connectionOutcome(
  type: Extract<RecordType, { kind: "mqtt_connect" | "disconnect" }>,
  { record, origin, topic }: Enclosing,
  { controller, identity }: RecordContext,
): Outcome {
  const addressee = controller.addresseeOf(record.toId);
  if (addressee === "other") return dropped("other_controller");
  if (type.kind === "mqtt_connect") {
    const isFromOwnTopic = (identity.match(topic)?.endpointId ?? null) !== null;
    if (addressee === "us" && isFromOwnTopic) controller.learn(record.fromId, type.subscribedTopic);
    const params = { version: type.version, subscribed_topic: type.subscribedTopic };
    return connection(origin, "online", { name: "mqtt_connect", params });
  }
  const { error_code, params } = errorCode("reason_code", type.reasonCode);
  return connection(origin, "offline", {
    name: "disconnect",
    params: { reason: type.reason, ...params },
    // OB-USP-AGENT sends 0 where it has none.
    error_code: error_code === 0 ? null : error_code,
  });
}

/** What the Message says that came in a Record, or in several. */
export function enclosedOutcome(payload: Uint8Array, enclosing: Enclosing, context: RecordContext): Outcome {
  const { record, origin, topic, replyTo } = enclosing;
  const inner = decodeMessage(payload, wireLimits(context));
  if (!inner.ok) return wireFailure(inner, origin.endpointId);
  const { controller } = context;
  const addressee = controller.addresseeOf(record.toId);
  const { msgId, body } = inner.value;
  if (body.kind === "notify" && addressee === "other") return dropped("other_controller");
  if (body.kind === "response") return responseOutcome(payload, inner.value, enclosing, context);
  const outcome = messageOutcome(inner.value, origin, context);
  const sender = context.identity.match(topic)?.endpointId ?? unvouched(record.fromId);
  context.rate.charge(sender, furtherEventBytes(outcome));
  if (body.kind !== "notify" || !body.notify.sendResp || addressee !== "us") return outcome;
  return answered(outcome, controller.answer({ msgId, notify: body.notify, record, topic, replyTo }));
}

/** Learned is only what came on the agent's own topic: nobody vouches for a from_id alone. */
function responseOutcome(
  payload: Uint8Array,
  message: UspMessage,
  { record, origin, topic }: Enclosing,
  { learning, identity }: RecordContext,
): Outcome {
  const outcome = dropped("response");
  if (learning === null || (identity.match(topic)?.endpointId ?? null) === null) return outcome;
  const profiles = learning.hearAnswer(record, payload, message, origin.receivedAt);
  return profiles.length === 0 ? outcome : { ...outcome, profiles };
}

/** The sender of what came on a topic that names nobody, for its rate. */
const unvouched = (fromId: string): string => `from_id\n${fromId}`;

function refuseSender(
  { fromId }: UspRecord,
  { receivedAt, payload }: ReceivedMessage,
  topicEndpoint: EndpointId | null,
  { rate }: RecordContext,
): Outcome | null {
  if (topicEndpoint === null) {
    // Nobody vouches for a from_id alone: what claims to be from a gateway takes nothing of what its own topics may bring.
    const sentence = rate.refuse(unvouched(fromId), receivedAt, payload.length);
    return sentence === null ? null : rateExceeded(sentence, fromId);
  }
  if (sameEndpoint(topicEndpoint, fromId)) return null;
  const detail = `the topic names ${topicEndpoint}, the record is from ${fromId}`;
  return deadLetter("identity_contradiction", detail, topicEndpoint);
}

function originOf(
  record: UspRecord,
  message: ReceivedMessage,
  { identity, controller }: RecordContext,
): Origin {
  const endpointId = record.fromId as EndpointId;
  const forAnother = controller.responds && controller.addresseeOf(record.toId) !== "us";
  return {
    endpointId,
    homeId: identity.homeOf(endpointId),
    source: "usp-record",
    profileId: "",
    msgId: null,
    receivedAt: message.receivedAt,
    arrival: message.arrival,
    flags: [...recordFlags(record, message), ...(forAnother ? ["to_id_mismatch"] : [])],
  };
}

/** An agent that names no topic to answer on, or none that it may name, will say it again: its event is flagged. */
function answered(outcome: Outcome, answer: Answer | null): Outcome {
  if (answer !== null) return { ...outcome, answer };
  if (outcome.kind !== "produced") return outcome;
  const events = outcome.events.map((event) => ({ ...event, flags: [...event.flags, "unanswerable"] }));
  return { ...outcome, events };
}

function recordFlags(record: UspRecord, message: ReceivedMessage): readonly string[] {
  return [
    ...arrivalFlags(message),
    ...(record.hasSignature ? ["signature_unverified"] : []),
    ...(record.utf8Replaced ? ["utf8_replaced"] : []),
  ];
}

/** An endpoint came or went: an event that carries neither time nor id. */
export function connection(
  origin: Origin,
  kind: "online" | "offline",
  given: Partial<Notification>,
): Outcome {
  const notification = toNotification(given);
  const body = Buffer.from(JSON.stringify(notification), "utf8");
  const { endpointId, receivedAt: receivedAtMs, arrival } = origin;
  const eventId = recordEventId({ endpointId, kind, body, receivedAtMs, arrival });
  const event = { ...emptyEvent(origin, eventId, kind), events: [notification] };
  return { kind: "produced", events: [event], parameters: [] };
}

function messageOutcome(message: UspMessage, origin: Origin, context: RecordContext): Outcome {
  const { body } = message;
  if (body.kind !== "notify") return dropped(body.kind);
  const flags = [
    ...(message.utf8Replaced && !origin.flags.includes("utf8_replaced") ? ["utf8_replaced"] : []),
    ...(message.msgTypeMismatch ? ["msg_type_mismatch"] : []),
  ];
  return notifyOutcome(
    body.notify,
    { ...origin, msgId: message.msgId, flags: [...origin.flags, ...flags] },
    context,
  );
}

function notifyOutcome(notify: Notify, origin: Origin, context: RecordContext): Outcome {
  const { notification } = notify;
  const profilePath = bulkDataProfile(notification);
  if (profilePath !== null && notification.kind === "event") {
    const pushed: Origin = { ...origin, source: "usp-push", profileId: profilePath };
    return pushOutcome(notification.params["Data"] ?? "", notify, pushed, context);
  }
  const notified: Origin = { ...origin, source: "usp-notify", profileId: notify.subscriptionId };
  const { events, changes, parameters } = normalizeNotification(notification);
  const kind: EventKind = notification.kind;
  const eventId = notifyEventId(notify, origin);
  const event = { ...emptyEvent(notified, eventId, kind), events, changes, ...notifiedRows(notification) };
  return { kind: "produced", events: [event], parameters: parameterEvents(event, parameters) };
}

const profilePattern = /^Device\.BulkData\.Profile\.[0-9]+\.$/;

/** The row of a bulk-data profile whose `Push!` this is; other objects have a `Push!` too, with other contents. */
function bulkDataProfile(notification: Notified): string | null {
  if (notification.kind !== "event" || notification.eventName !== "Push!") return null;
  return profilePattern.test(notification.objectPath) ? notification.objectPath : null;
}

/** A report as text inside a Notify: the report's events, under the Notify's msg_id. */
function pushOutcome(data: string, notify: Notify, origin: Origin, context: RecordContext): Outcome {
  const profile = context.profileOf(origin.profileId, origin.endpointId);
  const report = readReportText(data, profile, context.limits);
  if (!report.ok)
    return deadLetter(report.reason, `Push! of ${origin.profileId}: ${report.detail}`, origin.endpointId);
  if (report.elements.length === 0) return dropped("empty_report");
  const untimedId = (index: number): string => notifyEventId(notify, origin, index);
  const { events, parameters } = reportEvents(report, profile, origin, untimedId);
  return { kind: "produced", events, parameters };
}

/** An empty msg_id tells nothing apart, so then the time of receiving does. `element` is the index in a report. */
function notifyEventId(notify: Notify, origin: Origin, element = 0): string {
  const { endpointId, msgId, receivedAt: receivedAtMs, arrival } = origin;
  const suffix = element === 0 ? "" : `#${element}`;
  return msgId === null || msgId === ""
    ? recordEventId({ endpointId, kind: `notify${suffix}`, body: notify.bodyBytes, receivedAtMs, arrival })
    : notificationEventId({ endpointId, msgId: msgId + suffix, body: notify.bodyBytes });
}

/** The decoder's reasons are ours, but for what has one name however it came about. */
const wireReasons: Readonly<Record<WireReason, DeadLetterReason>> = {
  empty_payload: "payload_missing",
  too_large: "record_too_large",
  too_many_fields: "too_many_fields",
  record_parse_error: "record_parse_error",
  record_type_missing: "record_type_missing",
  record_type_unsupported: "record_type_unsupported",
  missing_from_id: "endpoint_id_missing",
  missing_to_id: "endpoint_id_missing",
  endpoint_id_invalid: "endpoint_id_invalid",
  version_unsupported: "version_unsupported",
  invalid_utf8: "invalid_utf8",
  payload_security_unknown: "payload_security_unknown",
  enum_unknown: "enum_unknown",
  record_payload_empty: "payload_missing",
  message_parse_error: "message_parse_error",
  message_body_missing: "message_body_missing",
  message_unsupported: "message_unsupported",
  notification_invalid: "notification_invalid",
};

const wireFailure = ({ reason, detail }: Failure, endpointId: string | null): Outcome =>
  deadLetter(wireReasons[reason], detail, endpointId);
