import { stopIdleTimer } from "#infra/adapters/kafka.ts";
import { existsSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kafka, logLevel } from "kafkajs";
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
export async function startKafka(run: RunFolder, jars: string): Promise<Service<string[]>> {
  const folder = run.folderOf("kafka");
  return startService(run, "Kafka", async () => {
    const [port, controllerPort] = [await freePort(), await freePort()];
    const properties = join(folder, "server.properties");
    const data = join(folder, "data");
    writeFileSync(properties, serverProperties(data, port, controllerPort));
    await format(run, jars, properties, data);
    return brokerAttempt(jars, properties, port);
  });
}

function brokerAttempt(jars: string, properties: string, port: number): ServiceAttempt<string[]> {
  const address = [`127.0.0.1:${port}`];
  const args = [
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    `-Dlog4j2.configurationFile=${LOG_CONFIG}`,
  ];
  return {
    command: {
      name: "kafka",
      command: "java",
      args: [...args, "-cp", `${jars}/*`, "kafka.Kafka", properties],
    },
    probe: () => askForMetadata(address),
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
async function format(run: RunFolder, jars: string, properties: string, data: string): Promise<void> {
  if (existsSync(join(data, "meta.properties"))) return;
  const clusterId = newClusterId();
  const tool = [
    "-Xmx128m",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    `-Dlog4j2.configurationFile=${LOG_CONFIG}`,
    "-cp",
    `${jars}/*`,
  ];
  const command: PartCommand = {
    name: "kafka-format",
    command: "java",
    args: [...tool, "kafka.tools.StorageTool", "format", "-t", clusterId, "-c", properties],
  };
  const part = spawnPart(run, command);
  const { code } = await part.exited;
  if (code !== 0)
    throw new Error(
      `Kafka's folder could not be formatted. The log is ${part.logFile}; the last lines:\n${part.tail()}`,
    );
}

async function askForMetadata(brokers: readonly string[]): Promise<void> {
  stopIdleTimer();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId: "local-stack",
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
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

/** Small, local, durable enough for kill -9: figures from measurements on two cores. */
function serverProperties(data: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${data}
num.partitions=1
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=2097152
message.max.bytes=4194304
replica.fetch.max.bytes=4194304
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
`;
}
