/** A cluster's first seconds: its group coordinator is not there yet, and the client gives up on that. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KAFKA_JARS, startKafka } from "#infra/local/kafka/kafka.ts";
import { createMaven } from "#infra/local/maven.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { groupOffsets } from "./kafka-admin.ts";
import { classifyKafkaError } from "./kafka-error.ts";
import { scratchTopic } from "./kafka-scratch.fixture.ts";
import { openTransactor } from "./kafka-transactor.ts";
import { createKafka } from "./kafka.ts";

let run: RunFolder;
let brokers: readonly string[];

beforeAll(async () => {
  run = await openRunFolder(null);
  const jars = await createMaven(() => {})(KAFKA_JARS);
  brokers = (await startKafka(run, jars)).address;
});

afterAll(() => run.reaper.finish());

/** Groups whose coordinators are several: whether one is there in time is luck. */
const groups = Array.from({ length: 6 }, () => randomUUID());
const record = (topic: string, partition: number): OutRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from("x"),
});

test("a transaction's group offset is tried again until the coordinator is there, which the client does not do", async () => {
  const kafka = createKafka({ brokers, clientId: "fresh-cluster" });
  const topic = await scratchTopic(kafka, 2 * groups.length);
  const ours = await Promise.all(
    groups.map(async (groupId, partition) => {
      const transactor = await openTransactor({ kafka, groupId, transactionalId: `ours-${partition}` });
      await transactor.commit([[record(topic, partition)]], null);
      return transactor;
    }),
  );
  const alone = await Promise.all(
    groups.map(async (_, index) => {
      const partition = groups.length + index;
      const client = kafka.producer({ transactionalId: `alone-${index}`, maxInFlightRequests: 1 });
      await client.connect();
      const transaction = await client.transaction();
      await transaction.send({ topic, messages: [{ partition, value: Buffer.from("x") }] });
      return { client, transaction, partition };
    }),
  );

  const [committed, offered] = await Promise.all([
    Promise.allSettled(
      ours.map((transactor, partition) =>
        transactor.commit([[record(topic, partition)]], { topic, partition, offset: 7 }),
      ),
    ),
    Promise.allSettled(
      alone.map(({ transaction, partition }, index) =>
        transaction.sendOffsets({
          consumerGroupId: groups[index] ?? "",
          topics: [{ topic, partitions: [{ partition, offset: "1" }] }],
        }),
      ),
    ),
  ]);
  const failures = offered.flatMap((each) =>
    each.status === "rejected" ? [classifyKafkaError(each.reason)] : [],
  );
  // On a machine where the coordinators are there in time nobody fails, and nothing is shown.
  for (const { kind, code } of failures) {
    expect(code).toMatch(/^(GROUP_COORDINATOR_NOT_AVAILABLE|NOT_COORDINATOR_FOR_GROUP)$/);
    expect(kind).toBe("transient");
  }
  expect(committed.map(({ status }) => status)).toEqual(groups.map(() => "fulfilled"));
  for (const [partition, groupId] of groups.entries()) {
    expect(await groupOffsets(kafka, groupId, topic)).toEqual(new Map([[partition, 7]]));
  }
  await Promise.all([
    ...ours.map((transactor) => transactor.close()),
    ...alone.map(({ client }) => client.disconnect()),
  ]);
});
