/** Puts simulated gateways on a broker: one MQTT 5 connection each, QoS 1. */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import type { Gateway, Publication } from "./gateway.ts";
import { createWorldGateway } from "./world-gateway.ts";

export interface FleetOptions {
  readonly url: string;
  readonly gateways: number;
  readonly intervalMs: number;
  readonly seed: string;
  /** Rate of injected faults; 0: none. */
  readonly anomalies: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onError: (endpointId: string, error: Error) => void;
}

export interface Fleet {
  /** Publishes acknowledged by the broker. */
  readonly published: () => number;
  /** Lets what is under way finish and disconnects. */
  stop(): Promise<void>;
}

/** Connects all gateways (ten at a time) and lets each report until `stop`. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { gateways, intervalMs, seed, anomalies, now } = options;
  const stopping = new AbortController();
  const startMs = now();
  let published = 0;
  const lives: Promise<void>[] = [];
  const begin = async (number: number): Promise<void> => {
    const gateway = createWorldGateway({ seed, number, startMs, intervalMs, anomalies, isSteered: true });
    const client = await connect(options, gateway);
    lives.push(live(gateway, client, options, stopping.signal, () => published++));
  };
  for (let first = 1; first <= gateways; first += 10) {
    const numbers = Array.from({ length: Math.min(10, gateways - first + 1) }, (_, index) => first + index);
    await Promise.all(numbers.map(begin));
  }
  return {
    published: () => published,
    async stop() {
      stopping.abort();
      await Promise.all(lives);
    },
  };
}

async function connect({ url, onError }: FleetOptions, gateway: Gateway): Promise<MqttClient> {
  const client = await connectAsync(url, {
    protocolVersion: 5,
    clientId: gateway.endpointId,
    clean: true,
    reconnectPeriod: 2000,
    properties: { userProperties: { "usp-endpoint-id": gateway.endpointId } },
  });
  client.on("error", (error) => onError(gateway.endpointId, error));
  return client;
}

async function live(
  gateway: Gateway,
  client: MqttClient,
  { now, onError }: FleetOptions,
  stopping: AbortSignal,
  onPublished: () => void,
): Promise<void> {
  const publishAll = async (publications: readonly Publication[]): Promise<void> => {
    for (const publication of publications) {
      await publish(client, publication);
      onPublished();
    }
  };
  try {
    await publishAll(gateway.connect(now()));
    client.on(
      "connect",
      () =>
        void publishAll(gateway.connect(now())).catch((error: Error) => onError(gateway.endpointId, error)),
    );
    while (!stopping.aborted) {
      const step = gateway.next();
      await sleep(Math.max(0, step.atMs - now()), undefined, { signal: stopping });
      await publishAll(step.publications);
    }
  } catch (error) {
    if (!stopping.aborted)
      onError(gateway.endpointId, error instanceof Error ? error : new Error(String(error)));
  } finally {
    await client.endAsync(true);
  }
}

const publish = (
  client: MqttClient,
  { topic, payload, contentType, responseTopic }: Publication,
): Promise<unknown> =>
  client.publishAsync(topic, payload, {
    qos: 1,
    properties: { contentType, ...(responseTopic === null ? {} : { responseTopic }) },
  });
