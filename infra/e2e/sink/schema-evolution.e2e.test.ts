/**
 * A new version of the telemetry schema on a running product: first its migration, then its schema in the registry, then
 * the first new bridge beside an old one. Worker and sink are the old program throughout.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { applyMigrations } from "#infra/cli/migrate.ts";
import { blankEvent, blankStation } from "#processors/scenarios/blank.ts";
import { compileType } from "#schemas/avro.ts";
import { partitionOf } from "#schemas/partition.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type Product, startProduct } from "../product.ts";
import { nextFiles, nextMigration, nextTelemetrySchema } from "./schema-version.ts";

let product: Product;
let mqtt: MqttClient;
let producer: PartitionProducer;

beforeAll(async () => {
  product = await startProduct({
    stack: localStack(),
    settings: { USP_WINDOW_SIZE_MS: "10000", USP_WINDOW_LATENESS_MS: "0", USP_WINDOW_SPREAD_MS: "0" },
  });
  await product.goLive();
  mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
  producer = await createPartitionProducer({ kafka: product.kafka });
});

afterAll(async () => {
  await mqtt.endAsync();
  await producer.close();
  await product.stop();
});

const homes = Array.from({ length: 8 }, (_, index) => `os::00D09E-cpe-evolve-${index}`);
const mac = "02:00:5e:10:00:01";

async function migrateToNext(): Promise<readonly string[]> {
  const client = createClickhouse(clickhouseConfig(product.values));
  try {
    return await applyMigrations(client, () => undefined, nextFiles());
  } finally {
    await client.close();
  }
}

/** As the old bridge gets it from a gateway. */
async function reportToOld(home: string, seconds: number): Promise<void> {
  const row = {
    "ApAssociatedDevice.1.1.MACAddress": mac,
    "ApAssociatedDevice.1.1.SignalStrength": -50,
  };
  const text = JSON.stringify({ Report: [{ CollectionTime: seconds, ...row }] });
  const topic = `oktopus/usp/v1/bulkdata/${home.replace("os::00D09E-", "")}`;
  await mqtt.publishAsync(topic, text, { qos: 1 });
}

/** As a new bridge writes it: the same stream, the next schema. */
function newWriter(schemaId: number) {
  const type = compileType<object>(nextTelemetrySchema());
  return async (home: string, seconds: number): Promise<void> => {
    const observedAt = epochMs(seconds * 1000);
    const station = {
      ...blankStation,
      sta_mac: mac,
      path: "Device.WiFi.AccessPoint.1.AssociatedDevice.1.",
      access_point: "Device.WiFi.AccessPoint.1.",
      rssi_dbm: -60,
      tx_power_dbm: 17,
    };
    const event = {
      ...blankEvent,
      event_id: `${home}/${seconds}`,
      home_id: home,
      endpoint_id: home,
      profile_id: "oktopus/usp/v1/bulkdata/{id}",
      observed_at: observedAt,
      received_at: epochMs(Date.now()),
      time_quality: "reported",
      time_raw: String(seconds),
      stations: [station],
      region: "north",
    };
    const key = Buffer.from(home);
    await producer.publish({
      topic: topics.telemetry.name,
      partition: partitionOf(key, product.values.kafkaPartitions),
      key,
      value: type.encode(event, schemaId),
    });
  };
}

async function eventually(sql: string, want: readonly object[]): Promise<void> {
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; await sleep(100)) {
    try {
      expect(await product.ask(sql)).toEqual(want);
      return;
    } catch {
      // Not yet.
    }
  }
  expect(await product.ask(sql)).toEqual(want);
}

test("records of an old and of a new schema version, interleaved in every partition, all arrive: the new columns are filled for the new ones, and windows count both", async () => {
  const start = Math.floor(Date.now() / 10_000) * 10 - 60;
  for (const home of homes) await reportToOld(home, start - 10);

  expect(await migrateToNext()).toEqual([
    nextMigration,
    "views/0002_telemetry_event.sql",
    "views/0003_station_observation.sql",
  ]);
  const registry = createRegistry({ url: product.values.registryUrl });
  const reportToNew = newWriter(
    await registry.register(subjectOf(topics.telemetry.name), nextTelemetrySchema()),
  );

  const reports = 10;
  for (let second = 0; second < reports; second += 1) {
    for (const home of homes)
      await (second % 2 === 0 ? reportToOld(home, start + second) : reportToNew(home, start + second));
  }
  // A report of the next window closes the one looked at.
  for (const home of homes) await reportToOld(home, start + 20);

  await eventually(
    `SELECT home_id, toString(groupArray(rssi_dbm)) AS rssi, toString(groupArray(ifNull(tx_power_dbm, 0))) AS power
     FROM (SELECT * FROM station_observation ORDER BY home_id, observed_at)
     GROUP BY home_id ORDER BY home_id`,
    homes.map((home) => ({
      home_id: home,
      rssi: `[-50,${"-50,-60,".repeat(reports / 2)}-50]`,
      power: `[0,${"0,17,".repeat(reports / 2)}0]`,
    })),
  );
  await eventually(
    `SELECT ifNull(region, 'none') AS of, toString(count()) AS events FROM telemetry_event GROUP BY of ORDER BY of`,
    [
      { of: "none", events: String(homes.length * (reports / 2 + 2)) },
      { of: "north", events: String((homes.length * reports) / 2) },
    ],
  );
  await eventually(
    `SELECT home_id, toString(received) AS received FROM home_window
     WHERE window_start = toDateTime64(${start}, 3, 'UTC') ORDER BY home_id`,
    homes.map((home) => ({ home_id: home, received: String(reports) })),
  );
  await eventually(`SELECT toString(count()) AS letters FROM dead_letter`, [{ letters: "0" }]);
  await eventually(
    `SELECT toString(count()) AS complete FROM pipeline_progress
     WHERE topic = '${topics.telemetry.name}' AND complete_up_to > toDateTime64(${start}, 3, 'UTC')`,
    [{ complete: String(product.values.kafkaPartitions) }],
  );
});
