/** What an agent sends over MQTT (TR-369 usp-record-1-4.proto and usp-msg-1-4.proto), as bytes. */
import { bytesField, mapField, messageField, stringField, varintField } from "./protobuf-writer.ts";

/** One thing an agent tells by Notify. */
export type Notification =
  | {
      readonly kind: "event";
      readonly path: string;
      readonly name: string;
      readonly params: Record<string, string>;
    }
  | { readonly kind: "value_change"; readonly path: string; readonly value: string }
  | { readonly kind: "creation"; readonly path: string; readonly uniqueKeys: Record<string, string> }
  | { readonly kind: "deletion"; readonly path: string };

/** The two ends of a Record. */
export interface Ends {
  readonly agent: string;
  readonly controller: string;
}

const recordVersion = "1.3";
const mqttVersion5 = 1;
const notifyType = 3;

const record = ({ agent, controller }: Ends, type: Buffer): Buffer =>
  Buffer.concat([stringField(1, recordVersion), stringField(2, controller), stringField(3, agent), type]);

/** The first Record after each connect: MQTTConnectRecord (field 10). */
export const encodeMqttConnect = (ends: Ends, subscribedTopic: string): Buffer =>
  record(ends, messageField(10, varintField(1, mqttVersion5), stringField(2, subscribedTopic)));

/** A Notify in a Record without session context (field 7); no answer asked for. */
export function encodeNotify(ends: Ends, msgId: string, subscriptionId: string, told: Notification): Buffer {
  const notify = messageField(8, stringField(1, subscriptionId), notificationField(told));
  const header = messageField(1, stringField(1, msgId), varintField(2, notifyType));
  const body = messageField(2, messageField(1, notify));
  return record(ends, messageField(7, bytesField(2, Buffer.concat([header, body]))));
}

/** The member of Notify's `notification` oneof: event 3, value_change 4, obj_creation 5, obj_deletion 6. */
function notificationField(told: Notification): Buffer {
  const path = stringField(1, told.path);
  if (told.kind === "event")
    return messageField(3, path, stringField(2, told.name), mapField(3, told.params));
  if (told.kind === "value_change") return messageField(4, path, stringField(2, told.value));
  if (told.kind === "creation") return messageField(5, path, mapField(2, told.uniqueKeys));
  return messageField(6, path);
}

/** obuspa's form: `<type>-<UTC seconds>-<counter>`. */
export function msgIdOf(told: Notification, atMs: number, counter: number): string {
  const names = {
    event: "Event",
    value_change: "ValueChange",
    creation: "ObjectCreation",
    deletion: "ObjectDeletion",
  } as const;
  return `${names[told.kind]}-${new Date(atMs).toISOString().slice(0, 19)}Z-${counter}`;
}
