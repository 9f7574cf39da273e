import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Producer } from "kafkajs";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { hostileMessages, hostileValues } from "./hostile-input.ts";
import { type Product, startProduct } from "./product.ts";

/** Dead letters put together from their chunks, once all of them are there. */
const deadLetters = `
  SELECT reason, stage, sourceTopic AS topic, digest,
    lower(hex(SHA256(arrayStringConcat(arrayMap(part -> part.2, arraySort(groupArray((chunk_index, bytes)))))))) AS sha256
  FROM
  (
    SELECT reason, stage, source_topic AS sourceTopic, source_partition, source_offset, digest, chunk_index, chunk_count,
      ifNull(payload, '') AS bytes
    FROM dead_letter
  )
  GROUP BY reason, stage, sourceTopic, source_partition, source_offset, digest
  HAVING count() = any(chunk_count)`;

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("input that no gateway should send", () => {
  let product: Product;
  let mqtt: MqttClient;
  let producer: Producer;
  const sent: number[] = [];

  /** A neighbour's report: one station, its signal told by the second. */
  const neighbour = async (): Promise<void> => {
    const second = Math.floor(Date.now() / 1000) - 60 + sent.length;
    sent.push(second);
    const station = {
      "ApAssociatedDevice.1.1.MACAddress": "02:00:5E:10:00:01",
      "ApAssociatedDevice.1.1.SignalStrength": -50,
    };
    const report = { Report: [{ CollectionTime: second, ...station }] };
    await mqtt.publishAsync("oktopus/usp/v1/bulkdata/cpe-88", JSON.stringify(report), { qos: 1 });
  };

  const neighboursStored = async (): Promise<string[]> => {
    const rows = await product.ask(
      `SELECT toString(toUnixTimestamp(v.observed_at)) AS second FROM station_observation AS v
       WHERE v.home_id = 'os::00D09E-cpe-88' AND v.rssi_dbm = -50 ORDER BY v.observed_at`,
    );
    return rows.map((row) => row["second"] ?? "");
  };

  const waitFor = async <T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> => {
    const until = Date.now() + 100_000;
    for (;;) {
      const answer = await ask();
      if (isThere(answer) || Date.now() > until) return answer;
      await sleep(200);
    }
  };

  beforeAll(async () => {
    product = await startProduct({ stack: localStack() });
    await product.goLive();
    mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
    producer = product.kafka.producer();
    await producer.connect();
  });

  afterAll(async () => {
    await mqtt.endAsync();
    await producer.disconnect();
    await product.stop();
  });

  test("each message becomes a dead letter with its reason and its bytes; the neighbours' reports are all there", async () => {
    const hostile = hostileMessages();
    for (const { topic, payload } of hostile) {
      await neighbour();
      await mqtt.publishAsync(topic, payload, { qos: 1 });
    }
    await neighbour();
    const stored = await waitFor(
      () => product.ask(deadLetters),
      (rows) => rows.length >= hostile.length,
    );
    const found = hostile.map(({ name, topic, payload }) => {
      const letter = stored.find((row) => row["topic"] === topic && row["digest"] === sha256(payload));
      return { name, reason: letter?.["reason"], bytes: letter?.["sha256"] };
    });
    expect(found).toEqual(
      hostile.map(({ name, reason, payload }) => ({ name, reason, bytes: sha256(payload) })),
    );
    expect(stored).toHaveLength(hostile.length);
    expect(await waitFor(neighboursStored, (rows) => rows.length >= sent.length)).toEqual(sent.map(String));
  });

  test("a hostile value in the telemetry topic is one dead letter, the sink's; the neighbours' reports are all there", async () => {
    const registry = createRegistry({ url: product.values.registryUrl });
    const id = await registry.register(subjectOf(topics.telemetry.name), loadSchema(topics.telemetry.schema));
    const hostile = hostileValues(id);
    for (const { value } of hostile) {
      await neighbour();
      for (let partition = 0; partition < product.values.kafkaPartitions; partition += 1)
        await producer.send({
          topic: topics.telemetry.name,
          messages: [{ partition, key: "somebody", value }],
        });
    }
    await neighbour();
    const digests = new Set(hostile.map(({ value }) => sha256(value)));
    const told = async () =>
      (await product.ask(deadLetters)).filter((row) => digests.has(row["digest"] ?? ""));
    const wanted = hostile.length * product.values.kafkaPartitions;
    const letters = await waitFor(told, (rows) => rows.length >= wanted);
    const reasons = hostile.map(({ name, value }) => ({
      name,
      reasons: [
        ...new Set(letters.filter((row) => row["digest"] === sha256(value)).map((row) => row["reason"])),
      ],
    }));
    expect(reasons).toEqual(hostile.map(({ name, reason }) => ({ name, reasons: [reason] })));
    expect(letters).toHaveLength(wanted);
    expect(letters.every((row) => row["stage"]?.startsWith("sink_"))).toBe(true);
    expect(letters.map((row) => row["sha256"])).toEqual(letters.map((row) => row["digest"]));
    expect(await waitFor(neighboursStored, (rows) => rows.length >= sent.length)).toEqual(sent.map(String));
  });
});
