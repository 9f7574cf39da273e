import { readdirSync } from "node:fs";
import { join } from "node:path";
import { watchAncestors } from "./ancestors.ts";
import { startClickhouse } from "./clickhouse.ts";
import { HIVEMQ_JARS, startHivemq } from "./hivemq/hivemq.ts";
import { type JvmCompiler, KAFKA_JARS, startKafka } from "./kafka/kafka.ts";
import { createMaven } from "./maven.ts";
import { startMosquitto } from "./mosquitto.ts";
import { type Part, spawnPart } from "./part.ts";
import { REGISTRY_FILES, startRegistry } from "./registry/registry.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { publishAddresses, type StackAddresses } from "./running-stacks.ts";
import type { Service } from "./service.ts";

/** A child process of the product: bridge, worker, sink. */
export type ChildHandle = Part;

export type { StackAddresses };

export interface LocalStack extends StackAddresses {
  /** In the environment of every process of this run. */
  readonly runId: string;
  /** Lives until nothing of this run is left. */
  readonly reaperPid: number;
  /** Resolves with a sentence when one of the services ends by itself. */
  readonly died: Promise<string>;
  /** Runs a script with this Node; its log is `logs/NAME.log` in the run folder, its life ends with the stack's. */
  spawnPart(name: string, argv: readonly string[], env?: NodeJS.ProcessEnv): ChildHandle;
  /** The run's logs stay after the end: an error points to them. */
  keepLogs(): void;
  /** Stops the parts, then the services, and removes the run folder unless it is a data folder. */
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Keeps everything in this folder; null: a temporary one, removed at the end. */
  readonly dataDir?: string | null;
  readonly mqttBroker?: "hivemq" | "mosquitto";
  /** Of Kafka, `quick` where nothing is said. */
  readonly compiler?: JvmCompiler;
  readonly onProgress?: (text: string) => void;
}

const ABANDONED_MS = 4_000;

/**
 * Starts Kafka, a schema registry, an MQTT broker and ClickHouse on free ports of 127.0.0.1, all at once, and resolves
 * when each has answered in its own protocol. However this process ends, nothing is left within 10 s.
 */
export async function startStack(options: StackOptions = {}): Promise<LocalStack> {
  const onProgress = options.onProgress ?? (() => undefined);
  const run = await openRunFolder(options.dataDir ?? null);
  watchAncestors(endAbandonedProcess);
  try {
    return await startServices(run, options, onProgress);
  } catch (error) {
    // The logs that the error points to stay.
    if (run.temporary) run.reaper.tell({ kind: "keep", path: run.path });
    await run.reaper.finish();
    throw error;
  }
}

/** The program may end in its own way, as on SIGTERM; when it has not soon, the reaper does it. */
function endAbandonedProcess(): void {
  setTimeout(() => process.exit(1), ABANDONED_MS);
  process.kill(process.pid, "SIGTERM");
}

async function startServices(
  run: RunFolder,
  { mqttBroker = "hivemq", compiler }: StackOptions,
  onProgress: (text: string) => void,
): Promise<LocalStack> {
  const maven = createMaven(onProgress);
  const began = Date.now();
  const report = async <T>(title: string, starting: Promise<Service<T>>): Promise<Service<T>> => {
    const service = await starting;
    onProgress(`${title} ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return service;
  };
  const [kafka, registry, mqtt, clickhouse] = await Promise.all([
    report(
      "Kafka",
      maven(KAFKA_JARS).then((jars) => startKafka(run, jars, compiler)),
    ),
    report(
      "Schema registry",
      maven(REGISTRY_FILES).then((files) => startRegistry(run, files)),
    ),
    report(
      "MQTT broker",
      mqttBroker === "mosquitto"
        ? startMosquitto(run)
        : maven(HIVEMQ_JARS).then((jars) => startHivemq(run, jars)),
    ),
    report("ClickHouse", startClickhouse(run)),
  ]);
  const addresses: StackAddresses = {
    runDir: run.path,
    kafka: { brokers: kafka.address },
    registry: { url: registry.address },
    mqtt: { url: mqtt.address },
    clickhouse: { url: clickhouse.address },
  };
  publishAddresses(run, addresses);
  return running(run, addresses, [kafka.part, registry.part, mqtt.part, clickhouse.part]);
}

function running(run: RunFolder, addresses: StackAddresses, services: readonly Part[]): LocalStack {
  const children: Part[] = [];
  let stopping: Promise<void> | null = null;
  return {
    ...addresses,
    runId: run.runId,
    reaperPid: run.reaper.pid,
    died: firstDeath(services, () => stopping !== null),
    spawnPart: (name, argv, env) => {
      const part = spawnPart(run, {
        name,
        command: process.execPath,
        args: argv,
        ...(env === undefined ? {} : { env }),
      });
      children.push(part);
      return part;
    },
    keepLogs: () => keepLogs(run),
    stop: () => (stopping ??= stopAll(run, children, services)),
  };
}

/** The logs outlive a run that failed; its data, gigabytes after a while, do not. */
export function keepLogs(run: RunFolder): void {
  if (!run.temporary) return;
  run.reaper.tell({ kind: "keep", path: run.path });
  for (const name of readdirSync(run.path)) {
    const path = join(run.path, name);
    if (path !== run.logFolder) run.reaper.tell({ kind: "remove", path });
  }
}

function firstDeath(services: readonly Part[], isStopping: () => boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const part of services) {
      void part.exited.then(({ code, signal }) => {
        if (isStopping()) return;
        resolve(
          `${part.name} ended (${signal ?? `exit code ${code}`}). Its log is ${part.logFile}; the last lines:\n${part.tail()}`,
        );
      });
    }
  });
}

/**
 * 1 the product's parts, while the services they write to are there; 2 the services, gently where data is kept;
 * 3 the reaper removes the folder. A stop of ours in between: the reaper does the rest.
 */
async function stopAll(run: RunFolder, children: readonly Part[], services: readonly Part[]): Promise<void> {
  await Promise.all(children.map((part) => part.stop()));
  await Promise.all(services.map((part) => part.stop(run.temporary ? 0 : 6_000)));
  await run.reaper.finish();
}
