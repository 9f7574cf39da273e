/** How the producer batches; what the pipeline relies on is in contract/partition-log.ts. */
import { describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { numbers } from "./contract/waiting.ts";
import { watchProduceRequests } from "./kafka-log.fixture.ts";
import { createPartitionProducer, type PartitionProducerOptions } from "./kafka-producer.ts";
import { readBack, scratchTopic } from "./kafka-scratch.fixture.ts";
import { createKafka } from "./kafka.ts";

const kafka = createKafka({ brokers: localStack().kafka.brokers, clientId: "producer-test" });

const recordOf = (topic: string, text: string, partition = 0): OutRecord => ({
  topic,
  partition,
  key: Buffer.from("k"),
  value: Buffer.from(text),
  headers: { kind: "test" },
});

async function withProducer<T>(
  options: Omit<PartitionProducerOptions, "kafka">,
  use: (producer: Awaited<ReturnType<typeof createPartitionProducer>>) => Promise<T>,
): Promise<T> {
  const producer = await createPartitionProducer({ kafka, ...options });
  try {
    return await use(producer);
  } finally {
    await producer.close();
  }
}

describe("the partition producer", () => {
  test("gathers records for the linger time", async () => {
    const topic = await scratchTopic(kafka, 3);
    const watch = watchProduceRequests();
    try {
      await withProducer({ lingerMs: 20 }, (producer) =>
        Promise.all(numbers(300).map((text, index) => producer.publish(recordOf(topic, text, index % 3)))),
      );
    } finally {
      watch.stop();
    }
    expect(watch.writes.map((parts) => parts.map(({ partition, records }) => [partition, records]))).toEqual(
      expect.arrayContaining([[[0, 100]], [[1, 100]], [[2, 100]]]),
    );
    expect(watch.writes).toHaveLength(3);
  });

  test("no request is above the batch limit", async () => {
    const topic = await scratchTopic(kafka);
    const watch = watchProduceRequests();
    const text = "x".repeat(1000);
    try {
      await withProducer({ maxBatchBytes: 10_500 }, (producer) =>
        Promise.all(numbers(50).map(() => producer.publish(recordOf(topic, text)))),
      );
    } finally {
      watch.stop();
    }
    expect(Math.max(...watch.writes.flat().map(({ records }) => records))).toBeLessThanOrEqual(10);
  });

  test("a record published whenever the one before it was acknowledged is sent too", async () => {
    const topic = await scratchTopic(kafka);
    await withProducer({ lingerMs: 1 }, async (producer) => {
      for (let turns = 0; turns < 20; turns += 1) {
        await producer.publish(recordOf(topic, String(turns)));
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      }
    });
    expect(await readBack(kafka, topic, 20)).toHaveLength(20);
  });
});
