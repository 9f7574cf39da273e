/**
 * An MQTT connection for an errand that asks and listens, with a clean session: what comes while it is away is gone.
 * The bridge's connections, which lose nothing, are in `mqtt.ts`.
 *
 * No user property names an endpoint in CONNECT: a controller such as Oktopus takes a client that has one for a device.
 */
import { connectAsync, type IClientPublishOptions } from "mqtt";
import type { TlsConfig } from "#schemas/tls.ts";
import type { Logger } from "./log.ts";
import { openMqttTls, secureOptions } from "./mqtt-tls.ts";

/** A publish that arrived. */
export interface SessionMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}

export interface MqttSessionOptions {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Of `mqtts://` and `wss://`; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
  readonly clientId: string;
  readonly protocolVersion: 4 | 5;
  readonly log: Logger;
  onMessage(message: SessionMessage): void;
}

/** MQTT 5 properties; not sent by 3.1.1. */
export interface PublishProperties {
  readonly contentType: string;
  readonly responseTopic: string;
}

export interface MqttSession {
  /** Resolves when the broker has acknowledged; rejects when it is not there. */
  publish(topic: string, payload: Uint8Array, properties: PublishProperties): Promise<void>;
  /** Resolves when granted; rejects when refused. Renewed by itself after a reconnect. */
  subscribe(filters: readonly string[]): Promise<void>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The broker can't be reached, or refuses; the message says why. */
export class BrokerError extends Error {
  override readonly name = "BrokerError";
}

/** Passes on what the broker does; its errors become `BrokerError`s. */
async function told<T>(what: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    const why = error instanceof Error && error.message !== "" ? error.message : String(error);
    throw new BrokerError(`${what}: ${why}`);
  }
}

const connectTimeoutMs = 10_000;

/** Connects and keeps at it; rejects when the first connection can't be made. */
export async function openMqttSession(options: MqttSessionOptions): Promise<MqttSession> {
  const { url, username, password, tls, clientId, protocolVersion, log } = options;
  const connecting = connectAsync(
    url,
    {
      clientId,
      protocolVersion,
      clean: true,
      keepalive: 30,
      connectTimeout: connectTimeoutMs,
      reconnectPeriod: 1000,
      queueQoSZero: false,
      ...secureOptions(openMqttTls(tls)),
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password }),
    },
    false,
  );
  const client = await told("can't be connected to", connecting);
  client.on("error", (error) => log.warn({ err: error }, "trouble with the MQTT broker"));
  client.on("close", () => log.debug("the connection to the MQTT broker is closed"));
  client.on("message", (topic, payload, { retain }) => options.onMessage({ topic, payload, retain }));
  return {
    async publish(topic, payload, properties) {
      if (!client.connected) throw new Error("no connection to the MQTT broker");
      const how: IClientPublishOptions = protocolVersion === 5 ? { qos: 1, properties } : { qos: 1 };
      await client.publishAsync(topic, Buffer.from(payload), how);
    },
    async subscribe(filters) {
      await told(
        `refuses a subscription to ${filters.join(", ")}`,
        client.subscribeAsync([...filters], { qos: 1 }),
      );
    },
    async unsubscribe(filters) {
      if (client.connected) await client.unsubscribeAsync([...filters]);
    },
    close: () => client.endAsync(true),
  };
}
