/** Asks a Kafka what it is, what it has of ours and what it lets us do. */
import kafkajs, { type Admin, type Kafka } from "kafkajs";
import pino from "pino";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { deleteGroup, topicDifferences } from "#infra/adapters/kafka-admin.ts";
import { createReader } from "#infra/adapters/kafka-reader.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { chosenPartition, createKafka } from "#infra/adapters/kafka.ts";
import { topics } from "#schemas/topics.ts";
import { kafkaConfig } from "../config/process-config.ts";
import type { Values } from "../settings.ts";
import { clockFinding, type Finding, findingsOf, messageOf } from "./finding.ts";
import { type BrokerSettings, judgeBrokers, judgeTopics, type TopicFacts } from "./kafka-judgement.ts";
import { within } from "./within.ts";

const { ok, warn, fail } = findingsOf("kafka");

/** `run` names what this run makes, and takes away again. Never rejects. */
export async function examineKafka(
  values: Values,
  run: string,
  limitMs: number,
): Promise<readonly Finding[]> {
  const said: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => said.push(lastWord(line)) });
  let kafka: Kafka;
  try {
    kafka = createKafka({ ...kafkaConfig(values), clientId: `${values.kafkaClientId}-doctor`, log });
  } catch (error) {
    return [fail("settings", messageOf(error), "Correct USP_KAFKA_TLS_*.")];
  }
  const admin = kafka.admin();
  try {
    await within(limitMs, admin.connect());
  } catch (error) {
    const why = said.at(-1) ?? messageOf(error);
    return [
      fail(
        "reachable",
        `${values.kafkaBrokers.join(", ")}: ${why}`,
        "Check USP_KAFKA_BROKERS, USP_KAFKA_SSL and USP_KAFKA_SASL_*, the network, and that the brokers' advertised listeners are reached from here.",
      ),
    ];
  }
  try {
    return await within(4 * limitMs, examineConnected(kafka, admin, values, run, limitMs));
  } catch (error) {
    const why = said.at(-1) ?? messageOf(error);
    return [
      fail("reachable", `it answered, and then no more: ${why}`, "Look at the brokers' logs and disks."),
    ];
  } finally {
    void admin.disconnect().catch(() => undefined);
  }
}

/** What a line of the client's log is about. */
function lastWord(line: string): string {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null) return line;
  const { msg, error } = parsed as Readonly<Record<string, unknown>>;
  return [msg, error].filter((text) => typeof text === "string").join(": ");
}

async function examineConnected(
  kafka: Kafka,
  admin: Admin,
  values: Values,
  run: string,
  limitMs: number,
): Promise<readonly Finding[]> {
  const { brokers, controller, clusterId } = await admin.describeCluster();
  const settings = await brokerSettings(admin, brokers[0]?.nodeId ?? 0);
  const present = await topicFacts(kafka, admin, values);
  const rights = await Promise.all([
    ...[values.workerGroupId, values.sinkGroupId, values.fleetGroupId].map((group) =>
      groupRight(admin, group),
    ),
    transactionRight(kafka, values.workerGroupId, limitMs),
  ]);
  const refused = rights.filter((finding) => finding !== null);
  return [
    ok("reachable", `cluster ${clusterId}, controller ${controller ?? "none"}`),
    ...judgeBrokers(brokers.length, settings),
    ...judgeTopics(brokers.length, present),
    ...(refused.length === 0 ? [ok("permissions", "groups may be seen, transactions begun")] : refused),
    ...(await roundTrip(kafka, admin, run, limitMs)),
  ];
}

/** Null where they may not be read. */
async function brokerSettings(admin: Admin, broker: number): Promise<BrokerSettings> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.BROKER, name: String(broker) }],
    });
    const entries = resources[0]?.configEntries ?? [];
    return new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
  } catch {
    return null;
  }
}

async function topicFacts(kafka: Kafka, admin: Admin, values: Values): Promise<readonly TopicFacts[]> {
  const ours = new Set<string>(Object.values(topics).map(({ name }) => name));
  const { topics: all } = await admin.fetchTopicMetadata();
  const present = all.filter(({ name }) => ours.has(name));
  return Promise.all(
    present.map(async ({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ leader, replicas, isr }) => ({
        leader,
        replicas: replicas.length,
        inSync: isr.length,
      })),
      differs: await topicDifferences(kafka, name, {
        partitions: values.kafkaPartitions,
        replicationFactor: Math.max(...partitions.map(({ replicas }) => replicas.length)),
      }).catch(() => null),
    })),
  );
}

async function groupRight(admin: Admin, group: string): Promise<Finding | null> {
  try {
    await admin.fetchOffsets({ groupId: group });
    return null;
  } catch (error) {
    return fail(
      "permissions",
      `the group ${group}: ${messageOf(error)}`,
      `Allow this user Read on the group ${group}.`,
    );
  }
}

/** Nobody else has this transactional id; it lies under the workers' prefix. */
async function transactionRight(kafka: Kafka, group: string, limitMs: number): Promise<Finding | null> {
  try {
    const transactor = await openTransactor({ kafka, groupId: group, transactionalId: `${group}-doctor` });
    await within(limitMs, transactor.fence());
    await transactor.close();
    return null;
  } catch (error) {
    return fail(
      "permissions",
      `a transaction as ${group}-doctor: ${messageOf(error)}`,
      `Allow this user Write and Describe on transactional ids that begin with ${group}-, and IdempotentWrite; look at __transaction_state's leaders.`,
    );
  }
}

const recordsThere = 10;

/** Through a topic of this run: written, acknowledged by all replicas in sync, read again; and what Kafka's clock shows. */
async function roundTrip(
  kafka: Kafka,
  admin: Admin,
  run: string,
  limitMs: number,
): Promise<readonly Finding[]> {
  const topic = `usp.doctor.${run}`;
  try {
    await admin.createTopics({
      waitForLeaders: false,
      topics: [
        {
          topic,
          numPartitions: 1,
          configEntries: [
            { name: "message.timestamp.type", value: "LogAppendTime" },
            { name: "retention.ms", value: "600000" },
          ],
        },
      ],
    });
  } catch (error) {
    return [
      warn(
        "round trip",
        `left out, and Kafka's clock is not compared: no topic may be made for it: ${messageOf(error)}`,
        "Nothing, where topics are made by others; writing to ours is then seen only when bridges run.",
      ),
    ];
  }
  const found = await tryRoundTrip(kafka, topic, run, limitMs);
  const removal = within(limitMs, admin.deleteTopics({ topics: [topic] }));
  return [...found, ...(await leftBehind(`the topic ${topic}`, removal))];
}

async function tryRoundTrip(
  kafka: Kafka,
  topic: string,
  run: string,
  limitMs: number,
): Promise<readonly Finding[]> {
  try {
    return await within(2 * limitMs, writeAndRead(kafka, topic, run));
  } catch (error) {
    const { code } = classifyKafkaError(error);
    return [
      fail(
        "round trip",
        `${recordsThere} records written to a topic of our own did not come back: ${messageOf(error)} (${code})`,
        "Look at the leaders of the partitions and at min.insync.replicas against the brokers that run.",
      ),
    ];
  }
}

async function writeAndRead(kafka: Kafka, topic: string, run: string): Promise<readonly Finding[]> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: chosenPartition,
  });
  await producer.connect();
  const messages = Array.from({ length: recordsThere }, (_, n) => ({ value: `${run} ${n}`, partition: 0 }));
  const began = performance.now();
  await producer.send({ topic, acks: -1, messages });
  const beforeMs = Date.now();
  const [answer] = await producer.send({ topic, acks: -1, messages: [{ value: "clock", partition: 0 }] });
  const afterMs = Date.now();
  await producer.disconnect();
  const groupId = `usp-doctor-${run}`;
  const came = await readAll(kafka, topic, groupId);
  const tookMs = Math.round(performance.now() - began);
  const left = await leftBehind(`the group ${groupId}`, deleteGroup(kafka, groupId));
  const theirsMs = Number(answer?.logAppendTime ?? -1);
  return [
    came === recordsThere + 1
      ? ok(
          "round trip",
          `${came} records there and back in ${tookMs} ms, acknowledged in ${afterMs - beforeMs} ms`,
        )
      : fail("round trip", `${came} of ${recordsThere + 1} records came back`, "Look at the brokers' logs."),
    ...(theirsMs < 0
      ? [
          warn(
            "clock",
            "its time is not told: the topic of this check does not keep it",
            "Look at log.message.timestamp.type.",
          ),
        ]
      : [clockFinding("kafka", { beforeMs, theirsMs, afterMs, resolutionMs: 1 })]),
    ...left,
  ];
}

/** What this check made and could not take away again. */
async function leftBehind(what: string, removal: Promise<unknown>): Promise<readonly Finding[]> {
  try {
    await removal;
    return [];
  } catch (error) {
    return [warn("left behind", `${what}: ${messageOf(error)}`, "Delete it, or allow this user to.")];
  }
}

async function readAll(kafka: Kafka, topic: string, groupId: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let came = 0;
  const reader = createReader({
    kafka,
    groupId,
    topics: [topic],
    listener: {
      joined: () => undefined,
      records: ({ records }) => {
        came += records.length;
        if (came > recordsThere) resolve(came);
      },
      lost: () => resolve(came),
      failed: reject,
    },
  });
  await reader.start();
  try {
    return await promise;
  } finally {
    await reader.stop();
  }
}
