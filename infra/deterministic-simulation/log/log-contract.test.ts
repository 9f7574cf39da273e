/** The simulated log held to what the pipeline relies on from Kafka: the same tests that Kafka passes. */
import { randomUUID } from "node:crypto";
import { describePartitionLogContract, type LogListener } from "#infra/adapters/contract/partition-log.ts";
import {
  describeTransactionalLogContract,
  type TransactionalLog,
} from "#infra/adapters/contract/transactional-log.ts";
import { createGroupMember } from "#infra/adapters/kafka-consumer.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createProducer } from "#infra/adapters/kafka-producer.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { assignPartitions, decodeClaims, encodeClaims } from "#processors/runtime/assigner.ts";
import { Life } from "../life.ts";
import { Network } from "../network.ts";
import { Scheduler } from "../scheduler.ts";
import { openTransactor, openTransport } from "./clients.ts";
import { SimulatedLog } from "./log.ts";
import { openReader } from "./reader.ts";

const startMs = Date.UTC(2026, 0, 1);

function open(seed: string): Promise<TransactionalLog> {
  const random = createRandom(seed);
  const scheduler = new Scheduler(startMs);
  const network = new Network(scheduler, random, () => undefined);
  const log = new SimulatedLog(scheduler, random, () => undefined);
  const client = () => ({
    life: new Life(randomUUID(), scheduler),
    network,
    log,
    now: () => scheduler.nowMs,
    steadyMs: () => scheduler.nowMs,
  });
  const reading = (groupId: string, topics: readonly string[], listener: LogListener) => ({
    ...client(),
    random,
    groupId,
    topics,
    listener,
  });
  scheduler.runByItself();
  return Promise.resolve({
    sleep: (ms) => scheduler.sleep(ms),
    createTopic({ partitions = 1, maxRecordBytes } = {}) {
      const name = randomUUID();
      log.createTopic(name, partitions, maxRecordBytes);
      return Promise.resolve(name);
    },
    openWriter: (options = {}) =>
      Promise.resolve(createProducer(openTransport(client(), randomUUID()), options)),
    openReader: (groupId, topics, listener) =>
      openReader({
        ...reading(groupId, topics, listener),
        assigner: {
          claims: () => encodeClaims(new Map()),
          assign: (members, partitions) =>
            assignPartitions(
              members.map(({ memberId, claims }) => ({ memberId, claims: decodeClaims(claims) })),
              partitions,
            ),
        },
      }),
    openGroupMember(groupId, topics) {
      const member = createGroupMember((listener) =>
        openReader(reading(groupId, topics, { passed: () => undefined, ...listener })),
      );
      return { ...member, run: (listener) => member.run({ ...listener, onFailed: () => undefined }) };
    },
    range: (topic, partition) => Promise.resolve(log.partition(topic, partition).range),
    watchWrites: () => log.watchWrites(),
    truncate: (topic, partition, offset) => Promise.resolve(log.partition(topic, partition).truncate(offset)),
    openTransactor: (id, groupId) => Promise.resolve(openTransactor(client(), id, groupId)),
    classify: classifyKafkaError,
    async leaveOpen(id, records) {
      for (;;) {
        try {
          const epoch = log.transactions.begin(id);
          for (const [number, record] of records.entries())
            log.transactions.send(id, epoch, number, [record]);
          return;
        } catch {
          await scheduler.sleep(20);
        }
      }
    },
    groupOffset: (groupId, topic, partition) => Promise.resolve(log.group(groupId).offset(topic, partition)),
    async compact(topic) {
      await scheduler.sleep(1000);
      for (const partition of log.partitions(topic)) partition.compact(partition.range.high);
    },
    close: () => Promise.resolve(scheduler.stop()),
  });
}

for (const seed of ["1", "2", "3"]) {
  describePartitionLogContract(`simulated, seed ${seed}`, () => open(seed));
  describeTransactionalLogContract(`simulated, seed ${seed}`, () => open(seed));
}
