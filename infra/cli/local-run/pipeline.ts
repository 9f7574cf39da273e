/** The product on a local stack: what must be there first, then its processes. */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "#infra/local/free-port.ts";
import type { ChildHandle, LocalStack, StackAddresses } from "#infra/local/stack.ts";
import { Complaint } from "../complaint.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { loadSettings } from "../config/load.ts";
import { migrate } from "../migrate-command.ts";
import type { Values } from "../settings.ts";
import { askBridge, askStatus } from "../status-client.ts";
import {
  bridgeEnvironment,
  collectorEnvironment,
  commonEnvironment,
  type Environment,
} from "./environment.ts";
import { prepareSchemas, prepareTopics } from "./prepare.ts";

export interface PipelineOptions {
  readonly bridges: number;
  readonly workers: number;
  readonly replay: boolean;
  /** Whether reports are taken over HTTP too. */
  readonly collector?: boolean;
  readonly configFile: string | undefined;
  /** Settings that go before the user's. */
  readonly environment?: Environment;
  readonly onProgress: (text: string) => void;
}

/** Where the services are, and what starts the processes. */
type Surroundings = StackAddresses & Pick<LocalStack, "spawnPart">;

/** One process and where it tells its state. */
export interface PipelinePart {
  readonly child: ChildHandle;
  readonly statusPort: number;
}

export interface Pipeline {
  /** The settings that all parts share. */
  readonly values: Values;
  readonly bridges: readonly PipelinePart[];
  readonly workers: readonly PipelinePart[];
  readonly sink: PipelinePart;
  /** Null where nobody is to be told of alerts. */
  readonly notify: PipelinePart | null;
  /** Resolves with a sentence when one of the parts ends by itself. */
  readonly died: Promise<string>;
}

/** Whose settings a local run needs. */
export const localParts = [
  "bridge",
  "collector",
  "worker",
  "fleet",
  "notify",
  "sink",
  "rollup",
  "topics",
  "migrate",
] as const;

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const readyMs = 60_000;

/** Starts everything and resolves when the bridges are connected and the others answer. */
export async function startPipeline(stack: Surroundings, options: PipelineOptions): Promise<Pipeline> {
  const { bridges, workers, replay, configFile, onProgress } = options;
  const common = { ...commonEnvironment(stack, process.env), ...options.environment };
  const values = loadSettings(localParts, configFile, {
    ...process.env,
    ...common,
  });
  onProgress("Applying topics, schemas and migrations");
  await Promise.all([prepareTopics(values), prepareSchemas(values), migrate(clickhouseConfig(values))]);
  const spawn = (
    kind: string,
    name: string,
    env: (statusPort: number) => Environment,
  ): Promise<PipelinePart> =>
    spawnPart(stack, kind, name, configFile, (statusPort) => ({ ...common, ...env(statusPort) }));
  const receivers = values.notifyTargets?.map(({ name }) => name) ?? [];
  const telling = receivers.length === 0 ? "" : `, notifier (${receivers.join(", ")})`;
  onProgress(`Starting bridge, home worker, fleet stage${telling}, sink and rollup`);
  const onlyPort = (statusPort: number): Environment => ({ USP_STATUS_PORT: String(statusPort) });
  const [startedBridges, startedWorkers, fleet, sink, rollup, notify, collector] = await Promise.all([
    Promise.all(
      numbers(bridges).map((n) =>
        spawn("bridge", `bridge-${n}`, (port) => bridgeEnvironment(n, bridges, replay, port)),
      ),
    ),
    Promise.all(numbers(workers).map((n) => spawn("worker", `worker-${n}`, onlyPort))),
    spawn("fleet", "fleet", onlyPort),
    spawn("sink", "sink", onlyPort),
    spawn("rollup", "rollup", onlyPort),
    receivers.length === 0 ? null : spawn("notify", "notify", onlyPort),
    options.collector === true
      ? spawn("collector", "collector", (port) => collectorEnvironment(process.env, port))
      : null,
  ]);
  const collectors = collector === null ? [] : [collector];
  const others = [...startedWorkers, fleet, sink, rollup, ...(notify === null ? [] : [notify])];
  const all = [...startedBridges, ...others, ...collectors];
  const died = firstDeath(all);
  const ready = Promise.all([
    ...startedBridges.map((part) =>
      until(part, async () => (await askBridge(part.statusPort))?.subscribed === true),
    ),
    ...others.map((part) => until(part, async () => (await askStatus(part.statusPort)) !== null)),
    ...collectors.map((part) =>
      until(part, async () => {
        const address = await askCollector(part.statusPort);
        if (address !== null) onProgress(`Bulk data over HTTP goes to ${address}`);
        return address !== null;
      }),
    ),
  ]);
  await Promise.race([ready, died.then(fail)]);
  return { values, bridges: startedBridges, workers: startedWorkers, sink, notify, died };
}

const fail = (sentence: string): never => {
  throw new Complaint(sentence, 1);
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function spawnPart(
  stack: Surroundings,
  kind: string,
  name: string,
  configFile: string | undefined,
  environment: (statusPort: number) => Environment,
): Promise<PipelinePart> {
  const statusPort = await freePort();
  const argv = [main, kind, ...(configFile === undefined ? [] : ["--config", configFile])];
  return { child: stack.spawnPart(name, argv, environment(statusPort)), statusPort };
}

/** Where a collector takes reports; null while it does not. */
async function askCollector(statusPort: number): Promise<string | null> {
  const status = await askStatus(statusPort);
  const isListening = typeof status === "object" && status !== null && "address" in status;
  return isListening && typeof status.address === "string" ? status.address : null;
}

async function until({ child }: PipelinePart, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (!(await isReady())) {
    if (Date.now() > deadline)
      throw new Complaint(
        `${child.name} did not become ready in ${readyMs / 1000} s. Its log is ${child.logFile}; the last lines:\n${child.tail()}`,
        1,
      );
    await sleep(50);
  }
}

function firstDeath(all: readonly PipelinePart[]): Promise<string> {
  const ends = all.map(async ({ child }) => {
    const { code, signal } = await child.exited;
    return `${child.name} ended (${signal ?? `exit code ${code}`}). Its log is ${child.logFile}; the last lines:\n${child.tail()}`;
  });
  return Promise.race(ends);
}
