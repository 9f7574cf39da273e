/** Asks an MQTT broker what it grants, and tries what it keeps for a subscriber that is away. */
import mqtt, { ErrorWithReasonCode, type IClientOptions, type MqttClient } from "mqtt";
import type { TlsConfig } from "#schemas/tls.ts";
import { openMqttTls, secureOptions } from "./mqtt-tls.ts";

export interface ExaminedBroker {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly tls?: TlsConfig | null;
  readonly protocolVersion: 4 | 5;
  readonly sessionExpirySeconds: number;
  readonly receiveMaximum: number;
}

/** What a CONNACK grants (MQTT 5, section 3.2.2.3); what it does not name has the standard's default. */
export interface Granted {
  readonly sessionExpirySeconds: number;
  readonly receiveMaximum: number;
  readonly maximumQos: number;
  readonly retainAvailable: boolean;
  /** Null: no limit is told. */
  readonly maximumPacketBytes: number | null;
  readonly wildcardAvailable: boolean;
  readonly sharedAvailable: boolean;
}

export interface Subscribed {
  readonly filter: string;
  /** Granted QoS; null: refused. */
  readonly qos: number | null;
  readonly refusal: string | null;
}

export interface Kept {
  readonly published: number;
  readonly acknowledged: number;
  readonly delivered: number;
}

export interface Examination {
  readonly granted: Granted;
  /** Answers to our subscriptions. */
  subscribe(filters: readonly string[]): Promise<readonly Subscribed[]>;
  /** First retained texts of topics below `$SYS`, by topic; empty where the broker tells nothing there. */
  readSys(topics: readonly string[], forMs: number): Promise<ReadonlyMap<string, string>>;
  /** There and back, at QoS 1, in milliseconds. */
  echo(topic: string): Promise<number>;
  /** Publishes to a session that is away, then fetches what was kept for it; the session is ended. */
  keep(topic: string, messages: number): Promise<Kept>;
  close(): Promise<void>;
}

const connectTimeoutMs = 8000;
/** Nothing more comes after so long a silence. */
const silenceMs = 1500;
const publishingAtOnce = 100;

const optionsOf = (broker: ExaminedBroker, clientId: string, clean: boolean): IClientOptions => ({
  clientId,
  clean,
  protocolVersion: broker.protocolVersion,
  connectTimeout: connectTimeoutMs,
  reconnectPeriod: 0,
  keepalive: 30,
  resubscribe: false,
  ...secureOptions(openMqttTls(broker.tls)),
  ...(broker.username === null ? {} : { username: broker.username }),
  ...(broker.password === null ? {} : { password: broker.password }),
  ...(broker.protocolVersion === 4
    ? {}
    : {
        properties: {
          sessionExpiryInterval: clean ? 0 : broker.sessionExpirySeconds,
          receiveMaximum: broker.receiveMaximum,
        },
      }),
});

interface Connected {
  readonly client: MqttClient;
  readonly granted: Granted;
}

/** Rejects with the broker's reason. */
async function connect(broker: ExaminedBroker, clientId: string, clean: boolean): Promise<Connected> {
  const client = mqtt.connect(broker.url, optionsOf(broker, clientId, clean));
  const { promise, resolve, reject } = Promise.withResolvers<Granted>();
  client.once("connect", (packet) => resolve(grantedOf(packet.properties ?? {}, broker)));
  client.on("error", reject);
  client.once("close", () => reject(new Error("the connection was closed before it was accepted")));
  try {
    return { client, granted: await promise };
  } catch (error) {
    client.end(true);
    throw error;
  }
}

interface ConnackProperties {
  readonly sessionExpiryInterval?: number;
  readonly receiveMaximum?: number;
  readonly maximumQoS?: number;
  readonly retainAvailable?: boolean;
  readonly maximumPacketSize?: number;
  readonly wildcardSubscriptionAvailable?: boolean;
  readonly sharedSubscriptionAvailable?: boolean;
}

const grantedOf = (properties: ConnackProperties, { sessionExpirySeconds }: ExaminedBroker): Granted => ({
  sessionExpirySeconds: properties.sessionExpiryInterval ?? sessionExpirySeconds,
  receiveMaximum: properties.receiveMaximum ?? 65_535,
  maximumQos: properties.maximumQoS ?? 2,
  retainAvailable: properties.retainAvailable ?? true,
  maximumPacketBytes: properties.maximumPacketSize ?? null,
  wildcardAvailable: properties.wildcardSubscriptionAvailable ?? true,
  sharedAvailable: properties.sharedSubscriptionAvailable ?? true,
});

/** Rejects when the broker can't be reached, or refuses; the message says why. `clientId` is nobody else's. */
export async function examineBroker(broker: ExaminedBroker, clientId: string): Promise<Examination> {
  // A session of its own, so that the expiry asked for is that of a bridge; ended at the end.
  const { client, granted } = await connect(broker, clientId, false);
  return {
    granted,
    subscribe: (filters) => Promise.all(filters.map((filter) => subscribe(client, filter))),
    readSys: (topics, forMs) => readSys(client, topics, forMs),
    echo: (topic) => echo(client, topic),
    keep: (topic, messages) => keep(client, broker, `${clientId}-away`, topic, messages),
    async close() {
      await endSession(client, broker);
      await discardSession(broker, clientId);
    },
  };
}

async function subscribe(client: MqttClient, filter: string): Promise<Subscribed> {
  try {
    const [grant] = await client.subscribeAsync(filter, { qos: 1 });
    const qos = grant?.qos ?? 128;
    const isRefused = qos >= 128;
    if (!isRefused) await client.unsubscribeAsync(filter);
    return { filter, qos: isRefused ? null : qos, refusal: isRefused ? `reason ${qos}` : null };
  } catch (error) {
    const reason = error instanceof ErrorWithReasonCode ? ` (reason ${error.code})` : "";
    return {
      filter,
      qos: null,
      refusal: `${error instanceof Error ? error.message : String(error)}${reason}`,
    };
  }
}

async function readSys(
  client: MqttClient,
  topics: readonly string[],
  forMs: number,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const listen = (topic: string, payload: Buffer): void => {
    if (topic.startsWith("$SYS/") && !texts.has(topic)) texts.set(topic, payload.toString());
  };
  client.on("message", listen);
  await Promise.all(topics.map((topic) => client.subscribeAsync(topic, { qos: 0 }).catch(() => [])));
  await pause(forMs);
  client.off("message", listen);
  await Promise.all(topics.map((topic) => client.unsubscribeAsync(topic).catch(() => undefined)));
  return texts;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function echo(client: MqttClient, topic: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listen = (came: string): void => {
    if (came === topic) resolve();
  };
  client.on("message", listen);
  await client.subscribeAsync(topic, { qos: 1 });
  const began = performance.now();
  await client.publishAsync(topic, "doctor", { qos: 1 });
  await promise;
  client.off("message", listen);
  await client.unsubscribeAsync(topic);
  return performance.now() - began;
}

async function keep(
  publisher: MqttClient,
  broker: ExaminedBroker,
  clientId: string,
  topic: string,
  messages: number,
): Promise<Kept> {
  const first = await connect(broker, clientId, false);
  await first.client.subscribeAsync(topic, { qos: 1 });
  await first.client.endAsync();
  const acknowledged = await publishAll(publisher, topic, messages);
  const came = { messages: 0, atMs: Infinity };
  const second = mqtt.connect(broker.url, optionsOf(broker, clientId, false));
  second.on("error", () => undefined);
  second.on("message", () => {
    came.messages += 1;
    came.atMs = performance.now();
  });
  second.once("connect", () => (came.atMs = performance.now()));
  const isThrough = (): boolean => came.messages >= acknowledged || performance.now() - came.atMs > silenceMs;
  while (!isThrough()) await pause(50);
  await endSession(second, broker);
  await discardSession(broker, clientId);
  return { published: messages, acknowledged, delivered: came.messages };
}

/** How many the broker has acknowledged. */
async function publishAll(client: MqttClient, topic: string, messages: number): Promise<number> {
  let acknowledged = 0;
  let given = 0;
  const lane = async (): Promise<void> => {
    while (given < messages) {
      given += 1;
      await client.publishAsync(topic, `doctor ${given}`, { qos: 1 }).then(
        () => (acknowledged += 1),
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: publishingAtOnce }, lane));
  return acknowledged;
}

/** MQTT 5 lets a client give its session up; a clean connection afterwards does it for 3.1.1. */
async function endSession(client: MqttClient, { protocolVersion }: ExaminedBroker): Promise<void> {
  const options = protocolVersion === 5 ? { reasonCode: 0, properties: { sessionExpiryInterval: 0 } } : {};
  await client.endAsync(false, options).catch(() => undefined);
}

async function discardSession(broker: ExaminedBroker, clientId: string): Promise<void> {
  if (broker.protocolVersion === 5) return;
  const { client } = await connect(broker, clientId, true);
  await client.endAsync();
}
