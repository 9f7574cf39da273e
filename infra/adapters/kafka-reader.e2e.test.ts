/** A trap of kafkajs; what the pipeline relies on is in contract/partition-log.ts. */
import { expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { startReading } from "./contract/partition-log.ts";
import { until } from "./contract/waiting.ts";
import { openKafkaLog } from "./kafka-log.fixture.ts";
import { createPartitionProducer } from "./kafka-producer.ts";
import type { ReadBatch } from "./kafka-reader.ts";
import { createKafka } from "./kafka.ts";

const { brokers } = localStack().kafka;
const kafka = createKafka({ brokers, clientId: "reader-test" });
const log = openKafkaLog(brokers);

test("a reader leaves a compacted batch at its end, not one offset a fetch", async () => {
  // Segments of 1 MiB and batches of 0.6 MB: each batch has a segment of its own, and a fetch never goes past one.
  // The keys of the first batch, but for its first record, come again: compaction leaves one record for 51 offsets.
  const topic = await log.createTopic({ compacted: true });
  const large = await createPartitionProducer({ kafka, maxBatchBytes: 900_000 });
  const publishKeys = (keys: readonly string[]) =>
    Promise.all(
      keys.map((key) =>
        large.publish({ topic, partition: 0, key: Buffer.from(key), value: Buffer.alloc(12_000) }),
      ),
    );
  const tail = Array.from({ length: 50 }, (_, index) => `tail ${index}`);
  for (const keys of [["kept", ...tail], tail, tail]) await publishKeys(keys);
  await large.close();
  let first: ReadBatch | undefined;
  for (let attempt = 0; attempt < 60 && first?.records.length !== 1; attempt += 1) {
    await log.sleep(1000);
    const { reader, batches } = await startReading(log, [topic], (self) => ({
      joined: () => self.seek(topic, 0, 0),
    }));
    await until(log, "the first batch", () => batches.length > 0);
    await reader.stop();
    first = batches[0];
  }
  expect(first?.records.map(({ offset }) => offset)).toEqual([0]);
  expect(first?.next).toBe(51);
}, 90_000);
