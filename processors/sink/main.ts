/** The sink as a process: Kafka, registry and ClickHouse around `sink.ts`. */
import { randomUUID } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Kafka } from "kafkajs";
import { createClickhouse, describeTables, insertAvro } from "#infra/adapters/clickhouse.ts";
import { schemaSource } from "#infra/adapters/doubt-schema.ts";
import { createGroupConsumer, type GroupConsumer } from "#infra/adapters/kafka-consumer.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { now } from "#infra/adapters/clock.ts";
import { pingClickhouse } from "#infra/adapters/clickhouse-ping.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { createRegistry, type Registry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import { after } from "#infra/adapters/timers.ts";
import { TracedInserts } from "#infra/adapters/traced-inserts.ts";
import { openTracer, type Tracer } from "#infra/adapters/tracing.ts";
import { compileType } from "#schemas/avro.ts";
import { type LedgerEntry, toLedgerRecord } from "#schemas/ledger-entry.ts";
import { Histogram } from "#schemas/metrics.ts";
import { subjectOf, topics as allTopics } from "#schemas/topics.ts";
import type { SinkConfig } from "../config.ts";
import type { BacklogLimits } from "./backlog.ts";
import type { SinkStatus } from "./ledger.ts";
import type { SchemaAnswer, TablesAnswer } from "./routes.ts";
import { createSink, type Sink, type SinkDeps, type SinkReader } from "./sink.ts";
import { sinkCauses, sinkMetrics, type SinkTold } from "./sink-metrics.ts";
import { type SinkTopic, sinkTopics } from "./sink-topic.ts";
import { type CountsTeller, tellCounts } from "./tell-counts.ts";

/** What a sink is made of; topics are given so that a test can have its own. */
export interface SinkParts {
  readonly kafka: Kafka;
  readonly registry: Registry;
  readonly clickhouse: ClickHouseClient;
  readonly groupId: string;
  readonly topics: readonly SinkTopic[];
  readonly limits: BacklogLimits;
  readonly flushEveryMs: number;
  /** Whether it tells the conservation ledger. */
  readonly keepsLedger?: boolean;
  /** Absent: nothing is traced. */
  readonly tracer?: Tracer | null;
  readonly log: Logger;
  /** Told at once when it can't go on; leaving the group may take long then. */
  readonly onFatal?: (error: Error) => void;
}

export interface RunningSink {
  status(): SinkTold;
  /** Lets a running flush finish, then leaves the group. */
  stop(): Promise<void>;
  /** Resolves after `stop`; rejects when the sink can't go on (it has left the group then). */
  readonly done: Promise<void>;
}

/** What is fetched waits for company anyway; a fetch for every few records costs more than twice the CPU. */
const fetchMinBytes = 262_144;
const fetchWaitMs = 100;
/** Kafka's limit of a record less what its batch and request cost. */
const deadLetterBytes = 1_000_000;

/**
 * Starts a sink; resolves when its tables fit and it has joined its group. Waits while ClickHouse is away; rejects
 * with the sentences why schemas and tables do not fit.
 */
export async function startSink(parts: SinkParts): Promise<RunningSink> {
  const { kafka, groupId, topics, log } = parts;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const writer = `sink-${randomUUID()}`;
  const producer = await createPartitionProducer({ kafka, writer });
  const reader = createGroupConsumer({
    kafka,
    groupId,
    topics: topics.map(({ name }) => name),
    readCommitted: true,
    fetchMinBytes,
    fetchWaitMs,
  });
  let telling: { stop(): Promise<void> } | null = null;
  const leave = async (): Promise<void> => {
    await sink.stop();
    await telling?.stop();
    await reader.stop();
    await producer.close();
  };
  const fatal = (error: Error): void => {
    log.fatal({ error: error.message, stack: error.stack }, "sink stopped");
    parts.onFatal?.(error);
    void leave().finally(() => reject(error));
  };
  const insertSeconds = new Histogram(insertSecondsBounds);
  const { insert, ...otherPorts } = ports(parts);
  const traced = parts.tracer ? new TracedInserts(parts.tracer, groupId) : null;
  const sink = createSink({
    ...otherPorts,
    insert: timed(insert, insertSeconds),
    reader: traced === null ? reader : tellingCommits(reader, traced),
    publish: (record) => producer.publish({ ...record, topic: deadLetterTopic(topics) }),
    fatal,
  });
  try {
    await sink.check();
  } catch (error) {
    await producer.close();
    throw error;
  }
  await listen(reader, sink, traced, log, fatal);
  if (parts.keepsLedger === true)
    telling = tellCounts({
      writer,
      takeCounts: () => sink.takeCounts(),
      written: () =>
        producer
          .acknowledged()
          .map(({ topic, partition, next }) => ({ topic, partition, next_sequence: next })),
      openPublish: ledgerPublisher(parts, producer),
      after,
      warn: (message, fields) => log.warn(fields, message),
    });
  return {
    status() {
      const status = sink.status();
      return {
        ...status,
        lagMs: lagOf(status),
        insertSeconds: insertSeconds.counts(),
        groupSilentMs: reader.silentMs(),
      };
    },
    done,
    async stop() {
      await leave();
      resolve();
    },
  };
}

/** The registry may be away while the sink starts: it is asked when there is something to tell, until it has answered. */
function ledgerPublisher(
  { registry }: SinkParts,
  producer: Pick<PartitionProducer, "publish">,
): CountsTeller["openPublish"] {
  const type = compileType<LedgerEntry>(loadSchema(allTopics.ledger.schema));
  let schemaId: number | null = null;
  return async () => {
    const id = (schemaId ??= await registry.register(subjectOf(allTopics.ledger.name), type.schema));
    // Entries of any writer are read whatever partition they are in.
    return (entry) => producer.publish(toLedgerRecord(entry, { type, schemaId: id }, 0));
  };
}

/** A record's span ends when its offset is committed: it is in ClickHouse then. */
const tellingCommits = (reader: GroupConsumer, traced: TracedInserts): SinkReader => ({
  pause: (topic, partition) => reader.pause(topic, partition),
  resume: (topic, partition) => reader.resume(topic, partition),
  async commit(offsets) {
    const isCommitted = await reader.commit(offsets);
    if (isCommitted)
      for (const { topic, partition, offset } of offsets) traced.committed(topic, partition, offset);
    return isCommitted;
  },
});

const insertSecondsBounds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

/** Measures what an insert takes. */
const timed =
  (insert: SinkDeps["insert"], took: Histogram): SinkDeps["insert"] =>
  async (table, container) => {
    const beganAt = performance.now();
    const outcome = await insert(table, container);
    took.observe((performance.now() - beganAt) / 1000);
    return outcome;
  };

function lagOf({ committedAt }: SinkStatus): SinkTold["lagMs"] {
  const ofEvents = Object.entries(committedAt[allTopics.telemetry.name] ?? {});
  return Object.fromEntries(ofEvents.map(([partition, atMs]) => [partition, Math.max(0, now() - atMs)]));
}

function deadLetterTopic(topics: readonly SinkTopic[]): string {
  const topic = topics.find(({ form }) => form === "dead-letter");
  if (topic === undefined) throw new Error("The sink needs a topic for dead letters");
  return topic.name;
}

function listen(
  reader: GroupConsumer,
  sink: Sink,
  traced: TracedInserts | null,
  log: Logger,
  fatal: (error: Error) => void,
): Promise<void> {
  return reader.run({
    onRecords(batch) {
      traced?.read(batch);
      sink.take(batch);
    },
    onRevoked(partitions) {
      for (const { topic, partition } of partitions) traced?.revoked(topic, partition);
      sink.revoked(partitions);
    },
    onFailed: fatal,
    onLost({ topic, partition }, position) {
      const sentence = "retention has removed records before they were inserted";
      log.error({ topic, partition, position }, sentence);
      sink.overtaken(`${topic} partition ${partition} from offset ${position}: ${sentence}`);
    },
  });
}

const ports = ({ registry, clickhouse, topics, limits, flushEveryMs, log }: SinkParts) => ({
  topics,
  limits,
  flushEveryMs,
  deadLetterBytes,
  insert: (table: string, container: Buffer) => insertAvro(clickhouse, table, container),
  schemaById: schemaQuestion(registry),
  landingTables: () => askTables(clickhouse),
  after,
  warn: (message: string, fields: Readonly<Record<string, unknown>>) => log.warn(fields, message),
});

/** Whatever is not "there is no such schema" may pass: a wrong password is put right, a proxy comes back, and it may be there in a moment. */
function schemaQuestion(registry: Registry): (id: number) => Promise<SchemaAnswer> {
  const find = schemaSource(registry);
  return async (id) => {
    try {
      const text = await find(id);
      return text === null ? { kind: "unknown" } : { kind: "found", text };
    } catch (error) {
      return { kind: "unreachable", detail: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function askTables(clickhouse: ClickHouseClient): Promise<TablesAnswer> {
  try {
    const tables = await describeTables(clickhouse, "landing_");
    return { kind: "found", tables: [...tables].map(([name, columns]) => ({ name, columns })) };
  } catch (error) {
    return { kind: "unreachable", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** The sink as configured, with its status. */
export async function runSink(config: SinkConfig): Promise<Omit<RunningSink, "status">> {
  const log = createLog("sink");
  const clickhouse = createClickhouse(config.clickhouse);
  const running: { sink: RunningSink | null } = { sink: null };
  const told = await serveStatus(config, {
    part: "sink",
    status: () => running.sink?.status() ?? null,
    metrics: sinkMetrics,
    causes: async (status) => sinkCauses(status, await pingClickhouse(clickhouse)),
  });
  const { tracing = null } = config;
  const tracer = tracing === null ? null : openTracer(tracing, "sink", log);
  const close = async (): Promise<void> => {
    await tracer?.close();
    await told.close();
    await clickhouse.close();
  };
  try {
    const sink = await startSink({
      kafka: createKafka({ ...config.kafka, log }),
      registry: createRegistry(config.registry),
      clickhouse,
      groupId: config.groupId,
      topics: sinkTopics(loadSchema),
      limits: { records: config.maxBatchRecords, bytes: config.maxBatchBytes },
      flushEveryMs: config.flushEveryMs,
      keepsLedger: true,
      tracer,
      log,
      onFatal: (error) => told.failed(error),
    });
    running.sink = sink;
    return {
      done: sink.done,
      async stop() {
        told.stopping();
        await sink.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
