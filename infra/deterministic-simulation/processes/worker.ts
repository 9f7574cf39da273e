/** A home worker on simulated services, wired as `processors/main.ts` wires it on real ones. */
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { encodeSettings, type FoldSettings } from "#processors/home/settings.ts";
import { assignPartitions, decodeClaims, encodeClaims } from "#processors/runtime/assigner.ts";
import { homeSetAside } from "#processors/runtime/partition.ts";
import type { Timers } from "#processors/runtime/ports.ts";
import { toOutputRecords } from "#processors/runtime/wire.ts";
import { createWorker, type WorkerDeps } from "#processors/runtime/worker.ts";
import { toLedgerRecord } from "#schemas/ledger-entry.ts";
import { topics } from "#schemas/topics.ts";
import { openTransactor } from "../log/clients.ts";
import { openReader } from "../log/reader.ts";
import {
  createDecoder,
  ledger,
  logClient,
  outputTypes,
  partitions,
  type ProcessParts,
  type RunningPart,
} from "../surroundings.ts";

export const workerGroup = "worker";

export interface WorkerSettings {
  readonly fold: FoldSettings;
  readonly commitEveryMs: number;
  readonly replayDistanceMs: number;
}

const tellEveryMs = 1000;

/** Resolves when it has joined its group. */
export async function runWorker(
  parts: ProcessParts,
  { fold, commitEveryMs, replayDistanceMs }: WorkerSettings,
  fatal: (error: unknown) => void,
): Promise<RunningPart> {
  const { life, now, scheduler, random, defect, note, setAside } = parts;
  const names = { telemetry: topics.telemetry.name, workerState: topics.workerState.name };
  const reader = openReader({
    ...logClient(parts),
    random,
    groupId: workerGroup,
    topics: [names.telemetry, names.workerState],
    listener: {
      joined: (memberId, assigned) => worker.joined(memberId, assigned.get(names.telemetry) ?? []),
      records: (batch) => worker.records(batch),
      lost: (topic, partition, position) => worker.lost(topic, partition, position),
    },
    assigner: {
      claims: () => encodeClaims(worker.claims()),
      assign: (members, count) =>
        assignPartitions(
          members.map(({ memberId, claims }) => ({ memberId, claims: decodeClaims(claims) })),
          count,
        ),
    },
  });
  const timers: Timers = {
    now,
    steadyMs: () => scheduler.nowMs,
    after: (ms, run) => life.after(ms, run),
  };
  const createFold = (partition: number) => createPartitionFold(fold, partition);
  const worker = createWorker({
    topics: names,
    reader,
    kafka: logPorts(parts),
    timers: defect?.timers?.(timers) ?? timers,
    decoder: createDecoder(parts),
    createFold: defect?.createFold?.(createFold) ?? createFold,
    foldSettings: encodeSettings(fold),
    toRecords: (output, partition) => toOutputRecords(outputTypes, output, partition),
    commitEveryMs,
    replayDistanceMs,
    ledger: { toRecord: (entry, partition) => toLedgerRecord(entry, ledger, partition) },
    warn: (message, fields) => {
      if (message.startsWith("partition dropped")) note("partition of a worker dropped");
      if (message === homeSetAside) setAside.push(JSON.stringify(fields));
    },
    fatal,
  });
  const tell = (): Promise<void> =>
    worker
      .tellProgress((next) =>
        reader.commit(
          [...next].map(([partition, offset]) => ({ topic: names.telemetry, partition, offset })),
        ),
      )
      .catch(() => undefined);
  const stopTelling = life.every(tellEveryMs, () => void tell());
  await reader.start();
  return {
    async stop() {
      await worker.retire();
      await tell();
      stopTelling();
      await reader.stop();
    },
  };
}

function logPorts(parts: ProcessParts): WorkerDeps["kafka"] {
  const { life, network, log, defect } = parts;
  return {
    openTransactor(partition) {
      const id = `${workerGroup}-${partition}`;
      const named = defect?.transactionalId?.(id, life) ?? id;
      const transactor = openTransactor(logClient(parts), named, workerGroup);
      return life.sleep(1).then(() => defect?.transactor?.(transactor) ?? transactor);
    },
    logRange: (partition, appendedAt) =>
      network.insist(life, "log", () => {
        const of = log.partition(topics.telemetry.name, partition);
        const firstAfter = appendedAt === null ? null : of.firstAfter(appendedAt);
        return { ...of.range, identity: `simulated/${partitions}/generation-0`, firstAfter };
      }),
    classify: classifyKafkaError,
  };
}
