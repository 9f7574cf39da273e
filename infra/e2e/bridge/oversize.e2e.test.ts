/** A message too large between good ones: its neighbours arrive, it is a dead letter, and its bytes are all there. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { type Product, startProduct } from "../product.ts";

const topic = "oktopus/usp/v1/bulkdata/cpe-oversize";
const megabyte = 1 << 20;

const reportOf = (second: number, more: object = {}): string =>
  JSON.stringify({
    Report: [
      {
        CollectionTime: second,
        "ApAssociatedDevice.1.1.MACAddress": "02:00:5E:10:00:01",
        "ApAssociatedDevice.1.1.SignalStrength": -50,
        ...more,
      },
    ],
  });

/** Hosts whose names make an event of more than a megabyte, each far below every limit. */
const manyHosts = Object.fromEntries(
  Array.from({ length: 1200 }, (_, index) => [
    [
      `Hosts.${index}.PhysAddress`,
      `02:00:00:00:${(index >> 8).toString(16).padStart(2, "0")}:${(index & 255).toString(16).padStart(2, "0")}`,
    ],
    [`Hosts.${index}.HostName`, `${index}-`.padEnd(1000, "h")],
  ]).flat(),
);

const cases = [
  {
    name: "an MQTT payload above the limit",
    more: { Filler: "x".repeat(6 * megabyte) },
    reason: "record_too_large",
  },
  {
    name: "a report whose event does not fit into a Kafka record",
    more: manyHosts,
    reason: "event_too_large",
  },
  {
    name: "one value that does not fit into a Kafka record",
    more: { Filler: "y".repeat(2 * megabyte) },
    reason: "event_too_large",
  },
] as const;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("an oversize message between good ones", () => {
  let product: Product;
  let mqtt: MqttClient;
  const start = Math.floor(Date.now() / 1000) - 100;
  let second = start;

  beforeAll(async () => {
    product = await startProduct({ stack: localStack() });
    await product.goLive();
    mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
  });
  afterAll(async () => {
    await mqtt.endAsync();
    await product.stop();
  });

  /** The rows once they are those, or after some time as they are. */
  const rowsUntil = async (want: readonly object[], sql: string): Promise<readonly object[]> => {
    for (const deadline = Date.now() + 100_000; ; await sleep(100)) {
      const rows = await product.ask(sql);
      if (JSON.stringify(rows) === JSON.stringify(want) || Date.now() > deadline) return rows;
    }
  };

  test.each(cases)("$name", async ({ more, reason }) => {
    const publish = (text: string): Promise<unknown> => mqtt.publishAsync(topic, text, { qos: 1 });
    const good: number[] = [];
    const publishGood = async (): Promise<void> => {
      good.push(second);
      await publish(reportOf(second++));
    };
    const oversize = reportOf(second++, more);
    await publishGood();
    // Neighbours in the same micro-batch.
    await Promise.all([publishGood(), publish(oversize), publishGood()]);
    await publishGood();

    const stations = good.map((at) => ({ at: String(at) }));
    expect(
      await rowsUntil(
        stations,
        `SELECT toString(toUnixTimestamp(observed_at)) AS at FROM station_observation
         WHERE observed_at >= toDateTime64(${good[0]}, 3, 'UTC') ORDER BY at`,
      ),
    ).toEqual(stations);
    const letter = [{ reason, whole: "1", digest: sha256(oversize), sha256: sha256(oversize) }];
    expect(
      await rowsUntil(
        letter,
        `SELECT reason, toString(toUInt8(max(chunk_count) = count())) AS whole, digest,
           lower(hex(SHA256(arrayStringConcat(arrayMap(part -> part.2, arraySort(groupArray((chunk_index, ifNull(payload, '')))))))))
             AS sha256
         FROM dead_letter WHERE digest = '${sha256(oversize)}' GROUP BY reason, digest`,
      ),
    ).toEqual(letter);
  });
});
