/**
 * What a message is: by its topic first, its content type second, and a look at its first bytes last
 * (one broker carries protobuf, JSON, CSV and status texts; reference section 9.2). Sizes are checked before
 * anything is decoded.
 */
import type { EndpointId } from "#schemas/ids.ts";
import type { EpochMs } from "#schemas/units.ts";
import type { Identity, TopicMatch } from "./identity.ts";
import { deadLetter, dropped, type Outcome } from "./outcome.ts";
import { splitReplyTo } from "./reply.ts";

/** One MQTT publish as received. */
export interface ReceivedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** MQTT 5 property; null on 3.1.1 or when absent. */
  readonly contentType: string | null;
  /** MQTT 5 property. */
  readonly responseTopic: string | null;
  readonly retain: boolean;
  /** When it came for the first time. */
  readonly receivedAt: EpochMs;
  /** When the broker sent it again, after a connection was lost; absent the first time. */
  readonly cameAgainAt?: EpochMs;
  /** The broker had sent it before, to a process of ours that is gone, and nobody knows when; absent otherwise. */
  readonly redelivered?: true;
  /** An earlier process acknowledged it, and Kafka kept it since; absent otherwise. */
  readonly isParked?: true;
  /** How many messages of this topic came before it in the same millisecond. */
  readonly arrival: number;
}

/** What is odd about how a message came, for the flags of its events. */
export const arrivalFlags = ({ retain, redelivered }: ReceivedMessage): readonly string[] => [
  ...(retain ? ["retained"] : []),
  ...(redelivered === true ? ["redelivered"] : []),
];

export type Admitted =
  | { readonly kind: "record"; readonly endpointId: EndpointId | null; readonly replyTo: string | null }
  | { readonly kind: "report"; readonly endpointId: EndpointId; readonly stream: string }
  | { readonly kind: "status"; readonly endpointId: EndpointId; readonly connected: boolean }
  | { readonly kind: "settled"; readonly outcome: Outcome };

const settled = (outcome: Outcome): Admitted => ({ kind: "settled", outcome });

/** Sorts a message; `settled` when its fate needs no decoding. */
export function admit(message: ReceivedMessage, identity: Identity, maxBytes: number): Admitted {
  const { topic, replyTo } = splitReplyTo(message.topic);
  const match = matchTopic(message.topic, topic, identity);
  if (match === null) {
    const detail = `no template fits topic ${message.topic}`;
    return settled(deadLetter("topic_unknown", detail, identity.speakerBelow(topic)));
  }
  const { kind, endpointId, stream } = match;
  if (kind === "to-agent") return settled(dropped("to_agent"));
  if (kind !== "record" && message.payload.length === 0) return settled(dropped("empty_payload"));
  if (kind === "status") return admitStatus(message, match);
  if (match.invalidId !== null) return invalidEndpoint(match.invalidId);
  const refusal = refuse(message, endpointId, maxBytes) ?? contradictContent(message, kind, endpointId);
  if (refusal !== null) return settled(refusal);
  if (kind === "record") return { kind, endpointId, replyTo: replyTo ?? message.responseTopic };
  return endpointId === null ? missingEndpoint(message) : { kind, endpointId, stream };
}

/**
 * Oktopus's broker says `1` when an agent subscribes and `0` when it is gone (reference section 3.3). It says so once,
 * also when a session was taken over, so it is an event and no state; what is retained was said at another time.
 */
function admitStatus(message: ReceivedMessage, { endpointId, invalidId }: TopicMatch): Admitted {
  const connected = connectedBy(message.payload);
  if (connected === null) return settled(dropped("status"));
  if (message.retain) return settled(dropped("retained_status"));
  if (invalidId !== null) return invalidEndpoint(invalidId);
  return endpointId === null ? missingEndpoint(message) : { kind: "status", endpointId, connected };
}

/** Null for any other text. */
function connectedBy(payload: Uint8Array): boolean | null {
  const text = Buffer.from(payload.subarray(0, 2)).toString("latin1");
  if (text === "1") return true;
  return text === "0" ? false : null;
}

const invalidEndpoint = (id: string): Admitted =>
  settled(deadLetter("endpoint_id_invalid", `the topic names ${JSON.stringify(id)}`));

const missingEndpoint = ({ topic }: ReceivedMessage): Admitted =>
  settled(deadLetter("endpoint_id_missing", `topic ${topic} names no gateway`));

/** Who speaks on a topic, as it names them; null where it names nobody. A message itself may say anything. */
export function speakerOn(full: string, identity: Identity): EndpointId | null {
  const { topic } = splitReplyTo(full);
  const match = matchTopic(full, topic, identity);
  return match === null ? identity.speakerBelow(topic) : match.endpointId;
}

/** Only Records carry the reply-to suffix; in a report's topic it would be a level like any other. */
function matchTopic(full: string, withoutReply: string, identity: Identity): TopicMatch | null {
  const match = identity.match(withoutReply);
  return full !== withoutReply && (match === null || match.kind === "report") ? identity.match(full) : match;
}

function refuse(message: ReceivedMessage, endpointId: EndpointId | null, maxBytes: number): Outcome | null {
  const size = message.payload.length;
  if (size > maxBytes)
    return deadLetter("record_too_large", `${size} bytes, the limit is ${maxBytes}`, endpointId);
  return size > 0 ? null : deadLetter("payload_missing", "no bytes", endpointId);
}

/** A content type without its parameters, lower case; empty for none. */
export const mediaType = (contentType: string | null): string =>
  (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

const recordTypes: ReadonlySet<string> = new Set(["usp.msg", "application/vnd.bbf.usp.msg"]);

/** Content that can't be what the topic says. Unknown or missing content types contradict nothing. */
function contradictContent(
  message: ReceivedMessage,
  kind: "record" | "report",
  endpointId: EndpointId | null,
): Outcome | null {
  const type = mediaType(message.contentType);
  if (kind === "record") {
    if (type === "usp.error") return dropped("usp_error");
    const isText = type.endsWith("json") || type === "text/csv" || looksLikeReport(message.payload);
    return isText ? deadLetter("wrong_content", "a report on a topic for USP Records", endpointId) : null;
  }
  if (recordTypes.has(type) || looksLikeRecord(message.payload)) {
    return deadLetter("wrong_content", "a USP Record on a topic for reports", endpointId);
  }
  return null;
}

/** `{`, `[` or gzip's magic: none can start a Record, whose first byte is a field tag. */
const looksLikeReport = (payload: Uint8Array): boolean =>
  payload[0] === 0x7b || payload[0] === 0x5b || (payload[0] === 0x1f && payload[1] === 0x8b);

/** Tag of `version`, then its length (`"1.3"` is 3). A newline before JSON is 0x0A too, but what follows is text. */
const looksLikeRecord = (payload: Uint8Array): boolean => {
  const length = payload[1] ?? 0;
  return payload[0] === 0x0a && length > 0 && length < 9;
};
