/** Entries of the processes in this folder: the home worker and the sink. */
import type { Admin, Kafka } from "kafkajs";
import { now } from "#infra/adapters/clock.ts";
import { logIdentity } from "#infra/adapters/kafka-admin.ts";
import { createAssigner } from "#infra/adapters/kafka-assigner.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createReader, type ReaderListener } from "#infra/adapters/kafka-reader.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { assignPartitions, decodeClaims, encodeClaims } from "./runtime/assigner.ts";
import type { LogPorts } from "./runtime/partition.ts";
import { createWorker, type WorkerDeps, type WorkerStatus } from "./runtime/worker.ts";

/** What a worker is made of; topics are given by name so that a test can have its own. */
export interface WorkerParts extends Pick<
  WorkerDeps,
  "topics" | "decoder" | "createFold" | "toRecord" | "toDeadLetter" | "commitEveryMs" | "replayDistanceMs"
> {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly logGeneration: number;
  readonly log: Logger;
}

export interface RunningWorker {
  status(): WorkerStatus;
  /** Finishes transactions, snapshots what is dirty, leaves the group. */
  stop(): Promise<void>;
  /** Resolves after `stop`; rejects when the worker can't go on (it has left the group then). */
  readonly done: Promise<void>;
}

/** Starts a worker; resolves when it has joined its group for the first time. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { kafka, groupId, log, topics } = parts;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const admin = kafka.admin();
  await admin.connect();
  const leave = async (): Promise<void> => {
    await reader.stop();
    await admin.disconnect();
  };
  const fatal = (error: Error): void => {
    log.fatal({ error: error.message, stack: error.stack }, "worker stopped");
    void leave().finally(() => reject(error));
  };
  const listener: ReaderListener = {
    joined: (memberId, assigned) => worker.joined(memberId, assigned.get(topics.telemetry) ?? []),
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
    topics: [topics.telemetry, topics.workerState],
    listener,
    assigner,
  });
  const worker = createWorker({
    ...parts,
    reader,
    kafka: logPorts(parts, admin, await identityOf(parts)),
    timers: { now, after },
    warn: (message, fields) => log.warn(fields, message),
    fatal,
  });
  await reader.start();
  return {
    status: () => worker.status(),
    done,
    async stop() {
      await worker.retire();
      await leave();
      resolve();
    },
  };
}

const after = (ms: number, run: () => void): (() => void) => {
  const timer = ms === 0 ? null : setTimeout(run, ms);
  const immediate = ms === 0 ? setImmediate(run) : null;
  return () => {
    if (timer !== null) clearTimeout(timer);
    if (immediate !== null) clearImmediate(immediate);
  };
};

const identityOf = async ({ kafka, topics, logGeneration }: WorkerParts): Promise<string> =>
  `${await logIdentity(kafka, topics.telemetry)}/generation-${logGeneration}`;

function logPorts({ kafka, groupId, topics }: WorkerParts, admin: Admin, identity: string): LogPorts {
  return {
    openTransactor: (partition) =>
      openTransactor({ kafka, groupId, transactionalId: `${groupId}-${partition}` }),
    async logRange(partition) {
      const ranges = await admin.fetchTopicOffsets(topics.telemetry);
      const range = ranges.find((entry) => entry.partition === partition);
      if (range === undefined) throw new Error(`${topics.telemetry} has no partition ${partition}`);
      return { identity, low: Number(range.low), high: Number(range.high) };
    },
    classify: classifyKafkaError,
  };
}
