/** The fleet stage as a process: Kafka and the registry around `stage.ts`. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { now } from "#infra/adapters/clock.ts";
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { followAvroTable } from "#infra/adapters/avro-table.ts";
import { endOffsets, groupOffsets, offsetRanges, requireTopic } from "#infra/adapters/kafka-admin.ts";
import { createAssigner } from "#infra/adapters/kafka-assigner.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createReader, type Reader } from "#infra/adapters/kafka-reader.ts";
import { readTable } from "#infra/adapters/kafka-table.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { isUnreachable, registerSchema } from "#infra/adapters/register-schema.ts";
import { createRegistry, type Registry } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { serveStatus, type StatusServer } from "#infra/adapters/status.ts";
import { disturbTransactor, ofValues, openTestGaps, type TestGaps } from "#infra/adapters/test-gap.ts";
import { after } from "#infra/adapters/timers.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import { type LedgerEntry, toLedgerRecord } from "#schemas/ledger-entry.ts";
import type { Maintenance } from "#schemas/maintenance.ts";
import { partitionOf } from "#schemas/partition.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import type { FleetConfig } from "../config.ts";
import type { FleetDeps } from "./fleet.ts";
import { fleetCauses, fleetMetrics, type FleetTold } from "./fleet-metrics.ts";
import { InventoryBook } from "./inventory.ts";
import { MaintenanceBook } from "./maintenance.ts";
import { createMember, type Taking } from "./member.ts";
import { FleetStage, type StageBatch, type StageDeps } from "./stage.ts";

/** The fleet stage as configured; resolves when it has joined its group. */
export async function runFleet(
  config: FleetConfig,
): Promise<{ stop(): Promise<void>; readonly done: Promise<void> }> {
  const log = createLog("fleet");
  const running: { told: (() => FleetTold) | null } = { told: null };
  const status = await serveStatus(config, {
    part: "fleet",
    status: () => running.told?.() ?? null,
    metrics: fleetMetrics,
    causes: fleetCauses,
  });
  try {
    return await openStage(config, log, status, running);
  } catch (error) {
    await status.close();
    throw error;
  }
}

/** Puts what the stage tells into `running`. */
async function openStage(
  config: FleetConfig,
  log: Logger,
  status: StatusServer,
  running: { told: (() => FleetTold) | null },
): Promise<{ stop(): Promise<void>; readonly done: Promise<void> }> {
  const registry = createRegistry(config.registry);
  const type = compileType<Alert>(loadSchema(topics.alert.schema));
  const entryType = compileType<LedgerEntry>(loadSchema(topics.ledger.schema));
  const register = (topic: string, schema = type.schema): Promise<number> =>
    registerSchema(registry, subjectOf(topic), schema, log);
  const ids = {
    candidate: await register(topics.alertCandidate.name),
    alert: await register(topics.alert.name),
    state: await register(topics.alertState.name),
    ledger: await register(topics.ledger.name, entryType.schema),
  };
  const kafka = createKafka({ ...config.kafka, log });
  await requireTopic(kafka, topics.ledger.name);
  const gaps = openTestGaps(config.testGaps ?? null);
  const partitions = (await endOffsets(kafka, topics.alert.name)).size;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const decodeCandidate = createAvroReader({ type, schemaId: ids.candidate }, registry);
  const decodeState = createAvroReader({ type, schemaId: ids.state }, registry);
  let isStopping = false;
  // While the registry can't be asked, what comes after waits.
  const patiently = <T>(read: () => Promise<T>): Promise<T> =>
    retrying(read, (error) => !isStopping && isUnreachable(error), log);
  const fatal = (error: Error): void => {
    log.fatal({ error: error.message, stack: error.stack }, "fleet stage stopped");
    status.failed(error);
    void reading.stop().finally(() => reject(error));
  };
  let reading: Stoppable = { stop: () => Promise.resolve() };
  const known = await followKnown({ kafka, registry, log, reader: config.groupId, failed: fatal });
  const deps: StageDeps = {
    holdMs: config.holdMs,
    labelsOf: known.labelsOf,
    isInMaintenance: known.isInMaintenance,
    isRetired: known.isRetired,
    topic: topics.alertCandidate.name,
    async openTransactor() {
      const transactor = await openTransactor({
        kafka,
        groupId: config.groupId,
        transactionalId: config.groupId,
      });
      return gaps === null ? transactor : disturbTransactor(gaps, "fleet", transactor);
    },
    ledger: () => ({
      topic: topics.alertCandidate.name,
      stampedTopic: topics.alert.name,
      writer: `fleet-${randomUUID()}`,
      // All lives write to one partition: their entries are in order.
      toRecord: (entry) =>
        toLedgerRecord(
          entry,
          { type: entryType, schemaId: ids.ledger },
          partitionOf(Buffer.from(entry.stage), partitions),
        ),
    }),
    async readState() {
      const table = await readTable({
        kafka,
        topic: topics.alertState.name,
        reader: `${config.groupId}-state`,
        log,
      });
      const read = await patiently(() => Promise.all([...table.values()].map(decodeState)));
      const alerts = read.filter((alert) => alert !== null);
      const unreadable = read.length - alerts.length;
      if (unreadable > 0)
        log.warn({ topic: topics.alertState.name, unreadable }, "some records can't be read");
      return alerts;
    },
    committed: () => startOffsets(kafka, config.groupId, log),
    ends: () => endOffsets(kafka, topics.alertCandidate.name),
    readFrom: (partition, offset) => {
      reader.seek(topics.alertCandidate.name, partition, offset ?? 0);
      reader.resume(topics.alertCandidate.name, partition);
    },
    decode: (value) => patiently(() => decodeCandidate(value)),
    toRecords: (alert) =>
      [topics.alert, topics.alertState].map(({ name }) => ({
        topic: name,
        partition: partitionOf(Buffer.from(alert.fingerprint), partitions),
        key: Buffer.from(alert.fingerprint),
        value: type.encode(alert, name === topics.alert.name ? ids.alert : ids.state),
      })),
    now,
    after,
    isTransient: (error) => classifyKafkaError(error).kind === "transient",
    warn: (message, fields) => log.warn(fields, message),
    fatal,
  };
  const stage = new FleetStage(deps);
  const taking = gaps === null ? stage : disturbing(gaps, stage);
  const reader = createStageReader(kafka, config.groupId, taking, fatal);
  reading = reader;
  await reader.start();
  running.told = () => ({ ...stage.status(), groupSilentMs: reader.silentMs() });
  return {
    done,
    async stop() {
      status.stopping();
      isStopping = true;
      await stage.stop();
      await reader.stop();
      await known.stop();
      await status.close();
      resolve();
    },
  };
}

/**
 * Where reading goes on, of each partition: the group's offset, or the topic's first record where the group has none or Kafka has
 * deleted what lay between, which is told: nothing can bring it back.
 */
async function startOffsets(
  kafka: Kafka,
  groupId: string,
  log: Logger,
): Promise<ReadonlyMap<number, number>> {
  const topic = topics.alertCandidate.name;
  const [committed, ranges] = await Promise.all([
    groupOffsets(kafka, groupId, topic),
    offsetRanges(kafka, topic),
  ]);
  return new Map(
    [...ranges].map(([partition, { low }]) => {
      const offset = committed.get(partition) ?? low;
      if (offset < low)
        log.error(
          { topic, partition, from: offset, to: low },
          "Kafka deleted candidates before the fleet stage had read them: it was away for longer than the topic keeps them",
        );
      return [partition, Math.max(offset, low)];
    }),
  );
}

/** For tests that make a gap: the stage takes in something else than what was read. */
const disturbing = (gaps: TestGaps, stage: Taking): Taking => ({
  joined: (partitions) => stage.joined(partitions),
  passed: (partition, next) => stage.passed(partition, next),
  records(batch: StageBatch) {
    const how = ofValues<StageBatch["records"][number]>(
      ({ offset }) => `partition ${batch.partition} offset ${offset}`,
    );
    stage.records({ ...batch, records: gaps.disturb("alert-candidate-fleet", batch.records, how) });
  },
});

interface Stoppable {
  stop(): Promise<void>;
}

/** What operators say of homes: their inventory and maintenances, all that is there now and what comes. */
async function followKnown(source: {
  readonly kafka: Parameters<typeof createReader>[0]["kafka"];
  readonly registry: Registry;
  readonly log: Logger;
  readonly reader: string;
  readonly failed: (error: Error) => void;
}): Promise<Pick<FleetDeps, "labelsOf" | "isInMaintenance" | "isRetired"> & Stoppable> {
  const inventory = new InventoryBook();
  const maintenance = new MaintenanceBook();
  const tables = await Promise.all([
    followAvroTable<InventoryEntry>({
      ...source,
      topic: topics.inventory,
      take: (key, entry) => inventory.take(key, entry),
    }),
    followAvroTable<Maintenance>({
      ...source,
      topic: topics.maintenance,
      take: (id, planned) => maintenance.take(id, planned),
    }),
  ]);
  const labelsOf = (homeId: string): Readonly<Record<string, string>> => inventory.labelsOf(homeId, now());
  return {
    labelsOf,
    isInMaintenance: (alert, atMs) => maintenance.covers(alert, labelsOf(alert.home_id), atMs),
    isRetired: (alert, atMs) => inventory.isRetired(alert, atMs),
    async stop() {
      await Promise.all(tables.map((table) => table.stop()));
    },
  };
}

function createStageReader(
  kafka: Parameters<typeof createReader>[0]["kafka"],
  groupId: string,
  stage: Taking,
  fatal: (error: Error) => void,
): Reader {
  const topic = topics.alertCandidate.name;
  const member = createMember(topic, stage, (partition) => reader.pause(topic, partition));
  const reader = createReader({
    kafka,
    groupId,
    topics: [topic],
    assigner: createAssigner({ name: "usp-fleet-one", ...member.assigning }),
    listener: { ...member.listener, failed: fatal },
  });
  return reader;
}
