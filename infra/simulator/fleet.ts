import mqtt, { type MqttClient } from "mqtt";
import { createGateway, type Publish, type SimulatedGateway } from "./gateway.ts";

export interface FleetOptions {
  /** MQTT 5 broker, `mqtt://host:port`. */
  readonly url: string;
  readonly gateways: number;
  readonly intervalMs: number;
  readonly seed: number;
  /** Called when a publish fails for good. */
  readonly onError: (error: Error) => void;
}

export interface Fleet {
  readonly published: () => number;
  stop(): Promise<void>;
}

/** Connections at the most; gateways share them beyond that. */
const maxConnections = 50;

/** Starts agents that report until stopped, each with its own phase within the interval. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const clients = await connectAll(options);
  const timers: NodeJS.Timeout[] = [];
  let published = 0;
  const send = (client: MqttClient, publishes: readonly Publish[]): void => {
    for (const publish of publishes) {
      published += 1;
      publishOne(client, publish).catch(options.onError);
    }
  };
  for (let index = 0; index < options.gateways; index += 1) {
    const client = clients[index % clients.length];
    if (client === undefined) break;
    const nowMs = Date.now();
    const gateway = createGateway({
      index: index + 1,
      seed: options.seed,
      intervalMs: options.intervalMs,
      startMs: nowMs,
    });
    send(client, gateway.start(nowMs));
    timers.push(schedule(gateway, index, options, (publishes) => send(client, publishes)));
  }
  return {
    published: () => published,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(clients.map((client) => client.endAsync()));
    },
  };
}

/** Ticks at the gateway's own phase, spread evenly over the interval. */
function schedule(
  gateway: SimulatedGateway,
  index: number,
  options: FleetOptions,
  send: (publishes: readonly Publish[]) => void,
): NodeJS.Timeout {
  const phaseMs = Math.floor((index * options.intervalMs) / options.gateways);
  const tick = (): void => send(gateway.tick(Date.now()));
  const timer: NodeJS.Timeout = setInterval(() => setTimeout(tick, phaseMs), options.intervalMs);
  return timer;
}

async function connectAll(options: FleetOptions): Promise<MqttClient[]> {
  const count = Math.min(maxConnections, options.gateways);
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      mqtt.connectAsync(options.url, {
        protocolVersion: 5,
        clientId: `simulated-agent-${options.seed}-${index}`,
        reconnectPeriod: 1000,
      }),
    ),
  );
}

async function publishOne(client: MqttClient, publish: Publish): Promise<void> {
  await client.publishAsync(publish.topic, Buffer.from(publish.payload), {
    qos: 1,
    properties: {
      contentType: publish.contentType,
      ...(publish.responseTopic === null ? {} : { responseTopic: publish.responseTopic }),
    },
  });
}
