/** A real bridge against the real stack, with its own topics on the broker, and what it wrote to Kafka. */
import { randomUUID } from "node:crypto";
import mqtt from "mqtt";
import { applyTopics } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { type RunningBridge, runBridge } from "#ingest/main.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";

const partitions = 12;

/** A configuration whose MQTT topics, endpoints and session nobody else uses. */
export function bridgeConfig(stack: StackAddresses, run: string): BridgeConfig {
  return {
    bridgeId: run,
    kafka: { brokers: stack.kafka.brokers, ssl: false, sasl: null, clientId: run },
    registry: stack.registry,
    mqtt: {
      url: stack.mqtt.url,
      username: null,
      password: null,
      clientId: run,
      protocolVersion: 5,
      sharedGroup: null,
      sessionExpirySeconds: 120,
      receiveMaximum: 50,
      heldPubacks: 100,
    },
    topics: [
      { template: `${run}/controller/{endpoint}`, kind: "record" },
      { template: `${run}/bulkdata/{id}`, kind: "report" },
    ],
    identity: { endpoints: [{ match: "{id}", endpoint: `os::${run}-{id}` }], home: "{endpoint}" },
    profiles: [],
    aliases: [{ name: "Hosts", reference: "Device.Hosts.Host.*." }],
    limits: {
      recordBytes: 5 << 20,
      gzipRatio: 100,
      values: 100_000,
      rows: 100_000,
      depth: 32,
      messages: { perSecond: 200, burst: 10_000 },
      bytes: { perSecond: 1e9, burst: 1e9 },
      kafkaRecordBytes: 1 << 20,
    },
    controller: { mode: "tap", counted: null },
    tickPeriodMs: 500,
    replay: false,
    parameterTopic: true,
    statusPort: null,
  };
}

export const newRun = (): string => `run-${randomUUID().slice(0, 8)}`;

export async function makeTopics(stack: StackAddresses): Promise<void> {
  const kafka = createKafka({ brokers: stack.kafka.brokers, clientId: "make-topics" });
  await applyTopics(kafka, { partitions, replicationFactor: 1 });
}

/** Starts the bridge and waits until it is subscribed. */
export async function startBridge(config: BridgeConfig, statusPort: number): Promise<RunningBridge> {
  const bridge = await runBridge({ ...config, statusPort });
  await until(async () => (await bridgeStatus(statusPort)).subscribed);
  return bridge;
}

export interface BridgeStatus {
  readonly subscribed: boolean;
  readonly unacknowledged: number;
  readonly parked: number;
  readonly received: number;
  readonly fates: { readonly produced: number; readonly dropped: object; readonly deadLetter: object };
}

export async function bridgeStatus(port: number): Promise<BridgeStatus> {
  return (await (await fetch(`http://127.0.0.1:${port}/status`)).json()) as BridgeStatus;
}

/** Asks again until it is so; the test's own time limit ends it. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Waits until one and the same status says that so many came and all are acknowledged: then each has its fate. */
export const untilSettled = (port: number, received: number): Promise<void> =>
  until(async () => {
    const status = await bridgeStatus(port);
    return status.received === received && status.unacknowledged === 0;
  });

/** A gateway's side of the broker. */
export async function connectGateway(stack: StackAddresses, protocolVersion: 4 | 5 = 5) {
  return mqtt.connectAsync(stack.mqtt.url, { protocolVersion, clientId: newRun() });
}

export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly value: Buffer | null;
  readonly headers: ReadonlyMap<string, string>;
}

/** Everything written to the bridge's topics from the start, as it comes; each record once, also when Kafka was away. */
export async function readLog(
  stack: StackAddresses,
): Promise<{ records: LogRecord[]; stop(): Promise<void> }> {
  const kafka = createKafka({ brokers: stack.kafka.brokers, clientId: "read-log" });
  const consumer = kafka.consumer({ groupId: newRun(), maxWaitTimeInMs: 100 });
  const records: LogRecord[] = [];
  const seen = new Set<string>();
  const names = [topics.telemetry, topics.parameter, topics.deadLetter].map(({ name }) => name);
  await consumer.connect();
  await consumer.subscribe({ topics: names, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ topic, partition, message }) => {
      const place = `${topic}/${partition}/${message.offset}`;
      if (seen.has(place)) return Promise.resolve();
      seen.add(place);
      const headers = Object.entries(message.headers ?? {}).map(
        ([name, value]) => [name, String(value)] as const,
      );
      records.push({ topic, partition, value: message.value, headers: new Map(headers) });
      return Promise.resolve();
    },
  });
  return { records, stop: () => consumer.disconnect() };
}

const telemetryType = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));

/** The telemetry of one run's gateways and bridge, decoded, in the order read. */
export function eventsOf(records: readonly LogRecord[], run: string): readonly TelemetryEvent[] {
  return records.flatMap(({ topic, value }) => {
    if (topic !== topics.telemetry.name || value === null) return [];
    const decoded = telemetryType.decode(bodyOf(value));
    if (!decoded.ok) throw new Error(decoded.detail);
    const event = decoded.value;
    return event.endpoint_id.includes(run) || event.tick?.bridge_id === run ? [event] : [];
  });
}
