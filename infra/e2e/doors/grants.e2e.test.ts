/**
 * Each user of the shipped grants.sql does its work with the rights that it has there, by the product's own program, and tries
 * what it may not. Who is who (certificates, passwords) is another matter: the embedded ClickHouse has one user at a time.
 */
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type ClickhouseConfig, createClickhouse } from "#infra/adapters/clickhouse.ts";
import { describeClickhouseError } from "#infra/adapters/clickhouse-error.ts";
import { endOffsets, groupOffsets, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { kafkaConfig, registryConfig, sinkConfig } from "#infra/cli/config/process-config.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import { TableFiller } from "#infra/cli/demo/fill-tables.ts";
import { simulatePast } from "#infra/cli/demo/past.ts";
import { examineClickhouse } from "#infra/cli/doctor/clickhouse.ts";
import { commonEnvironment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { splitStatements } from "#infra/cli/sql-statements.ts";
import type { Values } from "#infra/cli/settings.ts";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { runSink } from "#processors/main.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { blankEvent, blankStation } from "#processors/scenarios/blank.ts";
import { compileType } from "#schemas/avro.ts";
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type AsUser, createAsUser, grantsText, parseGrants } from "./granted-clickhouse.ts";

const home = "os::00D09E-granted-1";
const program = new URL("../../cli/main.ts", import.meta.url).pathname;
/** Some start several processes, one after the other. */
const patience = { timeout: 300_000 };
let run: RunFolder;
let as: AsUser;

const environment = ({ url, database }: ClickhouseConfig) => ({
  ...commonEnvironment(localStack(), {}),
  USP_KAFKA_PARTITIONS: "4",
  USP_CLICKHOUSE_URL: url,
  USP_CLICKHOUSE_DATABASE: database,
  USP_SINK_GROUP_ID: `sink-granted-${process.pid}`,
  USP_FORGET_KEY: "only the tests have this key",
});

function valuesOf(config: ClickhouseConfig): Values {
  const parts = ["topics", "sink", "bridge", "worker"] as const;
  const reading = readSettings({ env: environment(config), file: null, readSecret: () => "" }, parts);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}

/** Exit code and all that the program said. */
const errand = (config: ClickhouseConfig, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const env = { PATH: process.env["PATH"], ...environment(config) };
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
      resolve(`${error === null ? 0 : (error.code ?? error.signal)} ${out}${err}`),
    );
  });

/** What ClickHouse says to each statement, without its own version. */
async function trying(
  config: ClickhouseConfig,
  ...statements: readonly string[]
): Promise<readonly string[]> {
  const client = createClickhouse(config);
  const answers: string[] = [];
  for (const query of statements)
    answers.push(
      await client.command({ query }).then(
        () => `${query}: done`,
        (error: unknown) => /^\w+/.exec(describeClickhouseError(error))?.[0] ?? "",
      ),
    );
  await client.close();
  return answers;
}

const intoLanding = "INSERT INTO landing_telemetry_event_3 (kafka_offset) SELECT 0 WHERE 0";
const intoStore = "INSERT INTO ledger_store (stage) SELECT '' WHERE 0";
const deletion = "ALTER TABLE station_observation_store DELETE WHERE 0";
const denied = "ACCESS_DENIED";

/** A home's report, as the sink reads it, and the letter of one that ClickHouse would not take. */
async function fillKafka(values: Values): Promise<void> {
  const { telemetry } = topics;
  const type = compileType<TelemetryEvent>(loadSchema(telemetry.schema));
  const id = await createRegistry(registryConfig(values)).register(subjectOf(telemetry.name), type.schema);
  const event = (name: string): Buffer => {
    const now = epochMs(Date.now());
    const stations = [{ ...blankStation, sta_mac: "02:00:00:00:00:01", path: name }];
    const times = { observed_at: now, received_at: now };
    return type.encode(
      { ...blankEvent, ...times, event_id: name, home_id: home, endpoint_id: home, stations },
      id,
    );
  };
  const key = Buffer.from(home);
  const letter = {
    ...({ reason: "insert_refused", stage: "sink_insert", detail: "no right" } as const),
    ...{ topic: telemetry.name, source: { partition: 1, offset: 77 }, endpointId: home },
    ...{ receivedAtMs: Date.now(), key, value: event("refused") },
  };
  const producer = await createPartitionProducer({ kafka: createKafka(kafkaConfig(values)) });
  await producer.publish({ topic: telemetry.name, partition: 0, key, value: event("first") });
  for (const record of toDeadLetterRecords(letter, 0, 1_000_000)) await producer.publish(record);
  await producer.close();
}

async function dropTopics(values: Values): Promise<void> {
  const names: readonly string[] = Object.values(topics).map(({ name }) => name);
  await withAdmin(createKafka(kafkaConfig(values)), async (admin) => {
    const present = async () => (await admin.listTopics()).filter((name) => names.includes(name));
    const before = await present();
    if (before.length > 0) await admin.deleteTopics({ topics: before });
    while ((await present()).length > 0) await sleep(50);
  });
}

beforeAll(async () => {
  run = await openRunFolder(null);
  as = createAsUser(run);
  const values = valuesOf({ url: localStack().clickhouse.url, database: "usp", username: "", password: "" });
  await dropTopics(values);
  await prepareTopics(values);
  await prepareSchemas(values);
  await fillKafka(values);
}, 300_000);

afterAll(async () => {
  await dropTopics(
    valuesOf({ url: localStack().clickhouse.url, database: "usp", username: "", password: "" }),
  );
  await run.reaper.finish();
});

test("every statement of the file is understood here, and every user has rights", () => {
  const users = parseGrants(grantsText);
  expect([...users].filter(([, { grants }]) => grants.length === 0)).toEqual([]);
});

test("ClickHouse's own parser takes every statement of the file", async () => {
  const { url } = localStack().clickhouse;
  const client = createClickhouse({ url, database: "default", username: "default", password: "" });
  for (const text of splitStatements(grantsText))
    await client.query({ query: "SELECT formatQuery({text:String})", query_params: { text } });
  await expect(
    client.query({ query: "SELECT formatQuery('CREATE USER a SETTINGS b = 1 CONSTANT')" }),
  ).rejects.toThrow("Syntax error");
  await client.close();
});

test("usp_migrate makes the database, its tables and views, twice", patience, async () => {
  await as("usp_migrate", async (config) => {
    expect((await migrate(config)).length).toBeGreaterThan(60);
    expect(await migrate(config)).toEqual([]);
    expect(await trying(config, "CREATE USER somebody")).toEqual([denied]);
  });
});

test("usp_sink inserts what it reads, is well by the doctor, and reads nothing", patience, async () => {
  await as("usp_sink", async (config) => {
    const values = valuesOf(config);
    const client = createClickhouse(config);
    const filler = await TableFiller.open(client, "past.");
    const startMs = Date.UTC(2026, 9, 19, 18);
    const span = { startMs, endMs: startMs + 20 * 60_000, intervalMs: 60_000 };
    for (const minute of simulatePast({ values, seed: "granted", homes: 1, anomalies: 0, ...span }))
      filler.add(minute.records, minute.startMs);
    await filler.insert();
    await client.close();
    const sink = await runSink(sinkConfig(values));
    const kafka = createKafka(kafkaConfig(values));
    const isThrough = async (topic: string): Promise<boolean> => {
      const committed = await groupOffsets(kafka, values.sinkGroupId, topic);
      const ends = await endOffsets(kafka, topic);
      return [...ends].every(([partition, end]) => (committed.get(partition) ?? 0) >= end);
    };
    for (const { name } of [topics.telemetry, topics.deadLetter])
      while (!(await isThrough(name))) await sleep(200);
    await sink.stop();
    const found = await examineClickhouse(values, 10_000);
    expect(found.filter(({ level }) => level === "fail")).toEqual([]);
    expect(found).toContainEqual(expect.objectContaining({ about: "permissions", level: "ok" }));
    expect(await trying(config, "SELECT * FROM station_observation", intoStore, deletion)).toEqual([
      denied,
      denied,
      denied,
    ]);
  });
});

test("usp_rollup counts", patience, async () => {
  await as("usp_rollup", async (config) => {
    expect((await rollUpOnce({ clickhouse: config })).hours).toBeGreaterThan(0);
    expect(await trying(config, intoLanding, deletion)).toEqual([denied, denied]);
  });
});

const border = z.object({ from: z.string(), to: z.string(), handedOn: z.number(), takenIn: z.number() });
const report = z.object({ borders: z.array(border), findings: z.array(z.looseObject({ to: z.string() })) });

test("usp_auditor compares records with their rows", patience, async () => {
  await as("usp_auditor", async (config) => {
    const said = await errand(config, "ledger", "check", "--wait", "1", "--format", "json");
    const { borders, findings } = report.parse(
      JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)),
    );
    expect(borders).toContainEqual(
      expect.objectContaining({ from: "telemetry", to: "rows", handedOn: 1, takenIn: 1 }),
    );
    expect(findings.filter(({ to }) => to === "rows")).toEqual([]);
    expect(await trying(config, intoLanding, deletion, "DROP TABLE ledger_store")).toEqual([
      denied,
      denied,
      denied,
    ]);
  });
});

test("usp_operator inserts again what was refused, and forgets a home", patience, async () => {
  await as("usp_operator", async (config) => {
    expect(await errand(config, "dead-letters", "redrive", "0:0")).toMatch(
      /^0 +1 {2}inserted into ClickHouse/,
    );
    const reader = openClickhouse(config);
    const events = `SELECT event_id FROM telemetry_event WHERE home_id = '${home}' ORDER BY event_id`;
    expect(await reader.text(events, "TSV")).toBe("first\nrefused\n");
    const said = await errand(config, "forget", home, "--yes");
    expect(said).toMatch(/^0 [^]*station_observation_store/);
    expect(await reader.text(events, "TSV")).toBe("");
    await reader.close();
    expect(await trying(config, intoStore, "DROP TABLE forgotten")).toEqual([denied, denied]);
  });
});

test("usp_reader reads within its limits, and writes nothing", patience, async () => {
  await as("usp_reader", async (config) => {
    expect(await errand(config, "query", "SELECT count() > 0 FROM home_window", "--format", "TSV")).toBe(
      "0 1\n",
    );
    expect(await trying(config, intoLanding, "SELECT 1 SETTINGS readonly = 0")).toEqual([
      expect.stringMatching(/ACCESS_DENIED|READONLY/),
      "READONLY",
    ]);
    const out = [
      "max_execution_time = 0",
      "max_execution_time = 121",
      "max_memory_usage = 0",
      "max_result_rows = 0",
      "result_overflow_mode = 'break'",
    ];
    const selects = out.map((setting) => `SELECT 1 SETTINGS ${setting}`);
    for (const answer of await trying(config, ...selects))
      expect(answer).toBe("SETTING_CONSTRAINT_VIOLATION");
    const within = "SELECT 1 SETTINGS max_execution_time = 65, max_threads = 1";
    expect(await trying(config, within)).toEqual([`${within}: done`]);
  });
});

test("a redrive by who may not insert fails with a sentence", patience, async () => {
  await as("usp_auditor", async (config) => {
    const said = await errand(config, "dead-letters", "redrive", "0:0", "--redriven");
    expect(said).toMatch(/^1 [^]*ClickHouse at \S+ refuses what \w+ needs .*grants\.sql/);
  });
});
