/**
 * The product on the local stack of the test run, in this process: real broker, Kafka, registry and ClickHouse.
 * Topics, groups and database are made anew, so that nothing of an earlier test is there.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@clickhouse/client";
import type { Kafka } from "kafkajs";
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import {
  bridgeConfig,
  clickhouseConfig,
  fleetConfig,
  kafkaConfig,
  sinkConfig,
  workerConfig,
} from "#infra/cli/config/process-config.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import { bridgeEnvironment, commonEnvironment, type Environment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { checkCaptures } from "#infra/cli/replay/capture-file.ts";
import { replay } from "#infra/cli/replay/replay.ts";
import type { ReplayResult } from "#infra/cli/replay/result.ts";
import { loadRules } from "#infra/cli/rules/load-rules.ts";
import type { Values } from "#infra/cli/settings.ts";
import { askBridge } from "#infra/cli/status-client.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { runBridge } from "#ingest/main.ts";
import { runFleet, runSink, runWorker } from "#processors/main.ts";
import { topics } from "#schemas/topics.ts";
import type { AskHome } from "./capture-check.ts";
import type { Row } from "./truth/row.ts";

export interface ProductOptions {
  /** Where the services are; `mqtt.url` may be another broker's. */
  readonly stack: Pick<StackAddresses, "runDir" | "kafka" | "registry" | "mqtt" | "clickhouse">;
  readonly bridges?: number;
  /** Whether several bridges divide the traffic; otherwise each takes all of it. */
  readonly divide?: boolean;
  readonly workers?: number;
  /** Whether it has a fleet stage, and a sink. */
  readonly fleet?: boolean;
  readonly sink?: boolean;
  /** Settings of this product alone, as in the environment. */
  readonly settings?: Environment;
}

export interface Product {
  /** How often each message comes into Kafka. */
  readonly copies: number;
  /** Whether its bridges divide the traffic. */
  readonly divides: boolean;
  readonly values: Values;
  readonly kafka: Kafka;
  /**
   * Starts bridges, replays the captures, waits until all is in the tables and stops the bridges.
   * `home` is the template of the homes' ids: one of its own keeps a capture apart from others replayed before.
   */
  replay(files: readonly string[], home: string): Promise<ReplayResult>;
  /** Starts bridges on live time that stay until the product stops; subscribed when it resolves. */
  goLive(): Promise<void>;
  /** Rows of a query; every column must be text or null. */
  ask(sql: string): Promise<readonly Row[]>;
  /** Queries about one home. */
  askHome(homeId: string): AskHome;
  stop(): Promise<void>;
}

/** Few, because each costs a producer and every tick a record. */
const partitions = 4;
let products = 0;

/** Starts worker and sink, where it is to have one; bridges come with each replay. */
export async function startProduct({
  stack,
  bridges = 1,
  divide = true,
  workers = 1,
  fleet = true,
  sink = true,
  settings = {},
}: ProductOptions): Promise<Product> {
  products += 1;
  const unique = `${process.pid}_${Date.now()}_${products}`;
  const common = {
    ...commonEnvironment(stack, {}),
    USP_KAFKA_PARTITIONS: String(partitions),
    USP_WORKER_COMMIT_EVERY_MS: "50",
    USP_WORKER_GROUP_ID: `home-worker-${unique}`,
    USP_FLEET_GROUP_ID: `fleet-${unique}`,
    USP_SINK_GROUP_ID: `sink-${unique}`,
    USP_CLICKHOUSE_DATABASE: `test_${unique}`,
    // A group of its own: a session left from another test would keep its share.
    ...(divide && bridges > 1 ? { USP_MQTT_SHARED_GROUP: `usp-test-${unique}` } : {}),
    ...settings,
  };
  const values = read(common);
  const kafka = createKafka({ ...kafkaConfig(values), clientId: "usp-test" });
  const rules = loadRules(values.rulesFile);
  await prepare(values, kafka);
  const clickhouse = openClickhouse(clickhouseConfig(values));
  const running = [
    ...(sink ? [runSink(sinkConfig(values))] : []),
    ...(fleet ? [runFleet(fleetConfig(values))] : []),
    ...numbers(workers).map(() => runWorker(workerConfig(values, rules))),
  ];
  const processes = await Promise.all(running);
  const failure = Promise.race(processes.map(({ done }) => done));
  const orFailure = async <T>(work: Promise<T>): Promise<T> => {
    await Promise.race([work, failure]);
    return work;
  };
  const ask: Product["ask"] = async (sql) => (await clickhouse.select(sql)).map(toRow);
  const stayed: Bridges[] = [];
  return {
    copies: divide ? 1 : bridges,
    divides: divide && bridges > 1,
    values,
    kafka,
    async replay(files, home) {
      const env = { ...common, USP_IDENTITY_HOME: home, USP_REPLAY: "true" };
      const started = await startBridges(env, bridges, unique);
      try {
        const { firstReceivedAtMs, lastReceivedAtMs } = await checkCaptures(files);
        const target = { values, bridges: started.statusPorts.map((statusPort) => ({ statusPort })) };
        const options = {
          files,
          qos: 1,
          queries: [],
          firstReceivedAtMs,
          lastReceivedAtMs,
          onProgress: () => undefined,
        } as const;
        return await orFailure(replay(target, options));
      } finally {
        await started.stop();
      }
    },
    async goLive() {
      stayed.push(await startBridges({ ...common, USP_REPLAY: "false" }, bridges, unique));
    },
    ask,
    askHome: (homeId) => (query) => ask(query(homeId)),
    async stop() {
      await Promise.all(stayed.map((each) => each.stop()));
      await Promise.all(processes.map((each) => each.stop()));
      await clickhouse.close();
      await dropTopics(kafka);
    },
  };
}

interface Bridges {
  readonly statusPorts: readonly number[];
  stop(): Promise<void>;
}

let starts = 0;

/** Each start has bridge ids of its own, because ticks count by bridge; the MQTT session is one and the same. */
async function startBridges(common: Environment, count: number, unique: string): Promise<Bridges> {
  starts += 1;
  const start = starts;
  const started = await Promise.all(
    numbers(count).map(async (n) => {
      const statusPort = await freePort();
      const env = {
        ...bridgeEnvironment(n, 1, true, statusPort),
        ...common,
        USP_BRIDGE_ID: `bridge-${n}-${start}`,
        USP_MQTT_CLIENT_ID: `usp-test-${unique}-${n}`,
      };
      const bridge = await runBridge(bridgeConfig(read(env)));
      while ((await askBridge(statusPort))?.subscribed !== true) await sleep(20);
      return { bridge, statusPort };
    }),
  );
  return {
    statusPorts: started.map(({ statusPort }) => statusPort),
    async stop() {
      await Promise.all(started.map(({ bridge }) => bridge.stop()));
    },
  };
}

function read(env: Environment): Values {
  const reading = readSettings({ env, file: null, readSecret: () => "" }, [
    "bridge",
    "worker",
    "sink",
    "topics",
    "migrate",
  ]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}

async function prepare(values: Values, kafka: Kafka): Promise<void> {
  await Promise.all([
    dropTopics(kafka).then(() => prepareTopics(values)),
    prepareSchemas(values),
    createDatabase(values).then(() => migrate(clickhouseConfig(values))),
  ]);
}

/** Deleted topics are gone a moment after Kafka has said yes. */
async function dropTopics(kafka: Kafka): Promise<void> {
  const names = Object.values(topics).map(({ name }) => name);
  await withAdmin(kafka, async (admin) => {
    const present = async (): Promise<string[]> =>
      (await admin.listTopics()).filter((name) => names.some((each) => each === name));
    const before = await present();
    if (before.length > 0) await admin.deleteTopics({ topics: before });
    while ((await present()).length > 0) await sleep(50);
  });
}

async function createDatabase(values: Values): Promise<void> {
  const { url, username, password, database } = clickhouseConfig(values);
  const client = createClient({ url, username, password });
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` });
  await client.close();
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function toRow(row: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value !== null && typeof value !== "string")
        throw new TypeError(`column ${name} is not asked for as text`);
      return [name, value];
    }),
  );
}
