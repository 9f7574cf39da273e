/** Reads our topics from their beginning, read committed, into a ledger. */
import { endOffsets, groupOffsets, offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createGroupConsumer, type ReadBatch } from "#infra/adapters/kafka-consumer.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { avroHeaderBytes, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import type { Kafka } from "kafkajs";
import { Ledger } from "./ledger.ts";

/** Topics that the sink inserts, and so must be read to their ends by it and by us. */
const sunkTopics = [
  topics.telemetry,
  topics.parameter,
  topics.window,
  topics.associationChange,
  topics.deadLetter,
].map(({ name }) => name);

interface ReadSoFar {
  /** Offset of the last record delivered, -1 before the first. */
  readonly lastRecord: number;
  /** Where reading goes on: past records, transaction markers and aborted records. */
  readonly next: number;
}

export interface LedgerReader {
  readonly ledger: Ledger;
  /** Records that a group has not committed yet, as far as we have read them; markers are no records. */
  lagOf(groupId: string, topicNames: readonly string[]): Promise<number>;
  /** Offsets that Kafka holds and we have not passed yet; markers included. */
  unread(): Promise<number>;
  stop(): Promise<void>;
}

export { sunkTopics };

/** Starts reading. What is in the topics already counts as from before this run. */
export async function startLedger(kafka: Kafka): Promise<LedgerReader> {
  const starts = new Map(await ofEach(sunkTopics, (topic) => endOffsets(kafka, topic)));
  const ledger = new Ledger();
  const apply = createApply(ledger);
  const read = new Map<string, Map<number, ReadSoFar>>(sunkTopics.map((topic) => [topic, new Map()]));
  let failure: Error | null = null;
  const groupId = `usp-replay-ledger-${process.pid}-${Date.now()}`;
  const consumer = createGroupConsumer({ kafka, groupId, topics: sunkTopics, readCommitted: true });
  await consumer.run({
    onRecords(batch) {
      const start = starts.get(batch.topic)?.get(batch.partition) ?? 0;
      apply(batch, start);
      const last = batch.records.at(-1)?.offset ?? read.get(batch.topic)?.get(batch.partition)?.lastRecord;
      read.get(batch.topic)?.set(batch.partition, { lastRecord: last ?? -1, next: batch.next });
    },
    onPassed({ topic, partition }, next) {
      const lastRecord = read.get(topic)?.get(partition)?.lastRecord ?? -1;
      read.get(topic)?.set(partition, { lastRecord, next });
    },
    onFailed(error) {
      failure = error;
    },
  });
  const throwFailure = (): void => {
    if (failure !== null) throw failure;
  };
  return {
    ledger,
    async lagOf(group, topicNames) {
      throwFailure();
      let lag = 0;
      for (const [topic, committed] of await ofEach(topicNames, (name) => groupOffsets(kafka, group, name))) {
        for (const [partition, { lastRecord }] of read.get(topic) ?? []) {
          lag += Math.max(0, lastRecord + 1 - (committed.get(partition) ?? 0));
        }
      }
      return lag;
    },
    async unread() {
      throwFailure();
      let unread = 0;
      for (const [topic, ranges] of await ofEach(sunkTopics, (name) => offsetRanges(kafka, name))) {
        for (const [partition, { low, high }] of ranges) {
          unread += Math.max(0, high - (read.get(topic)?.get(partition)?.next ?? low));
        }
      }
      return unread;
    },
    stop: () => consumer.stop(),
  };
}

/** Asks for each name at once. */
const ofEach = <T>(names: readonly string[], ask: (name: string) => Promise<T>): Promise<[string, T][]> =>
  Promise.all(names.map(async (name): Promise<[string, T]> => [name, await ask(name)]));

function createApply(ledger: Ledger): (batch: ReadBatch, start: number) => void {
  const event = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const window = compileType<HomeWindow>(loadSchema(topics.window.schema));
  const change = compileType<AssociationChange>(loadSchema(topics.associationChange.schema));
  return ({ topic, partition, records }, start) => {
    for (const { offset, value, headers } of records) {
      const ofThisRun = offset >= start;
      if (topic === topics.deadLetter.name) ledger.deadLetter(headers, ofThisRun);
      if (value === null || value.length < avroHeaderBytes) continue;
      const body = value.subarray(avroHeaderBytes);
      if (topic === topics.telemetry.name)
        taken(event.decode(body), (decoded) => ledger.event(decoded, partition, ofThisRun));
      if (topic === topics.window.name)
        taken(window.decode(body), (decoded) => ledger.window(decoded, ofThisRun));
      if (topic === topics.associationChange.name)
        taken(change.decode(body), (decoded) => ledger.change(decoded, ofThisRun));
    }
  };

  function taken<T>(
    decoded: { ok: true; value: T } | { ok: false; detail: string },
    use: (value: T) => void,
  ): void {
    if (decoded.ok) use(decoded.value);
    else ledger.undecodable();
  }
}
