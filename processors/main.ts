/** Entries of the processes in this folder: the home worker, the fleet stage, the notifier and the sink. */
export { runFleet } from "./fleet/main.ts";
export { runNotify } from "./notify/main.ts";
export { runSink } from "./sink/main.ts";
import type { Admin, Kafka } from "kafkajs";
import { now } from "#infra/adapters/clock.ts";
import { inlineMore } from "#infra/adapters/compiler.ts";
import { logIdentity, requireTopic, TopicConflictError } from "#infra/adapters/kafka-admin.ts";
import { schemaSource } from "#infra/adapters/doubt-schema.ts";
import { countBuffersWithHeap } from "#infra/adapters/heap.ts";
import { createAssigner } from "#infra/adapters/kafka-assigner.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createReader, type ReaderListener } from "#infra/adapters/kafka-reader.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { registerSchema } from "#infra/adapters/register-schema.ts";
import { createRegistry, type Registry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import { disturbTransactor, ofValues, openTestGaps, type TestGaps } from "#infra/adapters/test-gap.ts";
import { after } from "#infra/adapters/timers.ts";
import { openTracer, processSpan, type Tracer } from "#infra/adapters/tracing.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { type AvroType, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { type LedgerEntry, toLedgerRecord } from "#schemas/ledger-entry.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { compilePlainType } from "#schemas/plain-type.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import type { WorkerConfig } from "./config.ts";
import { createPartitionFold } from "./home/partition-fold.ts";
import { encodeSettings } from "./home/settings.ts";
import { assignPartitions, decodeClaims, encodeClaims } from "./runtime/assigner.ts";
import { createEventDecoder } from "./runtime/decoder.ts";
import { refuseIdentity } from "./runtime/checkpoint.ts";
import type { FollowTrace, LogPorts } from "./runtime/ports.ts";
import { type OutputTypes, type Registered, toOutputRecords } from "./runtime/wire.ts";
import { createWorker, type WorkerDeps, type WorkerStatus } from "./runtime/worker.ts";
import { workerCauses, workerMetrics } from "./runtime/worker-metrics.ts";

/** What a worker is made of; topics are given by name so that a test can have its own. */
export interface WorkerParts extends Pick<
  WorkerDeps,
  | "topics"
  | "decoder"
  | "createFold"
  | "foldSettings"
  | "toRecords"
  | "commitEveryMs"
  | "replayDistanceMs"
  | "follow"
  | "ledger"
  | "disturb"
> {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly logGeneration: number;
  readonly log: Logger;
  /** Told at once when it can't go on; leaving the group may take long then. */
  readonly onFatal?: (error: Error) => void;
  /** For tests that make a gap. */
  readonly gaps?: TestGaps | null;
}

export interface RunningWorker {
  status(): WorkerStatus;
  /** Finishes transactions, snapshots what is dirty, leaves the group. */
  stop(): Promise<void>;
  /** Resolves after `stop`; rejects when the worker can't go on (it has left the group then). */
  readonly done: Promise<void>;
}

/** Joins wait up to 50 ms for company where less comes: a fetch for every few records costs Kafka and us as much as they do. */
const fetchMinBytes = 32_768;
const fetchWaitMs = 50;

/** Starts a worker; resolves when it has joined its group for the first time. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { kafka, groupId, log } = parts;
  const { telemetry, workerState } = parts.topics;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const admin = kafka.admin();
  await admin.connect();
  const identity = await identityOf(parts, admin).catch(async (error: unknown) => {
    await admin.disconnect();
    throw error;
  });
  const leave = async (): Promise<void> => {
    unwatch();
    stopTelling();
    await reader.stop();
    await admin.disconnect();
  };
  const fatal = (error: Error): void => {
    log.fatal({ error: error.message, stack: error.stack }, "worker stopped");
    parts.onFatal?.(error);
    void leave().finally(() => reject(error));
  };
  const listener: ReaderListener = {
    joined: (memberId, assigned) => worker.joined(memberId, assigned.get(telemetry) ?? []),
    records: (batch) => worker.records(batch),
    lost: (topic, partition, position) => worker.lost(topic, partition, position),
    failed: fatal,
  };
  const assigner = createAssigner({
    name: "usp-home-claims-v1",
    claims: () => encodeClaims(worker.claims()),
    assign: (members, partitions) =>
      assignPartitions(
        members.map(({ memberId, claims }) => ({ memberId, claims: decodeClaims(claims) })),
        partitions,
      ),
  });
  const reader = createReader({
    kafka,
    groupId,
    topics: [telemetry, workerState],
    listener,
    assigner,
    fetchMinBytes,
    fetchWaitMs,
  });
  const worker = createWorker({
    ...parts,
    reader,
    kafka: logPorts(parts, admin, identity),
    timers: { now, steadyMs: () => performance.now(), after },
    warn: (message, fields) => log.warn(fields, message),
    fatal,
  });
  const unwatch = watchLog(parts, admin, identity, fatal);
  const tell = (): Promise<void> =>
    worker.tellProgress((next) =>
      reader.commit([...next].map(([partition, offset]) => ({ topic: telemetry, partition, offset }))),
    );
  const stopTelling = tellProgress(tell, log);
  await reader.start();
  return {
    status: () => worker.status(),
    done,
    async stop() {
      await worker.retire();
      await tell().catch(() => undefined);
      await leave();
      resolve();
    },
  };
}

const disturbTaken =
  (gaps: TestGaps): NonNullable<WorkerDeps["disturb"]> =>
  (record) =>
    gaps.disturb(
      "telemetry-worker",
      [record],
      ofValues(({ offset }) => `offset ${offset}`),
    );

/** A process of ours, running. */
export interface RunningProcess {
  stop(): Promise<void>;
  /** Resolves after `stop`; rejects when the process can't go on. Whoever starts it must look at it. */
  readonly done: Promise<void>;
}

/** The home worker as configured: registers its output schemas (waiting for the registry), joins; serves its status meanwhile. */
export async function runWorker(config: WorkerConfig): Promise<RunningProcess> {
  inlineMore();
  countBuffersWithHeap();
  const log = createLog("worker");
  const running: { worker: RunningWorker | null } = { worker: null };
  const told = await serveStatus(config, {
    part: "worker",
    status: () => running.worker?.status() ?? null,
    metrics: workerMetrics,
    causes: workerCauses,
  });
  const { tracing = null } = config;
  const tracer = tracing === null ? null : openTracer(tracing, "worker", log);
  try {
    const worker = await openWorker(config, log, tracer, (error) => told.failed(error));
    running.worker = worker;
    return {
      done: worker.done,
      async stop() {
        told.stopping();
        await worker.stop();
        await tracer?.close();
        await told.close();
      },
    };
  } catch (error) {
    await told.close();
    throw error;
  }
}

async function openWorker(
  config: WorkerConfig,
  log: Logger,
  tracer: Tracer | null,
  onFatal: (error: Error) => void,
): Promise<RunningWorker> {
  const registry = createRegistry(config.registry);
  const types = await registerOutputs(registry, log);
  const kafka = createKafka({ ...config.kafka, log });
  await requireTopic(kafka, topics.ledger.name);
  const ledger = await registerLedger(registry, log);
  const gaps = openTestGaps(config.testGaps ?? null);
  const reader = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  return startWorker({
    kafka,
    groupId: config.groupId,
    topics: { telemetry: topics.telemetry.name, workerState: topics.workerState.name },
    logGeneration: config.logGeneration,
    commitEveryMs: config.commitEveryMs,
    replayDistanceMs: config.replayDistanceMs,
    decoder: createEventDecoder(reader, schemaSource(registry)),
    createFold: (partition) => createPartitionFold(config, partition),
    foldSettings: encodeSettings(config),
    toRecords: (output, partition) => toOutputRecords(types, output, partition),
    ...(tracer === null ? {} : { follow: followWith(tracer, config.groupId) }),
    ledger: { toRecord: (entry, partition) => toLedgerRecord(entry, ledger, partition) },
    gaps,
    ...(gaps === null ? {} : { disturb: disturbTaken(gaps) }),
    log,
    onFatal,
  });
}

const followWith =
  (tracer: Tracer, groupId: string): FollowTrace =>
  (traceparent, partition, offset) =>
    tracer.follow(traceparent, processSpan("process", topics.telemetry.name, partition, offset, groupId));

async function registerOutputs(registry: Registry, log: Logger): Promise<OutputTypes> {
  return {
    window: await register<HomeWindow>(registry, topics.window, compilePlainType, log),
    associationChange: await register<AssociationChange>(
      registry,
      topics.associationChange,
      compilePlainType,
      log,
    ),
    alertCandidate: await register<Alert>(registry, topics.alertCandidate, compileType, log),
  };
}

const registerLedger = (registry: Registry, log: Logger): Promise<Registered<LedgerEntry>> =>
  register<LedgerEntry>(registry, topics.ledger, compileType, log);

async function register<T>(
  registry: Registry,
  { name, schema }: { name: string; schema: string },
  compile: (text: string) => AvroType<T>,
  log: Logger,
): Promise<Registered<T>> {
  const type = compile(loadSchema(schema));
  return { type, schemaId: await registerSchema(registry, subjectOf(name), type.schema, log) };
}

const identityOf = async ({ topics: { telemetry, workerState }, logGeneration }: WorkerParts, admin: Admin) =>
  `${await logIdentity(admin, telemetry, workerState)}/generation-${logGeneration}`;

const tellEveryMs = 1000;

/** Has the worker tell its group now and then how far it is. Returns what ends it. */
function tellProgress(tell: () => Promise<void>, log: Logger): () => void {
  let isOver = false;
  let cancel = (): void => undefined;
  const next = (): void => {
    cancel = after(tellEveryMs, () => {
      void tell()
        .catch((error: unknown) =>
          log.info({ error: String(error) }, "the group was not told how far we are"),
        )
        .finally(() => {
          if (!isOver) next();
        });
    });
  };
  next();
  return () => {
    isOver = true;
    cancel();
  };
}

const watchEveryMs = 5000;

/** Tells when the log is no longer the one it was at start: deleted, or given more partitions. Returns what ends it. */
function watchLog(
  parts: WorkerParts,
  admin: Admin,
  identity: string,
  tell: (error: Error) => void,
): () => void {
  const look = async (): Promise<void> => {
    try {
      const present = await identityOf(parts, admin);
      if (present !== identity) return tell(new Error(refuseIdentity(identity, present)));
    } catch (error) {
      if (error instanceof TopicConflictError) return tell(error);
      parts.log.warn({ error: String(error) }, "Kafka did not say which log it has");
    }
    if (isWatching) next();
  };
  let isWatching = true;
  let cancel = (): void => {};
  const next = (): void => {
    cancel = after(watchEveryMs, () => void look());
  };
  next();
  return () => {
    isWatching = false;
    cancel();
  };
}

function logPorts(parts: WorkerParts, admin: Admin, identity: string): LogPorts {
  const { kafka, groupId, gaps = null } = parts;
  const { telemetry } = parts.topics;
  return {
    async openTransactor(partition) {
      const transactor = await openTransactor({
        kafka,
        groupId,
        transactionalId: `${groupId}-${partition}`,
      });
      return gaps === null ? transactor : disturbTransactor(gaps, "worker", transactor);
    },
    async logRange(partition, appendedAt) {
      const range = ofPartition(await admin.fetchTopicOffsets(telemetry), partition);
      const { low, high } = { low: Number(range.low), high: Number(range.high) };
      if (appendedAt === null) return { identity, low, high, firstAfter: null };
      const later = ofPartition(
        await admin.fetchTopicOffsetsByTimestamp(telemetry, appendedAt + 1),
        partition,
      );
      return { identity, low, high, firstAfter: Number(later.offset) };
    },
    classify: classifyKafkaError,
  };
}

function ofPartition<T extends { readonly partition: number }>(entries: readonly T[], partition: number): T {
  const found = entries.find((entry) => entry.partition === partition);
  if (found === undefined) throw new Error(`Kafka said nothing of partition ${partition}`);
  return found;
}
