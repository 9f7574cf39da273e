/** For tests: Kafka through our adapters, as the contracts see it. */
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { assignPartitions, decodeClaims, encodeClaims } from "#processors/runtime/assigner.ts";
import { groupOffsets, offsetRanges, withAdmin } from "./kafka-admin.ts";
import { createAssigner } from "./kafka-assigner.ts";
import { createGroupConsumer } from "./kafka-consumer.ts";
import { classifyKafkaError } from "./kafka-error.ts";
import { createPartitionProducer } from "./kafka-producer.ts";
import { createReader } from "./kafka-reader.ts";
import { scratchTopic } from "./kafka-scratch.fixture.ts";
import { openTransactor } from "./kafka-transactor.ts";
import { createKafka } from "./kafka.ts";
import { startReading, type TopicOptions } from "./contract/partition-log.ts";
import type { TransactionalLog } from "./contract/transactional-log.ts";
import { until } from "./contract/waiting.ts";

/** Segments as small as Kafka allows, compacted whenever its cleaner comes by (every 15 s). */
const compactedSoon = {
  "cleanup.policy": "compact",
  "segment.bytes": "1048576",
  "min.cleanable.dirty.ratio": "0.01",
};

const configOf = ({ maxRecordBytes, compacted }: TopicOptions): Record<string, string> => ({
  ...(compacted === true ? compactedSoon : {}),
  ...(maxRecordBytes === undefined ? {} : { "max.message.bytes": String(maxRecordBytes) }),
});

export function openKafkaLog(brokers: readonly string[]): TransactionalLog {
  const kafka = createKafka({ brokers, clientId: "contract" });
  const log: TransactionalLog = {
    sleep: (ms) => sleep(ms),
    createTopic: (options = {}) => scratchTopic(kafka, options.partitions, configOf(options)),
    openWriter: (options = {}) => createPartitionProducer({ kafka, ...options }),
    openReader: (groupId, topics, listener) =>
      createReader({
        kafka,
        groupId,
        topics,
        listener: { ...listener, failed: () => undefined },
        assigner: createAssigner({
          name: "contract",
          claims: () => encodeClaims(new Map()),
          assign: (members, partitions) =>
            assignPartitions(
              members.map(({ memberId, claims }) => ({ memberId, claims: decodeClaims(claims) })),
              partitions,
            ),
        }),
      }),
    openGroupMember(groupId, topics) {
      const member = createGroupConsumer({ kafka, groupId, topics, readCommitted: true });
      return { ...member, run: (listener) => member.run({ ...listener, onFailed: () => undefined }) };
    },
    async range(topic, partition) {
      const range = (await offsetRanges(kafka, topic)).get(partition);
      if (range === undefined) throw new Error(`${topic} has no partition ${partition}`);
      return range;
    },
    watchWrites: watchProduceRequests,
    truncate: (topic, partition, offset) =>
      withAdmin(kafka, async (admin) => {
        await admin.fetchTopicOffsets(topic); // Loads the metadata that the next call needs.
        await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
      }),
    openTransactor: (transactionalId, groupId) => openTransactor({ kafka, transactionalId, groupId }),
    classify: classifyKafkaError,
    async leaveOpen(transactionalId, records) {
      const producer = kafka.producer({ transactionalId, maxInFlightRequests: 1 });
      await producer.connect();
      const transaction = await producer.transaction();
      for (const { topic, partition, key, value } of records) {
        await transaction.send({ topic, messages: [{ key, value, partition }] });
      }
      await producer.disconnect();
    },
    groupOffset: async (groupId, topic, partition) =>
      (await groupOffsets(kafka, groupId, topic)).get(partition) ?? null,
    compact: (topic) => until(log, `compaction of ${topic}`, () => hasLostItsSecond(log, topic), 60_000),
    close: () => Promise.resolve(),
  };
  return log;
}

/** Whether the second record, of a key that has a newer one, is gone. */
async function hasLostItsSecond(log: TransactionalLog, topic: string): Promise<boolean> {
  await sleep(1000);
  const { reader, batches } = await startReading(log, [topic], (self) => ({
    joined: () => self.seek(topic, 0, 0),
  }));
  const offsets = (): number[] => batches.flatMap(({ records }) => records.map(({ offset }) => offset));
  await until(log, "two records", () => offsets().length > 1);
  await reader.stop();
  return !offsets().includes(1);
}

interface ProduceRequest {
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly unknown[] }[];
  }[];
}

interface ProducedPart {
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
}

/** What goes over the wire from now on: each produce request, by its partitions. */
export function watchProduceRequests(): { readonly writes: ProducedPart[][]; stop(): void } {
  const writes: ProducedPart[][] = [];
  const Broker: { prototype: { produce: (this: unknown, request: ProduceRequest) => Promise<unknown> } } =
    createRequire(import.meta.url)("kafkajs/src/broker/index.js");
  const original = Broker.prototype.produce;
  Broker.prototype.produce = function watched(request) {
    writes.push(
      request.topicData.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, messages }) => ({ topic, partition, records: messages.length })),
      ),
    );
    return original.call(this, request);
  };
  return {
    writes,
    stop() {
      Broker.prototype.produce = original;
    },
  };
}
