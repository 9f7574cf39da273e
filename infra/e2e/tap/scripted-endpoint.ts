/**
 * A USP endpoint that does as a test tells it, over a real broker: an agent or a controller, with a log of all it sent
 * and received.
 */
import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { type BodyToEncode, decodeMessage, encodeMessage, type UspMessage } from "#proto/message.ts";
import { decodeRecord, encodeRecord } from "#proto/record.ts";
import type { RecordType } from "#proto/record-type.ts";
import { newRun } from "../bridge/bridge-run.ts";

export interface EndpointOptions {
  readonly url: string;
  readonly protocolVersion: 4 | 5;
  readonly endpointId: string;
  /** Where it listens, and wants its answers. */
  readonly topic: string;
}

/** One publish as this endpoint saw it; all that a peer could notice. */
export interface LoggedPublish {
  readonly direction: "sent" | "received";
  readonly topic: string;
  readonly contentType: string | null;
  readonly responseTopic: string | null;
  readonly retain: boolean;
  /** Hex. */
  readonly payload: string;
}

/** To whom, and on which topic. */
export interface Peer {
  readonly endpointId: string;
  readonly topic: string;
}

export class ScriptedEndpoint implements Peer {
  readonly #client: MqttClient;
  readonly #options: EndpointOptions;
  readonly log: LoggedPublish[] = [];
  readonly #received: IPublishPacket[] = [];
  #wake: () => void = () => undefined;

  private constructor(client: MqttClient, options: EndpointOptions) {
    this.#client = client;
    this.#options = options;
    client.on("message", (_topic, _payload, packet) => {
      this.log.push(toLogged("received", packet));
      this.#received.push(packet);
      this.#wake();
    });
  }

  static async connect(options: EndpointOptions): Promise<ScriptedEndpoint> {
    const { url, protocolVersion, topic } = options;
    const client = await mqtt.connectAsync(url, { protocolVersion, clientId: newRun() });
    const endpoint = new ScriptedEndpoint(client, options);
    // The topic itself too, and what is below it: a reply topic of MQTT 3.1.1.
    await client.subscribeAsync(`${topic}/#`, { qos: 1 });
    return endpoint;
  }

  get endpointId(): string {
    return this.#options.endpointId;
  }

  get topic(): string {
    return this.#options.topic;
  }

  /** Publishes a Message; `reply` is whether it says where answers go. */
  say(to: Peer, msgId: string, body: BodyToEncode, reply = true): Promise<void> {
    const payload = encodeMessage({ msgId, body });
    return this.sayRecord(to, { kind: "no_session_context", payload }, reply);
  }

  sayRecord(to: Peer, type: RecordType, reply = true): Promise<void> {
    const ids = { toId: to.endpointId, fromId: this.endpointId };
    const record = Buffer.from(encodeRecord({ version: "1.3", ...ids, payloadSecurity: "plaintext", type }));
    const suffix = `/reply-to=${this.topic.replaceAll("/", "%2F")}`;
    if (this.#options.protocolVersion === 4)
      return this.publish(reply ? to.topic + suffix : to.topic, record);
    const properties = { contentType: "usp.msg", ...(reply ? { responseTopic: this.topic } : {}) };
    return this.publish(to.topic, record, properties);
  }

  /** Publishes with QoS 1; resolves when the broker has it. */
  async publish(topic: string, payload: Buffer, properties: object = {}): Promise<void> {
    const v5 = this.#options.protocolVersion === 5 ? { properties } : {};
    this.log.push(toLogged("sent", { topic, payload, retain: false, ...v5 }));
    await this.#client.publishAsync(topic, payload, { qos: 1, ...v5 });
  }

  /** The next Message that came; waits for one. Records without a Message are passed over. */
  async next(): Promise<UspMessage> {
    for (;;) {
      const packet = this.#received.shift();
      const message = packet === undefined ? null : messageIn(Buffer.from(packet.payload));
      if (message !== null) return message;
      if (packet === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): Promise<void> {
    return this.#client.endAsync();
  }
}

function messageIn(bytes: Buffer): UspMessage | null {
  const record = decodeRecord(bytes);
  if (!record.ok) throw new Error(record.detail);
  if (record.value.type.kind !== "no_session_context") return null;
  const message = decodeMessage(record.value.type.payload);
  if (!message.ok) throw new Error(message.detail);
  return message.value;
}

const toLogged = (
  direction: LoggedPublish["direction"],
  { topic, payload, retain, properties }: Pick<IPublishPacket, "topic" | "payload" | "retain" | "properties">,
): LoggedPublish => ({
  direction,
  topic,
  contentType: properties?.contentType ?? null,
  responseTopic: properties?.responseTopic ?? null,
  retain,
  payload: Buffer.from(payload).toString("hex"),
});
