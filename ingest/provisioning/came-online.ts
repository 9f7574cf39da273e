/** Which agent a message says has come online: its connect record, its Boot! event or its request to be onboarded. */
import { decodeMessage } from "#proto/message.ts";
import { decodeRecord } from "#proto/record.ts";

export interface Online {
  readonly endpointId: string;
  /** Its connect record says MQTT 3.1.1, in which reply topics are part of the topic. */
  readonly repliesByTopic: boolean;
}

/** Null for any other message. Total, whatever the bytes. */
export function cameOnline(payload: Uint8Array): Online | null {
  const record = decodeRecord(payload);
  if (!record.ok) return null;
  const { fromId: endpointId, type } = record.value;
  if (type.kind === "mqtt_connect") return { endpointId, repliesByTopic: type.version === "3.1.1" };
  if (type.kind !== "no_session_context") return null;
  const message = decodeMessage(type.payload);
  if (!message.ok || message.value.body.kind !== "notify") return null;
  const { notification } = message.value.body.notify;
  const isBoot = notification.kind === "event" && notification.eventName === "Boot!";
  return isBoot || notification.kind === "onboard" ? { endpointId, repliesByTopic: false } : null;
}
