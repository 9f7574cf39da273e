/**
 * Stage storage: bytes on disk of a row of each table, compressed and merged: what `usp-telemetry estimate` counts with
 * (`infra/cli/estimate/measured.ts`). Homes of 15 stations and 20 hosts with the parameters of OB-USP-AGENT, reports a minute
 * apart. There is no floor and no aim.
 */
import type { ClickHouseClient } from "@clickhouse/client";
import { createClickhouse, insertAvro } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { bridgeConfig, clickhouseConfig, workerConfig } from "#infra/cli/config/process-config.ts";
import { HomeFeed } from "#infra/cli/estimate/home-feed.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { startClickhouse } from "#infra/local/clickhouse.ts";
import { openRunFolder } from "#infra/local/run-folder.ts";
import { defaultHabits } from "#infra/simulator/home.ts";
import { createContainer } from "#processors/sink/container.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { bodyOf } from "#schemas/avro.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { Benchmark, BenchmarkContext, Measurement } from "./benchmark.ts";
import { localValues, nowhere } from "./settings.ts";

const shape = { stations: 15, hosts: 20 } as const;
const minuteMs = 60_000;
/** Devices stay for hours. */
const habits = {
  stayMs: 60 * defaultHabits.stayMs,
  awayMs: 30 * defaultHabits.awayMs,
  moveMs: 30 * defaultHabits.moveMs,
  forgetMs: Infinity,
};
/** All that the simulated gateway has. */
const parameters = [
  { name: "Hosts", reference: "Device.Hosts.Host.*." },
  { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  { name: "", reference: "Device.DeviceInfo." },
  { name: "", reference: "Device.WiFi.Radio.*." },
  { name: "", reference: "Device.WiFi.SSID.*." },
  ...["Enable", "Status", "SSIDReference", "AssociatedDeviceNumberOfEntries"].map((name) => ({
    name: "",
    reference: `Device.WiFi.AccessPoint.*.${name}`,
  })),
];

export const storageBenchmark: Benchmark = {
  name: "storage",
  async run(context) {
    const { homes, minutes } = context.smoke ? { homes: 1, minutes: 10 } : { homes: 4, minutes: 720 };
    context.say(`storage: ${homes} homes, ${minutes} reports each`);
    return withDatabase(context, async (client, database) => {
      const began = performance.now();
      const reports = await fill(client, homes, minutes);
      const seconds = (performance.now() - began) / 1000;
      return [await measured(client, database, reports, seconds, `${homes} homes, ${minutes} reports each`)];
    });
  },
};

/** Gives a database of its own to `use`, in the given ClickHouse or in one started for it. */
async function withDatabase<T>(
  { stack }: BenchmarkContext,
  use: (client: ClickHouseClient, database: string) => Promise<T>,
): Promise<T> {
  const run = stack === undefined ? await openRunFolder(null) : null;
  const own = run === null ? null : await startClickhouse(run);
  const address = stack?.clickhouse.url ?? own?.address ?? "";
  const database = "bench_storage";
  const config = { ...clickhouseConfig(localValues({ ...nowhere, clickhouse: { url: address } })), database };
  await migrate(config);
  const client = createClickhouse(config);
  try {
    return await use(client, database);
  } finally {
    await client.command({ query: `DROP DATABASE ${database} SYNC` });
    await client.close();
    await own?.part.stop();
    await run?.reaper.finish();
  }
}

/** Inserts what the homes make, an hour at a time as a busy sink would; returns how many reports that was. */
async function fill(client: ClickHouseClient, homes: number, minutes: number): Promise<number> {
  const values = localValues();
  const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - minutes * minuteMs;
  const profiles = [
    { definition: { topic: "", intervalMs: null, parameters, csv: null }, intervalMs: minuteMs },
  ];
  const options = {
    profiles,
    shape,
    intake: bridgeConfig(values),
    window: workerConfig(values).window,
    startMs,
    habits,
  };
  const feeds = Array.from({ length: homes }, (_, number) => new HomeFeed(options, number));
  const waiting = new Map<string, OutRecord[]>();
  for (let minute = 0; minute < minutes; minute++) {
    const atMs = startMs + minute * minuteMs;
    for (const [index, feed] of feeds.entries()) {
      const made = [
        ...feed.report(0, atMs + Math.floor((index * minuteMs) / homes)).records,
        ...feed.tick(atMs + minuteMs),
      ];
      for (const record of made) waiting.set(record.topic, [...(waiting.get(record.topic) ?? []), record]);
    }
    if (minute % 60 === 59 || minute === minutes - 1) await insert(client, waiting);
  }
  return homes * minutes;
}

/** Each topic into the newest of its landing tables, with places in Kafka that go on. */
async function insert(client: ClickHouseClient, waiting: Map<string, OutRecord[]>): Promise<void> {
  for (const topic of sinkTopics(loadSchema)) {
    const rows = (waiting.get(topic.name) ?? []).map(({ topic: name, value }, index) => {
      const body = bodyOf(value ?? Buffer.alloc(0));
      return { topic: name, partition: index % 12, offset: index, timestampMs: Date.now(), body };
    });
    if (rows.length === 0) continue;
    const table = await newestTable(client, topic.landingPrefix);
    const outcome = await insertAvro(client, table, createContainer(topic.schema)(rows));
    if (!outcome.ok) throw new Error(outcome.detail);
  }
  waiting.clear();
}

async function newestTable(client: ClickHouseClient, prefix: string): Promise<string> {
  const query = `SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, {pattern:String})
    ORDER BY toUInt32(extract(name, '[0-9]+$')) DESC LIMIT 1`;
  const answer = await client.query({
    query,
    query_params: { pattern: `^${prefix}[0-9]+$` },
    format: "JSONEachRow",
  });
  const [row] = await answer.json<{ name: string }>();
  if (row === undefined) throw new Error(`no landing table ${prefix}`);
  return row.name;
}

interface Stored {
  readonly table: string;
  readonly rows: string;
  readonly bytes: string;
}

async function measured(
  client: ClickHouseClient,
  database: string,
  reports: number,
  seconds: number,
  what: string,
): Promise<Measurement> {
  const tables = await select<{ name: string }>(
    client,
    `SELECT name FROM system.tables WHERE database = '${database}' AND engine LIKE '%ReplacingMergeTree'`,
  );
  for (const { name } of tables) await client.command({ query: `OPTIMIZE TABLE ${name} FINAL` });
  const stored = await select<Stored>(
    client,
    `SELECT table, sum(rows) AS rows, sum(data_compressed_bytes) AS bytes FROM system.parts
      WHERE database = '${database}' AND active GROUP BY table HAVING rows > 0 ORDER BY table`,
  );
  const total = stored.reduce((sum, { bytes }) => sum + Number(bytes), 0);
  return {
    stage: "storage",
    event: "report in ClickHouse",
    ratePerSecond: reports / seconds,
    cpuUs: null,
    floor: null,
    ratio: null,
    figure: `${(total / reports / 1000).toFixed(2)} kB`,
    aim: "",
    met: true,
    notes: [
      `${what}, a minute apart, ${shape.stations} stations and ${shape.hosts} hosts`,
      ...stored.map(
        ({ table, rows, bytes }) =>
          `${table}: ${(Number(bytes) / Number(rows)).toFixed(2)} B a row, ${rows} rows`,
      ),
    ],
  };
}

const select = async <T>(client: ClickHouseClient, query: string): Promise<T[]> =>
  (await client.query({ query, format: "JSONEachRow" })).json<T>();
