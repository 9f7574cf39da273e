/**
 * A scripted USP agent on a real broker: holds a data model, answers as OB-USP-AGENT does, and reports by its profiles
 * when `Device.BulkData.Enable` and theirs are true.
 */
import { connectAsync, type MqttClient } from "mqtt";
import { type BodyToEncode, decodeMessage, encodeMessage, type MessageBody } from "#proto/message.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "#proto/record.ts";
import { answerTo } from "./agent-answers.ts";
import { AgentModel } from "./agent-model.ts";

export interface AgentOptions {
  readonly url: string;
  /** PEM of whom it believes, and of its own certificate and key; absent without TLS. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
  /** `os::00D09E-<id>`; reports go where the profile says. */
  readonly endpointId: string;
  readonly controllerIds: readonly string[];
  readonly protocolVersion?: 4 | 5;
  /** Refuses whole objects over parameters that were not required. */
  readonly strict?: boolean;
  /** Answers nothing. */
  readonly silent?: boolean;
  /** Takes everything and reports nothing. */
  readonly mute?: boolean;
}

export interface ScriptedAgent {
  readonly model: AgentModel;
  /** What it was asked, in order. */
  readonly requests: readonly MessageBody[];
  stop(): Promise<void>;
}

/** Connects, subscribes, and says so with a connect record, as an agent does. */
export async function startAgent(options: AgentOptions): Promise<ScriptedAgent> {
  const { url, endpointId, controllerIds, protocolVersion = 5 } = options;
  const model = new AgentModel(controllerIds);
  const requests: MessageBody[] = [];
  const client = await connectAsync(url, {
    clientId: endpointId,
    protocolVersion,
    clean: true,
    ...options.tls,
  });
  const ownTopic = `oktopus/usp/v1/agent/${endpointId}`;
  const send = (toId: string, topic: string, type: UspRecord["type"]): void => {
    const record = encodeRecord({
      version: "1.3",
      toId,
      fromId: endpointId,
      payloadSecurity: "plaintext",
      type,
    });
    const suffix = `/reply-to=${ownTopic.replaceAll("/", "%2F")}`;
    const properties = { contentType: "usp.msg", responseTopic: ownTopic };
    if (protocolVersion === 5) client.publish(topic, Buffer.from(record), { properties });
    else client.publish(topic + suffix, Buffer.from(record));
  };
  client.on("message", (topic, payload, packet) => {
    const asked = readRequest(payload, endpointId, model);
    if (asked === null || options.silent === true) return;
    requests.push(asked.body);
    const answer = answerTo(asked.body, model, asked.controller, { strict: options.strict ?? false });
    const [, inTopic] = topic.split("/reply-to=");
    const replyTo = packet.properties?.responseTopic ?? inTopic?.replaceAll("%2F", "/");
    if (answer === null || replyTo === undefined) return;
    send(asked.from, replyTo, { kind: "no_session_context", payload: encode(asked.msgId, answer) });
  });
  await client.subscribeAsync(protocolVersion === 5 ? ownTopic : `${ownTopic}/#`);
  const [controller = ""] = controllerIds;
  send(controller, `oktopus/usp/v1/controller/${endpointId}`, {
    kind: "mqtt_connect",
    version: protocolVersion === 5 ? "5" : "3.1.1",
    subscribedTopic: ownTopic,
  });
  const reporting = options.mute === true ? undefined : setInterval(() => report(client, model), 100);
  return {
    model,
    requests,
    async stop() {
      clearInterval(reporting);
      await client.endAsync(true);
    },
  };
}

const encode = (msgId: string, body: BodyToEncode): Uint8Array => encodeMessage({ msgId, body });

/** A request to this agent from a controller that it knows; anything else it ignores, as OB-USP-AGENT does. */
function readRequest(payload: Buffer, endpointId: string, model: AgentModel) {
  const record = decodeRecord(payload);
  if (!record.ok || record.value.toId !== endpointId) return null;
  const { fromId: from, type } = record.value;
  const controller = model.controllerRow(from);
  if (controller === null || type.kind !== "no_session_context") return null;
  const message = decodeMessage(type.payload);
  return message.ok ? { from, controller, msgId: message.value.msgId, body: message.value.body } : null;
}

/** Ten times as often as an interval of a second, so that tests need not wait. */
function report(client: MqttClient, model: AgentModel): void {
  if (model.objects.get("Device.BulkData.")?.["Enable"] !== "true") return;
  for (const row of model.rows("Device.BulkData.Profile.")) {
    const profile = model.objects.get(row) ?? {};
    const ready = profile["Enable"] === "true" && profile["Protocol"] === "MQTT";
    if (!ready || model.rows(`${row}Parameter.`).length === 0) continue;
    const values = {
      CollectionTime: Math.floor(Date.now() / 1000),
      "Hosts.1.PhysAddress": "02:00:5E:10:00:01",
    };
    client.publish(profile["MQTT.PublishTopic"] ?? "", JSON.stringify({ Report: [values] }, null, 1));
  }
}
