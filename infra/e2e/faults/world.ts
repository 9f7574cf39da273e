/** The product and its services as supervised processes of a local stack of their own, any of which may be killed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import { createKafka } from "#infra/adapters/kafka.ts";
import { clickhouseConfig, kafkaConfig } from "#infra/cli/config/process-config.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import { bridgeEnvironment, commonEnvironment, type Environment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { localParts } from "#infra/cli/local-run/pipeline.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import type { Values } from "#infra/cli/settings.ts";
import { askBridge, askStatus } from "#infra/cli/status-client.ts";
import { startClickhouse } from "#infra/local/clickhouse.ts";
import { freePort } from "#infra/local/free-port.ts";
import { HIVEMQ_JARS, startHivemq } from "#infra/local/hivemq/hivemq.ts";
import { startKafkaCluster } from "#infra/local/kafka/cluster.ts";
import { KAFKA_JARS, startKafka } from "#infra/local/kafka/kafka.ts";
import { createMaven } from "#infra/local/maven.ts";
import { startMosquitto } from "#infra/local/mosquitto.ts";
import { spawnPart } from "#infra/local/part.ts";
import { REGISTRY_FILES, startRegistry } from "#infra/local/registry/registry.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { keepLogs, type StackAddresses } from "#infra/local/stack.ts";
import { alertRules, alertSettings } from "./alert-load.ts";
import { Member } from "./member.ts";
import type { PartName } from "./schedule.ts";

export interface WorldOptions {
  /**
   * HiveMQ keeps what it has acknowledged over a kill -9, mosquitto may lose the last second; mosquitto divides shared
   * subscriptions fairly, HiveMQ CE leaves messages lying. So: the broker is killed where it is HiveMQ, and several
   * bridges share where it is mosquitto.
   */
  readonly broker: "hivemq" | "mosquitto";
  readonly bridges: number;
  readonly workers: number;
  /** Three: replication factor 3, and two must have what is acknowledged. */
  readonly kafkaBrokers?: 1 | 3;
  /** Bridges take received times from what is published: for recordings. */
  readonly replay?: boolean;
  /** Two fleet stages, two notifiers, and a webhook that hears of alerts; see `alert-load.ts`. */
  readonly alerts?: boolean;
  /** The program of a process of ours that is started now: another version's `infra/cli/main.ts`; this one's when absent. */
  readonly program?: () => string;
}

export interface World {
  readonly addresses: StackAddresses;
  readonly values: Values;
  readonly kafka: Kafka;
  membersOf(part: PartName): readonly Member[];
  /** Of a run with alerts. */
  readonly alerts: {
    /** Settings that another product needs for the same alerts. */
    readonly settings: Environment;
    /** What the webhook heard: lines of `webhook-process.ts`. */
    readonly heardFile: string;
  } | null;
  /** What ended without having been told to, in sentences. */
  readonly deaths: readonly string[];
  /** Stops the product; the services stay, for the undisturbed run. */
  stopProduct(): Promise<void>;
  /** Ends everything; the logs stay when a person is to look at them. */
  stop(withLogs: boolean): Promise<void>;
}

const partitions = 4;
const readyMs = 60_000;
const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const webhookProcess = fileURLToPath(new URL("../notify/webhook-process.ts", import.meta.url));

export async function openWorld(options: WorldOptions): Promise<World> {
  const run = await openRunFolder(null);
  try {
    return await startWorld(run, options);
  } catch (error) {
    keepLogs(run);
    await run.reaper.finish();
    throw error;
  }
}

async function startWorld(run: RunFolder, options: WorldOptions): Promise<World> {
  const deaths: string[] = [];
  const onDeath = (sentence: string): void => void deaths.push(sentence);
  const services = await startServices(run, options);
  const addresses: StackAddresses = {
    runDir: run.path,
    kafka: { brokers: services.kafka.flatMap(({ address }) => address) },
    registry: { url: services.registry.address },
    mqtt: { url: services.mqtt.address },
    clickhouse: { url: services.clickhouse.address },
  };
  const alerts = options.alerts === true ? await startWebhook(run) : null;
  const common = {
    ...commonEnvironment(addresses, {}),
    USP_KAFKA_PARTITIONS: String(partitions),
    USP_KAFKA_REPLICATION_FACTOR: String(services.kafka.length),
    ...alerts?.settings,
  };
  const values = read(common);
  await Promise.all([prepareTopics(values), prepareSchemas(values), migrate(clickhouseConfig(values))]);
  const product = await startProduct(run, { ...common, ...alerts?.notify }, options, onDeath);
  const members = [
    ...product,
    ...services.kafka.map((service) => serviceMember("kafka", service, onDeath)),
    serviceMember("registry", services.registry, onDeath),
    serviceMember("mqtt", services.mqtt, onDeath),
    serviceMember("clickhouse", services.clickhouse, onDeath),
  ];
  return {
    addresses,
    values,
    kafka: createKafka({ ...kafkaConfig(values), clientId: "usp-faults" }),
    membersOf: (part) => members.filter((member) => member.part === part),
    alerts,
    deaths,
    async stopProduct() {
      await Promise.all(product.map((member) => member.end("SIGTERM")));
    },
    async stop(withLogs) {
      if (withLogs) keepLogs(run);
      await Promise.all(members.map((member) => member.end("SIGKILL")));
      await run.reaper.finish();
    },
  };
}

/** The receiver, and what makes alerts and tells it of them. */
async function startWebhook(run: RunFolder) {
  const port = await freePort();
  const { logFile } = spawnPart(run, {
    name: "webhook",
    command: process.execPath,
    args: [webhookProcess, String(port)],
  });
  const rulesFile = join(run.path, "rules.yaml");
  writeFileSync(rulesFile, alertRules);
  const target = { kind: "webhook", url: `http://127.0.0.1:${port}/` };
  return {
    settings: alertSettings(rulesFile),
    notify: { USP_NOTIFY_TARGETS: JSON.stringify([target]) },
    heardFile: logFile,
  };
}

async function startServices(run: RunFolder, { broker, kafkaBrokers = 1 }: WorldOptions) {
  const maven = createMaven(() => undefined);
  const [kafka, registry, mqtt, clickhouse] = await Promise.all([
    maven(KAFKA_JARS).then(async (jars) =>
      kafkaBrokers === 3 ? startKafkaCluster(run, jars) : [await startKafka(run, jars)],
    ),
    maven(REGISTRY_FILES).then((files) => startRegistry(run, files)),
    broker === "mosquitto" ? startMosquitto(run) : maven(HIVEMQ_JARS).then((jars) => startHivemq(run, jars)),
    startClickhouse(run),
  ]);
  return { kafka, registry, mqtt, clickhouse };
}

function serviceMember(
  part: PartName,
  service: Service<unknown>,
  onDeath: (sentence: string) => void,
): Member {
  let current = service;
  const start = async () => {
    current = await current.again();
    return current.part;
  };
  return new Member({ part, name: service.part.name, statusPort: null, first: service.part, start, onDeath });
}

async function startProduct(
  run: RunFolder,
  common: Environment,
  { bridges, workers, replay = false, alerts = false, program = () => main }: WorldOptions,
  onDeath: (sentence: string) => void,
): Promise<Member[]> {
  const member = async (part: PartName, name: string, env: (port: number) => Environment) => {
    const statusPort = await freePort();
    const start = () =>
      Promise.resolve(
        spawnPart(run, {
          name,
          command: process.execPath,
          args: [program(), part],
          env: { ...common, ...env(statusPort) },
        }),
      );
    return new Member({ part, name, statusPort, first: await start(), start, onDeath });
  };
  const onlyPort = (port: number): Environment => ({ USP_STATUS_PORT: String(port) });
  const members = await Promise.all([
    ...numbers(bridges).map((n) =>
      member("bridge", `bridge-${n}`, (port) => bridgeEnvironment(n, bridges, replay, port)),
    ),
    ...numbers(workers).map((n) => member("worker", `worker-${n}`, onlyPort)),
    ...(alerts ? (["fleet", "notify"] as const) : []).flatMap((part) =>
      [1, 2].map((n) => member(part, `${part}-${n}`, onlyPort)),
    ),
    member("sink", "sink", onlyPort),
  ]);
  await Promise.all(members.map(untilReady));
  return members;
}

export async function untilReady(member: Member): Promise<void> {
  const until = Date.now() + readyMs;
  while (!(await isReady(member))) {
    if (Date.now() > until)
      throw new Error(`${member.name} did not become ready; its log is ${member.logFile}`);
    await sleep(100);
  }
}

/** A bridge is ready when it is subscribed; any other process of ours when it answers. */
export async function isReady({ part, statusPort }: Member): Promise<boolean> {
  if (statusPort === null) return true;
  if (part === "bridge") return (await askBridge(statusPort))?.subscribed === true;
  return (await askStatus(statusPort)) !== null;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function read(env: Environment): Values {
  const reading = readSettings({ env, file: null, readSecret: () => "" }, localParts);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}
