/** Topics of a run's own, events fed in, and what of it came out. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import kafkajs, { type Kafka } from "kafkajs";
import { applyTopics, endOffsets, groupOffsets, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createReader, type KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import type { WindowConfig } from "#processors/config.ts";
import { countingFold, eventAt } from "#processors/runtime/counting-fold.fixture.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { TopicSpec } from "#schemas/topics.ts";
import type { WorkerSettings } from "./worker-program.ts";

export const partitions = 4;

export interface WorkerRun {
  readonly kafka: Kafka;
  readonly settings: WorkerSettings;
  readonly producer: PartitionProducer;
  publish(partition: number, event: TelemetryEvent): Promise<void>;
  /** Publishes events of 40 homes and a tick in twenty, round the partitions. */
  feed(count: number): Promise<void>;
  /** Waits until the group has emitted everything fed so far. */
  caughtUp(): Promise<void>;
  /** Committed outputs of the counting fold, in order of each partition. */
  outputs(): Promise<readonly string[]>;
  /** What one undisturbed counting fold makes of the log. */
  expected(): readonly string[];
  /** Deletes the telemetry topic and makes it anew, empty. */
  recreateLog(): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly brokers: readonly string[];
  readonly name: string;
  readonly replayDistanceMs?: number;
  /** null, the default: the counting fold. */
  readonly window?: WindowConfig | null;
  /** Settings of the worker-state topic, all of them. */
  readonly stateConfig?: Readonly<Record<string, string>>;
}

export async function startWorkerRun({
  brokers,
  name,
  replayDistanceMs = 5000,
  window = null,
  stateConfig = {},
}: RunOptions): Promise<WorkerRun> {
  const kafka = createKafka({ brokers, clientId: name });
  const topics = {
    telemetry: `${name}.telemetry`,
    workerState: `${name}.state`,
    window: `${name}.window`,
    associationChange: `${name}.change`,
    alertCandidate: `${name}.alert`,
  };
  await makeTopics(kafka, Object.values(topics), topics.workerState);
  await configure(kafka, topics.workerState, stateConfig);
  const producer = await createPartitionProducer({ kafka });
  const log: TelemetryEvent[][] = Array.from({ length: partitions }, () => []);
  const settings = { brokers, groupId: name, topics, replayDistanceMs, logGeneration: 1, window };
  let fed = 0;

  const publish = (partition: number, event: TelemetryEvent): Promise<void> => {
    log[partition]?.push(event);
    const value = Buffer.from(JSON.stringify(event));
    return producer.publish({ topic: topics.telemetry, partition, key: Buffer.from(event.home_id), value });
  };

  return {
    kafka,
    settings,
    producer,
    publish,
    async feed(count) {
      const published: Promise<void>[] = [];
      for (const end = fed + count; fed < end; fed += 1)
        published.push(publish(fed % partitions, eventOf(fed)));
      await Promise.all(published);
    },
    caughtUp: () => untilCaughtUp(kafka, settings),
    async outputs() {
      const records = await readAll(kafka, topics.associationChange);
      return records.flatMap((ofPartition, partition) =>
        ofPartition.map(({ value }) => lineOf(JSON.parse(String(value)), partition)),
      );
    },
    expected: () => log.flatMap(foldWhole),
    async recreateLog() {
      await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topics.telemetry] }));
      for (const ofPartition of log) ofPartition.length = 0;
      await makeTopics(kafka, [topics.telemetry], topics.workerState);
    },
    close: () => producer.close(),
  };
}

function makeTopics(kafka: Kafka, names: readonly string[], compacted: string): Promise<unknown> {
  const topics = names.map((name): TopicSpec => ({
    name,
    schema: null,
    key: "home_id",
    cleanup: name === compacted ? "compact" : "delete",
    retentionMs: 86_400_000,
    partitions: "fixed",
  }));
  return applyTopics(kafka, { partitions, replicationFactor: 1, topics });
}

async function configure(
  kafka: Kafka,
  topic: string,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  if (configEntries.length === 0) return;
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  await withAdmin(kafka, (admin) =>
    admin.alterConfigs({ validateOnly: false, resources: [{ type, name: topic, configEntries }] }),
  );
}

/** 40 homes, a tick in twenty; 10 ms of received time apart, so 5,000 events are 50 s. */
const eventOf = (index: number): TelemetryEvent =>
  eventAt((index / partitions) % 20 < 1 ? null : `home-${index % 40}`, index * 10, String(index));

function foldWhole(events: readonly TelemetryEvent[], partition: number): string[] {
  const fold = countingFold();
  return events.flatMap((event, offset) =>
    [...fold.apply(event, offset)].flatMap(({ outputs }) =>
      outputs.flatMap((output) =>
        output.topic === "associationChange" ? [lineOf(output.value, partition)] : [],
      ),
    ),
  );
}

const lineOf = (
  { kind, endpoint_id, home_id, row_version, clock_epoch }: AssociationChange,
  partition: number,
): string => `${partition} ${kind} event ${endpoint_id} ${home_id} #${row_version} at tick ${clock_epoch}`;

async function untilCaughtUp(kafka: Kafka, { groupId, topics }: WorkerSettings): Promise<void> {
  const ends = await endOffsets(kafka, topics.telemetry);
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; await sleep(200)) {
    const emitted = await groupOffsets(kafka, groupId, topics.telemetry);
    if ([...ends].every(([partition, end]) => (emitted.get(partition) ?? 0) >= end)) return;
  }
  throw new Error("The workers did not catch up within a minute");
}

/** All that is committed in a topic, by partition, from these offsets on: read until nothing more comes. */
export async function readAll(
  kafka: Kafka,
  topic: string,
  from: ReadonlyMap<number, number> = new Map(),
): Promise<readonly (readonly KafkaRecord[])[]> {
  const found: KafkaRecord[][] = Array.from({ length: partitions }, () => []);
  let lastAt = Date.now();
  const reader = createReader({
    kafka,
    groupId: `check.${randomUUID()}`,
    topics: [topic],
    listener: {
      joined() {
        for (const [partition, offset] of from) reader.seek(topic, partition, offset);
      },
      records({ partition, records }) {
        lastAt = Date.now();
        for (const record of records) found[partition]?.push(record);
      },
      lost: () => {},
      failed: () => {},
    },
  });
  await reader.start();
  while (Date.now() - lastAt < 1500) await sleep(100);
  await reader.stop();
  return found;
}

/** Waits until `holds`; fails with `what` after some time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 100_000,
): Promise<void> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(50)) {
    if (await holds()) return;
  }
  throw new Error(`Did not happen: ${what}`);
}
