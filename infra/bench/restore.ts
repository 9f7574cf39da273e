/**
 * Stage restore: how long a new home worker needs for 10,000 homes, from being given the partitions to being live, on
 * the state that another one has left in Kafka.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import { commonEnvironment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { partitionOf } from "#schemas/partition.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { createEventSource, telemetryType } from "./homes.ts";
import { type MeasuredProcess, program, startMeasured } from "./measured-process.ts";
import { createReportingGateway } from "./report.ts";
import { localValues } from "./settings.ts";
import { type BenchStack, withStack } from "./stack.ts";

const intervalMs = 60_000;
/** A worker that leaves writes down all it has not yet. */
const stopWithinMs = 120_000;

export const restoreBenchmark: Benchmark = {
  name: "restore",
  run(context) {
    const { smoke, say } = context;
    // A minute longer than the horizon: as many closed windows as there ever are.
    const { homes, minutes } = smoke ? { homes: 100, minutes: 3 } : { homes: 10_000, minutes: 17 };
    return withStack(context, async (stack) => {
      say(`restore: ${homes} homes report for ${minutes} minutes`);
      await publishHomes(stack, homes, minutes);
      await leaveState(stack, homes * minutes, say);
      return [await restored(stack, homes, minutes)];
    });
  },
};

/** What the homes said, in order of time: what it is costs a worker nothing to tell apart. */
async function publishHomes(stack: BenchStack, homes: number, minutes: number): Promise<void> {
  const values = localValues(stack);
  const [, schemas] = await Promise.all([prepareTopics(values), prepareSchemas(values)]);
  const topic = topics.telemetry.name;
  const schemaId = schemas.find(({ subject }) => subject === subjectOf(topic))?.id ?? 0;
  const producer = await createPartitionProducer({ kafka: createKafka(kafkaConfig(values)) });
  const startMs = Date.now() - minutes * intervalMs;
  const template = createEventSource()(createReportingGateway("restore", 0), startMs);
  for (let minute = 0; minute < minutes; minute += 1) {
    for (let first = 0; first < homes; first += 1000) {
      const batch = Array.from({ length: Math.min(1000, homes - first) }, (_, index) => first + index);
      const sent = batch.map((number) => {
        const homeId = `os::00D09E-cpe-bench-${number}`;
        const atMs = epochMs(startMs + minute * intervalMs + Math.floor((number * intervalMs) / homes));
        const event = {
          ...template,
          event_id: (minute * homes + number).toString(16).padStart(32, "0"),
          home_id: homeId,
          endpoint_id: homeId,
          observed_at: atMs,
          received_at: atMs,
        };
        const partition = partitionOf(homeId, values.kafkaPartitions);
        return producer.publish({
          topic,
          partition,
          key: Buffer.from(homeId),
          value: telemetryType.encode(event, schemaId),
        });
      });
      await Promise.all(sent);
    }
  }
  await producer.close();
}

function startWorker(
  stack: BenchStack,
  name: string,
  isReady: (status: Status) => boolean,
): Promise<MeasuredProcess> {
  return startMeasured(
    stack,
    name,
    () => [program, "worker"],
    (port) => ({
      ...commonEnvironment(stack, {}),
      USP_WORKER_GROUP_ID: "bench-restore",
      USP_STATUS_PORT: String(port),
    }),
    isReady,
  );
}

type Status = Readonly<Record<string, unknown>>;

/** A worker takes all of it and leaves in good order. */
async function leaveState(stack: BenchStack, events: number, say: (text: string) => void): Promise<void> {
  const worker = await startWorker(stack, "first-worker", () => true);
  say(`  a worker takes ${events} reports and leaves`);
  while (Number((await worker.status())?.["applied"]) < events) await sleep(200);
  await worker.stop(stopWithinMs);
}

async function restored(stack: BenchStack, homes: number, minutes: number): Promise<Measurement> {
  const began = performance.now();
  const worker = await startWorker(stack, "second-worker", isLive);
  const seconds = (performance.now() - began) / 1000;
  const cpuUs = worker.cpuUs() / homes;
  const status = await worker.status();
  await worker.stop(stopWithinMs);
  if (status?.["homes"] !== homes)
    throw new Error(`${String(status?.["homes"])} homes of ${homes} came back`);
  const restoreMs = Number(status["restoreMs"]);
  return {
    stage: "restore",
    event: "home",
    ratePerSecond: homes / (restoreMs / 1000),
    cpuUs,
    floor: null,
    ratio: null,
    figure: `${(restoreMs / 1000).toFixed(1)} s`,
    aim: "",
    met: true,
    notes: [
      `${homes} homes of 15 stations and 20 hosts after ${minutes} reports a minute apart, from their snapshots in 12 partitions; CPU with the start of the process`,
      `${seconds.toFixed(1)} s from the start of the process to all partitions live`,
    ],
  };
}

function isLive({ partitions }: Status): boolean {
  const phases = Object.values(partitions ?? {});
  return phases.length > 0 && phases.every((phase) => phase === "live");
}
