import { stopIdleTimer } from "#infra/adapters/kafka.ts";
import { existsSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kafka, type KafkaConfig, logLevel } from "kafkajs";
import { freePort } from "../free-port.ts";
import { type PartCommand, spawnPart } from "../part.ts";
import type { RunFolder } from "../run-folder.ts";
import { type Service, type ServiceAttempt, startService } from "../service.ts";

const POM = fileURLToPath(new URL("./pom.xml", import.meta.url));
const LOG_CONFIG = fileURLToPath(new URL("./log4j2.xml", import.meta.url));

export const KAFKA_JARS = {
  title: "Apache Kafka (45 MB)",
  name: "kafka",
  pomFile: POM,
  goal: "dependency:copy-dependencies",
} as const;

/** One broker that is its own controller. The address is what clients take as `brokers`. */
export async function startKafka(
  run: RunFolder,
  jars: string,
  compiler: JvmCompiler = "quick",
): Promise<Service<string[]>> {
  const folder = run.folderOf("kafka");
  return startService(run, "Kafka", async () => {
    const [port, controllerPort] = [await freePort(), await freePort()];
    const voters = `1@127.0.0.1:${controllerPort}`;
    const node: KafkaNode = { id: 1, name: "kafka", folder, port, controllerPort, voters, replicas: 1 };
    await prepareNode(run, jars, node, newClusterId());
    return nodeAttempt(jars, node, compiler);
  });
}

/** `quick`: soon up; `thorough`: as in production, less CPU once it has run for a minute. */
export type JvmCompiler = "quick" | "thorough";

/** A broker and controller of a cluster. */
export interface KafkaNode {
  readonly id: number;
  /** Of its process and its log. */
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  /** All controllers of the cluster, as `controller.quorum.voters` has them. */
  readonly voters: string;
  /** Of Kafka's own topics. */
  readonly replicas: 1 | 3;
  /** Further properties, which go before ours. */
  readonly properties?: string;
  /** `SCRAM-SHA-512=[name=NAME,password=PASSWORD]`: users that are there from the beginning. */
  readonly scramUsers?: readonly string[];
  /** How it logs; as it does for everybody when absent. */
  readonly logConfig?: string;
}

/** Writes its settings and formats its folder, unless that is done already. */
export async function prepareNode(
  run: RunFolder,
  jars: string,
  node: KafkaNode,
  clusterId: string,
): Promise<void> {
  writeFileSync(propertiesOf(node), serverProperties(node) + (node.properties ?? ""));
  await format(run, jars, node, clusterId);
}

const propertiesOf = ({ folder }: KafkaNode): string => join(folder, "server.properties");
const dataOf = ({ folder }: KafkaNode): string => join(folder, "data");

/** Ready when it knows a broker, of a cluster when a majority of its controllers runs; `probe`: another way to ask. */
export function nodeAttempt(
  jars: string,
  node: KafkaNode,
  compiler: JvmCompiler = "quick",
  probe: (() => Promise<void>) | null = null,
): ServiceAttempt<string[]> {
  const address = [`127.0.0.1:${node.port}`];
  const args = [
    "-Xmx512m",
    "-XX:+UseSerialGC",
    ...(compiler === "quick" ? ["-XX:TieredStopAtLevel=1"] : []),
    `-Dlog4j2.configurationFile=${node.logConfig ?? LOG_CONFIG}`,
  ];
  return {
    command: {
      name: node.name,
      command: "java",
      args: [...args, "-cp", `${jars}/*`, "kafka.Kafka", propertiesOf(node)],
    },
    probe: probe ?? (() => askForMetadata(address)),
    address,
  };
}

/** As Kafka's own ids, never with a dash in front: its command line would take that for an option, one time in 64. */
export function newClusterId(random: (size: number) => Buffer = randomBytes): string {
  for (;;) {
    const id = random(16).toString("base64url");
    if (!id.startsWith("-")) return id;
  }
}

/** A cluster's id is its log's identity: the folder is formatted once and keeps it over restarts on other ports. */
async function format(run: RunFolder, jars: string, node: KafkaNode, clusterId: string): Promise<void> {
  if (existsSync(join(dataOf(node), "meta.properties"))) return;
  const tool = [
    "-Xmx128m",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    `-Dlog4j2.configurationFile=${LOG_CONFIG}`,
    "-cp",
    `${jars}/*`,
  ];
  const command: PartCommand = {
    name: `${node.name}-format`,
    command: "java",
    args: [
      ...tool,
      "kafka.tools.StorageTool",
      ...["format", "-t", clusterId, "-c", propertiesOf(node)],
      ...(node.scramUsers ?? []).flatMap((user) => ["--add-scram", user]),
    ],
  };
  const part = spawnPart(run, command);
  const { code } = await part.exited;
  if (code !== 0)
    throw new Error(
      `Kafka's folder could not be formatted. The log is ${part.logFile}; the last lines:\n${part.tail()}`,
    );
}

/** `how`: TLS and credentials, where the broker wants them. */
export async function askForMetadata(
  brokers: readonly string[],
  how: Pick<KafkaConfig, "ssl" | "sasl"> = {},
): Promise<void> {
  stopIdleTimer();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId: "local-stack",
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
    ...how,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error("no broker is registered yet");
  } finally {
    await admin.disconnect();
  }
}

/**
 * Small, local, durable enough for kill -9: figures from measurements on two cores. Leadership goes back to where it
 * was soon after a broker has come back.
 */
function serverProperties(node: KafkaNode): string {
  const { id, port, controllerPort, voters, replicas } = node;
  const minIsr = replicas === 3 ? 2 : 1;
  return `process.roles=broker,controller
node.id=${id}
controller.quorum.voters=${voters}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${dataOf(node)}
num.partitions=1
default.replication.factor=${replicas}
min.insync.replicas=${minIsr}
offsets.topic.replication.factor=${replicas}
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=${replicas}
transaction.state.log.min.isr=${minIsr}
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=${replicas}
share.coordinator.state.topic.min.isr=${minIsr}
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
leader.imbalance.check.interval.seconds=5
log.cleaner.dedupe.buffer.size=2097152
message.max.bytes=4194304
replica.fetch.max.bytes=4194304
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
`;
}
