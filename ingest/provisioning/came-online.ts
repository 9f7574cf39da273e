/** Which agent a message says has come online: its connect record, its Boot! event or its request to be onboarded. */
import { decodeMessage } from "#proto/message.ts";
import { decodeRecord } from "#proto/record.ts";

/** The endpoint id, or null for any other message. Total, whatever the bytes. */
export function cameOnline(payload: Uint8Array): string | null {
  const record = decodeRecord(payload);
  if (!record.ok) return null;
  const { fromId, type } = record.value;
  if (type.kind === "mqtt_connect") return fromId;
  if (type.kind !== "no_session_context") return null;
  const message = decodeMessage(type.payload);
  if (!message.ok || message.value.body.kind !== "notify") return null;
  const { notification } = message.value.body.notify;
  const isBoot = notification.kind === "event" && notification.eventName === "Boot!";
  return isBoot || notification.kind === "onboard" ? fromId : null;
}
