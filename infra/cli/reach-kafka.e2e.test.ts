/** Errands and a Kafka that goes away when they have begun: they end with a sentence. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { scratchTopic } from "#infra/adapters/kafka-scratch.fixture.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { KAFKA_JARS, startKafka } from "#infra/local/kafka/kafka.ts";
import { createMaven } from "#infra/local/maven.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { openOffsetReader } from "./backtest/offset-reader.ts";
import { readAgain } from "./rebuild/read-again.ts";

let run: RunFolder;
let service: Service<string[]>;

beforeAll(async () => {
  run = await openRunFolder(null);
  service = await startKafka(run, await createMaven(() => {})(KAFKA_JARS));
});
afterAll(() => run.reaper.finish());

/** Longer than a Kafka that is there takes for anything. */
const limitMs = 8000;
const gone = {
  name: "Complaint",
  exitCode: 1,
  message: expect.stringMatching(/^Kafka has answered nothing/),
};

test("reading ends where Kafka is gone, and no sooner: whoever takes its time with a batch is not meant", async () => {
  const kafka = createKafka({ brokers: service.address, clientId: "reach-kafka" });
  const topic = await scratchTopic(kafka, 2);
  const producer = await createPartitionProducer({ kafka });
  const publish = (partition: number): Promise<void> =>
    producer.publish({ topic, partition, key: null, value: Buffer.from("x") });
  await Promise.all([publish(0), publish(1)]);
  await producer.close();
  const stretch = (partition: number, to: number) => ({ topic, partition, from: 0, to });

  const offsets = await openOffsetReader(kafka, [topic], limitMs);
  const read: number[] = [];
  for await (const records of offsets.read(stretch(0, 1))) read.push(records.length);
  expect(read).toEqual([1]);
  // Nothing more comes of this one.
  const more = offsets.read(stretch(1, 2));
  expect((await more.next()).value).toHaveLength(1);

  let taken = 0;
  const { promise: taking, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: began, resolve: begins } = Promise.withResolvers<void>();
  const again = readAgain({
    kafka,
    topic,
    fromMs: 0,
    reader: "reach-kafka",
    stopping: new AbortController().signal,
    warn: () => undefined,
    limitMs,
    async take() {
      taken += 1;
      begins();
      await taking;
    },
  });
  again.catch(() => undefined);
  await began;
  await service.part.stop();
  await expect(more.next()).rejects.toMatchObject(gone);
  expect(taken).toBe(1);
  await offsets.stop();
  goOn();
  await expect(again).rejects.toMatchObject(gone);
}, 120_000);
