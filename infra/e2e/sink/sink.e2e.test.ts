import type { ClickHouseClient } from "@clickhouse/client";
import type { Admin, Kafka } from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse, ensureDatabase } from "#infra/adapters/clickhouse.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createLog } from "#infra/adapters/log.ts";
import { createRegistry, type Registry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { applyMigrations } from "#infra/cli/migrate.ts";
import { compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { blankEvent, blankStation } from "#processors/scenarios/blank.ts";
import { type RunningSink, startSink } from "#processors/sink/main.ts";
import { type SinkTopic, sinkTopics } from "#processors/sink/sink-topic.ts";
import { epochMs } from "#schemas/units.ts";
import { Wire } from "./wire.ts";

const database = "sink_test";
const observedAt = epochMs(Date.UTC(2026, 0, 1));
const event = compileType<TelemetryEvent>(loadSchema("telemetry-event.avsc"));

let kafka: Kafka;
let admin: Admin;
let producer: PartitionProducer;
let registry: Registry;
let clickhouse: ClickHouseClient;
let schemaId: number;

const clickhouseAt = (url: string) => createClickhouse({ url, username: "default", password: "", database });

beforeAll(async () => {
  const stack = localStack();
  kafka = createKafka({ brokers: stack.kafka.brokers, clientId: "sink-test" });
  admin = kafka.admin();
  await admin.connect();
  producer = await createPartitionProducer({ kafka });
  registry = createRegistry({ url: stack.registry.url });
  schemaId = await registry.register("sink-test-value", event.schema);
  const { url } = stack.clickhouse;
  await ensureDatabase({ url, username: "default", password: "", database });
  clickhouse = clickhouseAt(url);
  await applyMigrations(clickhouse);
});
afterAll(async () => {
  await producer.close();
  await admin.disconnect();
  await clickhouse.close();
});

/** The sink's topics under names of one test's own. */
async function topicsOf(test: string, numPartitions = 1): Promise<SinkTopic[]> {
  const topics = sinkTopics(loadSchema).map((topic) => ({
    ...topic,
    name: `sink-test.${test}.${topic.name}`,
  }));
  await admin.createTopics({ topics: topics.map(({ name }) => ({ topic: name, numPartitions })) });
  return topics;
}
const nameIn = (topics: readonly SinkTopic[], topic: string): string =>
  topics.find(({ name }) => name.endsWith(topic))?.name ?? topic;

const start = (topics: readonly SinkTopic[], groupId: string, over: object = {}): Promise<RunningSink> =>
  startSink({
    kafka,
    registry,
    clickhouse,
    groupId,
    topics,
    limits: { records: 1_000, bytes: 4_000_000 },
    flushEveryMs: 50,
    log: createLog("sink", "silent"),
    ...over,
  });

const publish = (topic: string, values: readonly (Buffer | null)[]): Promise<unknown> =>
  Promise.all(
    values.map((value) =>
      producer.publish({ topic, partition: 0, key: Buffer.from("os::1"), value, timestampMs: observedAt }),
    ),
  );

const report = (home: string, id: string, macs: readonly string[]): TelemetryEvent => ({
  ...blankEvent,
  observed_at: observedAt,
  received_at: observedAt,
  event_id: id,
  home_id: home,
  endpoint_id: home,
  time_raw: "2026-01-01T00:00:00Z",
  stations: macs.map((mac) => ({
    ...blankStation,
    sta_mac: mac,
    access_point: "Device.WiFi.AccessPoint.1.",
    path: `Device.WiFi.AccessPoint.1.AssociatedDevice.${mac}.`,
  })),
});
const encode = (value: TelemetryEvent): Buffer => event.encode(value, schemaId);

async function rows<T>(query: string, query_params: Record<string, unknown> = {}): Promise<T[]> {
  return (await clickhouse.query({ query, query_params, format: "JSONEachRow" })).json<T>();
}
const stationsOf = (home: string): Promise<{ sta_mac: string; event_id: string }[]> =>
  rows("SELECT sta_mac, event_id FROM station_observation WHERE home_id = {home: String} ORDER BY ALL", {
    home,
  });

const committed = async (groupId: string, topic: string, partition = 0): Promise<number> => {
  const [entry] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return Number(entry?.partitions.find((each) => each.partition === partition)?.offset ?? -1);
};

/** Until `look` gives what is wanted; then, or after 90 s, compares. A busy machine takes half a minute for a thousand records with eight bad ones. */
async function eventually(look: () => Promise<unknown>, want: unknown): Promise<void> {
  for (
    const end = Date.now() + 90_000;
    Date.now() < end;
    await new Promise((done) => setTimeout(done, 100))
  ) {
    try {
      expect(await look()).toEqual(want);
      return;
    } catch {
      // Not yet.
    }
  }
  expect(await look()).toEqual(want);
}

describe("the sink on real Kafka, registry and ClickHouse", () => {
  it("inserts what is on the topics and commits it", async () => {
    const topics = await topicsOf("plain");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const sink = await start(topics, "sink-plain");
    await publish(telemetry, [
      encode(report("plain", "p1", ["aa", "bb"])),
      encode(report("plain", "p2", ["aa"])),
    ]);
    await eventually(() => committed("sink-plain", telemetry), 2);
    expect(await stationsOf("plain")).toEqual([
      { sta_mac: "aa", event_id: "p1" },
      { sta_mac: "aa", event_id: "p2" },
      { sta_mac: "bb", event_id: "p1" },
    ]);
    expect(sink.status()).toMatchObject({ inserted: { [telemetry]: 2 }, deadLettered: {}, lastError: null });
    await sink.stop();
  });

  it("that reads everything again leaves every row once", async () => {
    const topics = await topicsOf("again");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    await publish(telemetry, [
      encode(report("again", "a1", ["aa", "bb"])),
      encode(report("again", "a1", ["aa", "bb"])),
    ]);
    for (const group of ["sink-again-1", "sink-again-2"]) {
      const sink = await start(topics, group);
      await eventually(() => committed(group, telemetry), 2);
      await sink.stop();
    }
    expect(await stationsOf("again")).toEqual([
      { sta_mac: "aa", event_id: "a1" },
      { sta_mac: "bb", event_id: "a1" },
    ]);
  });

  it("tells that retention has overtaken it, and goes on at the first record that is left", async () => {
    const topics = await topicsOf("overtaken");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const before = await start(topics, "sink-overtaken");
    await publish(telemetry, [encode(report("overtaken", "o1", ["aa"]))]);
    await eventually(() => committed("sink-overtaken", telemetry), 1);
    expect(before.status()).toMatchObject({ overtaken: 0 });
    await before.stop();
    await publish(telemetry, [encode(report("overtaken", "o2", ["bb"]))]);
    await admin.fetchTopicOffsets(telemetry);
    await admin.deleteTopicRecords({ topic: telemetry, partitions: [{ partition: 0, offset: "2" }] });
    await publish(telemetry, [encode(report("overtaken", "o3", ["cc"]))]);

    const sink = await start(topics, "sink-overtaken");
    await eventually(() => committed("sink-overtaken", telemetry), 3);
    expect(await stationsOf("overtaken")).toEqual([
      { sta_mac: "aa", event_id: "o1" },
      { sta_mac: "cc", event_id: "o3" },
    ]);
    const { overtaken, lastError } = sink.status();
    expect(overtaken).toBe(1);
    expect(lastError).toContain(`${telemetry} partition 0 from offset 1`);
    await sink.stop();
  });

  it("dead-letters each kind of bad record with its reason, and its neighbors land", async () => {
    const topics = await topicsOf("bad");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const foreign = await registry.register(
      "sink-test-foreign-value",
      JSON.stringify({ type: "record", name: "Foreign", fields: [] }),
    );
    const good = encode(report("bad", "b1", ["aa"]));
    const header = (id: number): Buffer => {
      const bytes = Buffer.from(good);
      bytes.writeInt32BE(id, 1);
      return bytes;
    };
    const bad = [
      { value: Buffer.from("{}"), reason: "not_avro" },
      { value: null, reason: "not_avro" },
      { value: header(2_000_000_000), reason: "unknown_schema" },
      { value: header(-1), reason: "unknown_schema" },
      { value: header(foreign), reason: "schema_mismatch" },
      { value: good.subarray(0, -3), reason: "avro_decode_error" },
      { value: Buffer.concat([good, Buffer.from([2, 2])]), reason: "avro_decode_error" },
      // 50 million stations in a handful of bytes.
      {
        value: Buffer.concat([good.subarray(0, -9), Buffer.from([0x80, 0xe1, 0xeb, 0x17])]),
        reason: "avro_decode_error",
      },
      {
        value: encode({ ...report("bad", "b9", ["zz"]), observed_at: epochMs(2 ** 51) }),
        reason: "insert_refused",
      },
    ];
    await publish(
      telemetry,
      bad.flatMap(({ value }, index) => [value, encode(report("bad", `n${index}`, ["aa"]))]),
    );
    const sink = await start(topics, "sink-bad");
    await eventually(() => committed("sink-bad", telemetry), 2 * bad.length);
    expect((await stationsOf("bad")).map(({ event_id }) => event_id)).toEqual(
      bad.map((_, index) => `n${index}`),
    );

    const query = `SELECT source_offset, reason, stage, source_topic, hex(payload) AS bytes, key, chunk_count
      FROM dead_letter WHERE source_topic = {telemetry: String} ORDER BY source_offset`;
    await eventually(
      () => rows(query, { telemetry }),
      bad.map(({ value, reason }, index) => ({
        source_offset: 2 * index,
        reason,
        stage: index < 5 ? "sink_decode" : "sink_insert",
        source_topic: telemetry,
        bytes: value?.toString("hex").toUpperCase() ?? null,
        key: "os::1",
        chunk_count: 1,
      })),
    );
    await sink.stop();
  });

  it("finds bad records first, last, side by side and anywhere in a batch of a thousand", async () => {
    const topics = await topicsOf("batch");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const good = (index: number): Buffer => encode(report("batch", `g${index}`, ["aa"]));
    const stray = (index: number): Buffer => Buffer.concat([good(index), Buffer.from([0xfe, 0x7f, 2])]);
    const truncated = (index: number): Buffer => good(index).subarray(0, -7);
    const countBomb = (index: number): Buffer =>
      Buffer.concat([good(index).subarray(0, -9), Buffer.from([0x80, 0xe1, 0xeb, 0x17])]);
    const bad = new Map([0, 1, 2, 499, 500, 777, 998, 999].map((at, index) => [at, index % 3]));
    const values = Array.from({ length: 1000 }, (_, index) => {
      const kind = bad.get(index);
      return (kind === undefined ? good : ([stray, truncated, countBomb][kind] ?? good))(index);
    });
    await publish(telemetry, values);
    const sink = await start(topics, "sink-batch");
    await eventually(() => committed("sink-batch", telemetry), values.length);
    const stored = new Set((await stationsOf("batch")).map(({ event_id }) => event_id));
    expect(values.flatMap((_, index) => (stored.has(`g${index}`) ? [] : [index]))).toEqual([...bad.keys()]);
    await eventually(
      () =>
        rows(
          `SELECT source_offset, reason, hex(payload) AS bytes FROM dead_letter
           WHERE source_topic = {telemetry: String} ORDER BY source_offset`,
          { telemetry },
        ),
      [...bad.keys()].map((index) => ({
        source_offset: index,
        reason: "avro_decode_error",
        bytes: values[index]?.toString("hex").toUpperCase(),
      })),
    );
    await sink.stop();
  });

  it("hands partitions over to another and back without losing or doubling a row", async () => {
    const partitions = [0, 1, 2, 3];
    const topics = await topicsOf("shared", partitions.length);
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    let sent = 0;
    const publishSome = async (): Promise<void> => {
      const values = Array.from({ length: 100 }, () => encode(report("shared", `e${sent++}`, ["aa"])));
      await Promise.all(
        values.map((value, index) => {
          const partition = index % partitions.length;
          return producer.publish({ topic: telemetry, partition, key: null, value, timestampMs: observedAt });
        }),
      );
    };
    const first = await start(topics, "sink-shared");
    await publishSome();
    const [second] = await Promise.all([start(topics, "sink-shared"), publishSome()]);
    await publishSome();
    await eventually(async () => (second.status().inserted[telemetry] ?? 0) > 0, true);
    await Promise.all([first.stop(), publishSome()]);
    await publishSome();
    await eventually(async () => (await stationsOf("shared")).length, sent);
    const distinct = new Set((await stationsOf("shared")).map(({ event_id }) => event_id));
    expect(distinct.size).toBe(sent);
    await eventually(
      async () => Promise.all(partitions.map((partition) => committed("sink-shared", telemetry, partition))),
      partitions.map(() => sent / partitions.length),
    );
    await second.stop();
  });

  it("refuses to start with a sentence when a landing table does not fit", async () => {
    const topics = await topicsOf("misfit");
    const wider = topics.map((topic) => ({
      ...topic,
      schema: { ...topic.schema, fields: [...topic.schema.fields, { name: "extra", type: "string" }] },
    }));
    await expect(start(wider, "sink-misfit")).rejects.toThrow(
      /landing_telemetry_event_3 does not fit the schema of .*usp\.telemetry\.v1 \(column extra\): run the migrations/,
    );
  });

  it("waits for the migration of a schema version it has never seen, and inserts it then", async () => {
    const topics = await topicsOf("newer");
    const parameter = nameIn(topics, "usp.parameter.v1");
    const schema = JSON.parse(loadSchema("parameter-event.avsc")) as { fields: object[] };
    schema.fields.push({ name: "extra", type: ["null", "string"], default: null });
    const newer = compileType<object>(JSON.stringify(schema));
    const id = await registry.register("sink-test-parameter-value", newer.schema);
    const sink = await start(topics, "sink-newer");
    const value = {
      event_id: "x1",
      home_id: "newer",
      endpoint_id: "newer",
      profile_id: "",
      source: "mqtt-bulk",
      observed_at: observedAt,
      received_at: observedAt,
      time_quality: "reported",
      parameters: [{ path: "Device.X", value: "1", value_type: "string" }],
      extra: "new",
    };
    await publish(parameter, [newer.encode(value, id)]);
    await eventually(async () => sink.status().waitingFor, "migrations");
    const { statement } = (
      await rows<{ statement: string }>("SHOW CREATE TABLE landing_parameter_event_1")
    )[0] ?? { statement: "" };
    await clickhouse.command({
      query: statement
        .replace("landing_parameter_event_1", "landing_parameter_event_2")
        .replace("`kafka_offset_again`", "`extra` Nullable(String), `kafka_offset_again`"),
    });
    await eventually(() => committed("sink-newer", parameter), 1);
    expect(sink.status()).toMatchObject({ inserted: { [parameter]: 1 }, deadLettered: {}, waitingFor: null });
    await sink.stop();
    await clickhouse.command({ query: "DROP TABLE landing_parameter_event_2" });
  });
});

describe("while a service is away", () => {
  it("nothing is committed nor lost when it is ClickHouse", async () => {
    const topics = await topicsOf("away");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const wire = new Wire(localStack().clickhouse.url);
    const client = clickhouseAt(await wire.open());
    const sink = await start(topics, "sink-away", { clickhouse: client });
    await publish(telemetry, [encode(report("away", "w1", ["aa"]))]);
    await eventually(() => committed("sink-away", telemetry), 1);
    wire.cut();
    await publish(
      telemetry,
      Array.from({ length: 50 }, (_, index) => encode(report("away", `x${index}`, ["aa"]))),
    );
    await eventually(async () => sink.status().waitingFor, "ClickHouse");
    expect(await committed("sink-away", telemetry)).toBe(1);
    wire.mend();
    await eventually(() => committed("sink-away", telemetry), 51);
    expect(await stationsOf("away")).toHaveLength(51);
    expect(sink.status().deadLettered).toEqual({});
    await sink.stop();
    await client.close();
    wire.close();
  });

  it("nothing is dead-lettered for its schema id when it is the registry", async () => {
    const topics = await topicsOf("registry");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const wire = new Wire(localStack().registry.url);
    const url = await wire.open();
    wire.cut();
    const sink = await start(topics, "sink-registry", { registry: createRegistry({ url }) });
    await publish(telemetry, [encode(report("registry", "r1", ["aa"]))]);
    await eventually(async () => sink.status().waitingFor, "schema registry");
    wire.mend();
    await eventually(() => committed("sink-registry", telemetry), 1);
    expect(await stationsOf("registry")).toHaveLength(1);
    await sink.stop();
    wire.close();
  });

  it("a schema id that only the registry could tell holds up its partition alone", async () => {
    const topics = await topicsOf("alone", 2);
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const wire = new Wire(localStack().registry.url);
    const sink = await start(topics, "sink-alone", { registry: createRegistry({ url: await wire.open() }) });
    await publish(telemetry, [encode(report("alone", "o1", ["aa"]))]);
    await eventually(() => committed("sink-alone", telemetry), 1);
    wire.cut();
    const value = encode(report("alone", "o2", ["aa"]));
    value.writeInt32BE(2_000_000_000, 1);
    await producer.publish({ topic: telemetry, partition: 1, key: null, value });
    await eventually(async () => sink.status().waitingFor, "schema registry");
    await publish(telemetry, [encode(report("alone", "o3", ["aa"]))]);
    await eventually(() => committed("sink-alone", telemetry), 2);
    expect(await committed("sink-alone", telemetry, 1)).toBe(-1);
    wire.mend();
    await eventually(() => committed("sink-alone", telemetry, 1), 1);
    expect(sink.status().deadLettered).toEqual({ unknown_schema: 1 });
    await sink.stop();
    wire.close();
  });

  it("a record of a schema that one node of the registry does not know yet waits for it", async () => {
    const topics = await topicsOf("behind");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const node = createRegistry({ url: localStack().registry.url });
    let answers = 0;
    const behind = {
      ...node,
      // Two answers as of a node that is behind: of an id that it does not know.
      schemaById: (id: number) => node.schemaById((answers += 1) <= 2 ? 2_000_000_000 : id),
    };
    const sink = await start(topics, "sink-behind", { registry: behind });
    await publish(telemetry, [encode(report("behind", "h1", ["aa"]))]);
    await eventually(() => committed("sink-behind", telemetry), 1);
    expect(sink.status().deadLettered).toEqual({});
    expect(await stationsOf("behind")).toHaveLength(1);
    await sink.stop();
  });

  it("a sink that is stopped meanwhile commits nothing, and the next one inserts it", async () => {
    const topics = await topicsOf("stopped");
    const telemetry = nameIn(topics, "usp.telemetry.v1");
    const wire = new Wire(localStack().clickhouse.url);
    const client = clickhouseAt(await wire.open());
    const first = await start(topics, "sink-stopped", { clickhouse: client });
    wire.cut();
    await publish(telemetry, [encode(report("stopped", "s1", ["aa"]))]);
    await eventually(async () => first.status().waitingFor, "ClickHouse");
    await first.stop();
    expect(await stationsOf("stopped")).toEqual([]);
    const second = await start(topics, "sink-stopped");
    await eventually(() => committed("sink-stopped", telemetry), 1);
    expect(await stationsOf("stopped")).toHaveLength(1);
    await second.stop();
    await client.close();
    wire.close();
  });
});
