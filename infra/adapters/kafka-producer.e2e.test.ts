import { createRequire } from "node:module";
import { describe, expect, inject, test } from "vitest";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { endOffsets } from "./kafka-admin.ts";
import { createPartitionProducer, type PartitionProducerOptions } from "./kafka-producer.ts";
import { readBack, scratchTopic } from "./kafka-scratch.fixture.ts";
import { createKafka } from "./kafka.ts";

const kafka = createKafka({ brokers: inject("stack").kafka.brokers, clientId: "producer-test" });

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

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

/** What goes over the wire: each produce request, as [topic, partition, records] triples. */
function watchProduceRequests(): { requests: (readonly [string, number, number])[][]; stop(): void } {
  const requests: (readonly [string, number, number])[][] = [];
  const Broker: { prototype: { produce: (this: unknown, request: ProduceRequest) => Promise<unknown> } } =
    createRequire(import.meta.url)("kafkajs/src/broker/index.js");
  const original = Broker.prototype.produce;
  Broker.prototype.produce = function watched(request) {
    requests.push(
      request.topicData.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, messages }) => [topic, partition, messages.length] as const),
      ),
    );
    return original.call(this, request);
  };
  return {
    requests,
    stop() {
      Broker.prototype.produce = original;
    },
  };
}

interface ProduceRequest {
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly unknown[] }[];
  }[];
}

describe("the partition producer", () => {
  test("publishes in order, with key, value and headers, and resolves when Kafka has it", async () => {
    const topic = await scratchTopic(kafka);
    await withProducer({}, async (producer) => {
      await Promise.all(numbers(500).map((text) => producer.publish(recordOf(topic, text))));
      expect((await endOffsets(kafka, topic)).get(0)).toBe(500);
    });
    const found = await readBack(kafka, topic, 500);
    expect(found.map(({ value }) => String(value))).toEqual(numbers(500));
    expect(found[0]).toMatchObject({ key: Buffer.from("k"), headers: { kind: Buffer.from("test") } });
  });

  test("gathers records for the linger time, and no request carries two partitions", async () => {
    const topic = await scratchTopic(kafka, 3);
    const watch = watchProduceRequests();
    try {
      await withProducer({ lingerMs: 20 }, (producer) =>
        Promise.all(numbers(300).map((text, index) => producer.publish(recordOf(topic, text, index % 3)))),
      );
    } finally {
      watch.stop();
    }
    expect(watch.requests.every((parts) => parts.length === 1)).toBe(true);
    expect(watch.requests.flat().map(([, partition, count]) => [partition, count])).toEqual(
      expect.arrayContaining([
        [0, 100],
        [1, 100],
        [2, 100],
      ]),
    );
    expect(watch.requests).toHaveLength(3);
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
    expect(Math.max(...watch.requests.flat().map(([, , count]) => count))).toBeLessThanOrEqual(10);
  });

  test("a record above the limit is refused before it is sent, alone", async () => {
    const topic = await scratchTopic(kafka);
    await withProducer({ maxRecordBytes: 10_000 }, async (producer) => {
      const before = producer.publish(recordOf(topic, "before"));
      const large = producer.publish(recordOf(topic, "x".repeat(10_000)));
      const after = producer.publish(recordOf(topic, "after"));
      await expect(large).rejects.toThrow(RecordTooLargeError);
      await Promise.all([before, after]);
    });
    expect((await readBack(kafka, topic, 2)).map(({ value }) => String(value))).toEqual(["before", "after"]);
  });

  test("a topic that takes less than our batches gets smaller ones, in order, and only what is too large is refused", async () => {
    const topic = await scratchTopic(kafka, 1, { "max.message.bytes": "3000" });
    await withProducer({}, async (producer) => {
      const texts = numbers(40).map((text) => text.padStart(500, " "));
      texts[17] = "x".repeat(4000);
      const settled = await Promise.allSettled(texts.map((text) => producer.publish(recordOf(topic, text))));
      expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(settled[17]).toMatchObject({ reason: expect.any(RecordTooLargeError) });
    });
    const found = await readBack(kafka, topic, 39);
    expect(found.map(({ value }) => Number(String(value)))).toEqual(
      numbers(40)
        .map(Number)
        .filter((number) => number !== 17),
    );
  });

  test("once a send has failed for good the producer takes nothing more", async () => {
    const topic = await scratchTopic(kafka);
    await withProducer({}, async (producer) => {
      const nowhere = { ...recordOf(topic, "x"), topic: "not a topic name!" };
      await expect(producer.publish(nowhere)).rejects.toThrow(/invalid topic/);
      await expect(producer.publish(recordOf(topic, "y"))).rejects.toThrow(/invalid topic/);
    });
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

  test("close sends what is waiting", async () => {
    const topic = await scratchTopic(kafka);
    const producer = await createPartitionProducer({ kafka, lingerMs: 60_000 });
    const published = producer.publish(recordOf(topic, "last"));
    await producer.close();
    await published;
    expect(await readBack(kafka, topic, 1)).toHaveLength(1);
  });
});
