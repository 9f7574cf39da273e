/** How the bridge reaches the gateways' broker: a part of the table in `settings.ts`. */
import { z } from "zod";
import { integer, optional, type Part, setting, text, url, type ValueKind } from "./setting.ts";
import { tlsSettings } from "./tls-settings.ts";

const intake: readonly Part[] = ["bridge"];
const nothing = { value: null, text: "none" };
/** One level of a filter. */
const groupName: ValueKind<string> = {
  ...text,
  schema: z.string().regex(/^[^/+#]+$/, "must not be empty, and have no /, + and #"),
};

export const mqttSettings = {
  mqttUrl: setting(
    "USP_MQTT_URL",
    "mqtt.url",
    url("mqtt", "mqtts", "ws", "wss"),
    "required",
    intake,
    "The MQTT broker of the gateways.",
  ),
  mqttUsername: setting(
    "USP_MQTT_USERNAME",
    "mqtt.username",
    optional(text),
    nothing,
    intake,
    "User name at the broker.",
  ),
  mqttPassword: setting(
    "USP_MQTT_PASSWORD",
    "mqtt.password",
    optional(text),
    nothing,
    intake,
    "Password at the broker.",
    true,
  ),
  ...tlsSettings("mqtt", intake),
  mqttClientId: setting(
    "USP_MQTT_CLIENT_ID",
    "mqtt.clientId",
    optional(text),
    { value: null, text: "usp-<bridge.id>" },
    intake,
    "Stable per bridge: the broker keeps the session under it.",
  ),
  mqttProtocolVersion: setting(
    "USP_MQTT_PROTOCOL_VERSION",
    "mqtt.protocolVersion",
    integer(4, 5),
    5,
    intake,
    "5, or 4 for MQTT 3.1.1.",
  ),
  mqttSharedGroup: setting(
    "USP_MQTT_SHARED_GROUP",
    "mqtt.sharedGroup",
    optional(groupName),
    nothing,
    intake,
    "Subscribes as `$share/<group>/...`, so that several bridges divide the traffic; who knows the name can take a share of it.",
    true,
  ),
  mqttSessionExpirySeconds: setting(
    "USP_MQTT_SESSION_EXPIRY_SECONDS",
    "mqtt.sessionExpirySeconds",
    integer(0, 0xffff_fffe),
    3600,
    intake,
    "How long the broker keeps messages for a bridge that is away.",
  ),
  mqttReceiveMaximum: setting(
    "USP_MQTT_RECEIVE_MAXIMUM",
    "mqtt.receiveMaximum",
    integer(1, 65_535),
    500,
    intake,
    "Unacknowledged messages that the broker may have under way to us (MQTT 5).",
  ),
  mqttHeldPubacks: setting(
    "USP_MQTT_HELD_PUBACKS",
    "mqtt.heldPubacks",
    integer(1, 1_000_000),
    1000,
    intake,
    "Messages read and not yet acknowledged by Kafka at which reading stops.",
  ),
} as const;
