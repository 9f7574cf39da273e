/** A run of counting workers: topics of its own, events fed in, workers as processes, and what must come out. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Kafka } from "kafkajs";
import { applyTopics, endOffsets, groupOffsets } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createReader } from "#infra/adapters/kafka-reader.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { countingFold, eventAt } from "#processors/runtime/counting-fold.fixture.ts";
import type { WorkerStatus } from "#processors/runtime/worker.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { CountingWorkerSettings } from "./counting-worker.ts";

export const partitions = 4;
const program = fileURLToPath(new URL("counting-worker.ts", import.meta.url));

/** One worker process. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly exited: Promise<unknown>;
  status: WorkerStatus | null = null;
  errors = "";

  constructor(settings: CountingWorkerSettings) {
    this.#child = spawn(process.execPath, [program, JSON.stringify(settings)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = once(this.#child, "exit");
    this.#child.stderr?.on("data", (text: Buffer) => {
      this.errors += text.toString();
    });
    let rest = "";
    this.#child.stdout?.on("data", (text: Buffer) => {
      const lines = (rest + text.toString()).split("\n");
      rest = lines.pop() ?? "";
      const last = lines.at(-1);
      if (last !== undefined) this.status = JSON.parse(last);
    });
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Numbers of the partitions that are live here. */
  get live(): readonly string[] {
    return Object.entries(this.status?.partitions ?? {})
      .filter(([, phase]) => phase === "live")
      .map(([partition]) => partition);
  }

  async signal(name: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#child.kill(name);
    await this.exited;
  }

  /** Stands still: what it believes is going on may be over when it goes on. */
  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }
}

export interface CountingRun {
  readonly kafka: Kafka;
  readonly settings: CountingWorkerSettings;
  readonly producer: PartitionProducer;
  /** Publishes events of 40 homes and a tick in twenty, round the partitions. */
  feed(count: number): Promise<void>;
  /** Waits until the group has emitted everything fed so far. */
  caughtUp(): Promise<void>;
  /** Committed outputs, in order of each partition. */
  outputs(): Promise<readonly string[]>;
  /** What one undisturbed fold makes of the log. */
  expected(): readonly string[];
  close(): Promise<void>;
}

export interface RunOptions {
  readonly brokers: readonly string[];
  readonly name: string;
  readonly replayDistanceMs?: number;
}

export async function startCountingRun({
  brokers,
  name,
  replayDistanceMs = 5000,
}: RunOptions): Promise<CountingRun> {
  const kafka = createKafka({ brokers, clientId: name });
  const topics = {
    telemetry: `${name}.telemetry`,
    workerState: `${name}.state`,
    associationChange: `${name}.change`,
    deadLetter: `${name}.dead`,
  };
  const specs = Object.values(topics).map((topic) => ({
    name: topic,
    schema: null,
    key: "home_id" as const,
    cleanup: topic === topics.workerState ? ("compact" as const) : ("delete" as const),
    retentionMs: 86_400_000,
    partitions: "fixed" as const,
  }));
  await applyTopics(kafka, { partitions, replicationFactor: 1, topics: specs });
  const producer = await createPartitionProducer({ kafka });
  const log: TelemetryEvent[][] = Array.from({ length: partitions }, () => []);
  const settings = { brokers, groupId: name, topics, replayDistanceMs, logGeneration: 1 };
  let fed = 0;

  const publish = (index: number): Promise<void> => {
    const partition = index % partitions;
    const event = eventOf(index);
    log[partition]?.push(event);
    const value = Buffer.from(JSON.stringify(event));
    return producer.publish({ topic: topics.telemetry, partition, key: Buffer.from(event.home_id), value });
  };

  return {
    kafka,
    settings,
    producer,
    async feed(count) {
      const published: Promise<void>[] = [];
      for (const end = fed + count; fed < end; fed += 1) published.push(publish(fed));
      await Promise.all(published);
    },
    caughtUp: () => untilCaughtUp(kafka, settings),
    outputs: () => readAll(kafka, `${name}.check.${fed}`, topics.associationChange),
    expected: () => log.flatMap(foldWhole),
    async close() {
      await producer.close();
    },
  };
}

/** 40 homes, a tick in twenty; 10 ms of received time apart, so 5,000 events are 50 s. */
const eventOf = (index: number): TelemetryEvent =>
  eventAt((index / partitions) % 20 < 1 ? null : `home-${index % 40}`, index * 10, String(index));

function foldWhole(events: readonly TelemetryEvent[], partition: number): string[] {
  const fold = countingFold();
  return events.flatMap((event, offset) =>
    fold
      .apply(event, offset)
      .outputs.flatMap((output) =>
        output.topic === "associationChange" ? [lineOf(output.value, partition)] : [],
      ),
  );
}

const lineOf = (
  { endpoint_id, home_id, row_version, clock_epoch }: AssociationChange,
  partition: number,
): string => `${partition} event ${endpoint_id} ${home_id} #${row_version} at tick ${clock_epoch}`;

async function untilCaughtUp(kafka: Kafka, { groupId, topics }: CountingWorkerSettings): Promise<void> {
  const ends = await endOffsets(kafka, topics.telemetry);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const emitted = await groupOffsets(kafka, groupId, topics.telemetry);
    if ([...ends].every(([partition, end]) => (emitted.get(partition) ?? 0) >= end)) return;
  }
  throw new Error("The workers did not catch up within a minute");
}

async function readAll(kafka: Kafka, groupId: string, topic: string): Promise<readonly string[]> {
  const lines: string[][] = Array.from({ length: partitions }, () => []);
  let lastAt = Date.now();
  const reader = createReader({
    kafka,
    groupId,
    topics: [topic],
    listener: {
      joined: () => {},
      records({ partition, records }) {
        lastAt = Date.now();
        for (const { value } of records) {
          const decoded: AssociationChange = JSON.parse(String(value));
          lines[partition]?.push(lineOf(decoded, partition));
        }
      },
      lost: () => {},
      failed: () => {},
    },
  });
  await reader.start();
  while (Date.now() - lastAt < 1500) await sleep(100);
  await reader.stop();
  return lines.flat();
}

/** Waits until `holds`; fails with `what` after half a minute. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) if (holds()) return;
  throw new Error(`Did not happen: ${what}`);
}
