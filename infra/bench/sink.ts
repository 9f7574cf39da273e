/**
 * Stage sink: Kafka to rows, as a process of its own. Its floor is ClickHouse alone with the very same Avro file in one
 * insert: the same landing table, the same views. Beside it what ClickHouse alone does with the sink's own cuts, two at
 * once: what is then between the two is Kafka's and the sink's own work. Databases and groups are fresh for each round.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { createClickhouse, insertAvro } from "#infra/adapters/clickhouse.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { clickhouseConfig, kafkaConfig } from "#infra/cli/config/process-config.ts";
import { commonEnvironment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import type { Values } from "#infra/cli/settings.ts";
import { createContainer } from "#processors/sink/container.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { bodyOf } from "#schemas/avro.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { type Benchmark, type Cost, median } from "./benchmark.ts";
import { program, startMeasured } from "./measured-process.ts";
import { telemetryRecords } from "./records.ts";
import { localValues } from "./settings.ts";
import { type BenchStack, withStack } from "./stack.ts";

const aimRatio = 0.8;
const aimUs = 1.5;

/** One round of either: what it cost and how many rows it left. */
interface Round extends Cost {
  readonly rows: number;
}

export const sinkBenchmark: Benchmark = {
  name: "sink",
  async run(context) {
    const { smoke, say } = context;
    const { reports, rounds } = smoke ? { reports: 1000, rounds: 1 } : { reports: 40_000, rounds: 3 };
    return withStack(context, async (stack) => {
      const values = localValues(stack);
      const [, schemas] = await Promise.all([prepareTopics(values), prepareSchemas(values)]);
      const subject = subjectOf(topics.telemetry.name);
      const schemaId = schemas.find((entry) => entry.subject === subject)?.id ?? 0;
      const records = telemetryRecords("sink", reports, schemaId, values);
      say(`sink: ${rounds} rounds of ${reports} reports for each`);
      await fillKafka(values, records);
      const file = toFile(records);
      const cuts = cutsOf(records, values).map(toFile);
      const [ours, floor, cut]: [Round[], Round[], Round[]] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        floor.push(await inFreshDatabase(stack, `floor_${round}`, (client) => insertAlone(client, [file])));
        cut.push(await inFreshDatabase(stack, `cut_${round}`, (client) => insertAlone(client, cuts)));
        ours.push(
          await inFreshDatabase(stack, `ours_${round}`, (client, database) =>
            runSink(stack, client, database, reports, smoke),
          ),
        );
        say(
          `  ClickHouse alone: ${tell(floor.at(-1))}; in ${cuts.length} inserts: ${tell(cut.at(-1))}; the sink: ${tell(ours.at(-1))}`,
        );
      }
      const line = measurement(ours, floor, reports, file.length);
      const rate = medianRate(cut);
      const note = `ClickHouse alone in ${cuts.length} inserts as the sink cuts them, two at once: ${Math.round(rate)} rows/s, of which the sink reaches ${(line.ratePerSecond / rate).toFixed(2)}`;
      return [{ ...line, notes: [...line.notes, note] }];
    });
  },
};

const tell = (round: Round | undefined): string =>
  `${Math.round(round?.ratePerSecond ?? 0)} rows/s, ${(round?.cpuUs ?? 0).toFixed(2)} us a row`;

const medianRate = (rounds: readonly Round[]): number =>
  median(rounds.map(({ ratePerSecond }) => ratePerSecond));

function measurement(ours: readonly Round[], floor: readonly Round[], reports: number, bytes: number) {
  const cpuUs = median(ours.map((round) => round.cpuUs));
  const ratio = medianRate(ours) / medianRate(floor);
  return {
    stage: "sink",
    event: "row",
    ratePerSecond: medianRate(ours),
    cpuUs,
    floor: {
      what: "ClickHouse alone, the same Avro file in one insert",
      cpuUs: null,
      ratePerSecond: medianRate(floor),
    },
    ratio,
    aim: `>= ${aimRatio} of its rate and <= ${aimUs} us`,
    met: ratio >= aimRatio && cpuUs <= aimUs,
    notes: [
      `${reports} reports, ${ours[0]?.rows} rows in observation tables, ${(bytes / 1e6).toFixed(0)} MB of Avro`,
      "CPU of the sink's process alone; 12 partitions, caught up from the start of the log",
    ],
  };
}

async function fillKafka(values: Values, records: readonly OutRecord[]): Promise<void> {
  const producer = await createPartitionProducer({ kafka: createKafka(kafkaConfig(values)) });
  for (let first = 0; first < records.length; first += 1000)
    await Promise.all(records.slice(first, first + 1000).map((record) => producer.publish(record)));
  await producer.close();
}

/** As the sink cuts what it is behind with. */
function cutsOf(records: readonly OutRecord[], values: Values): OutRecord[][] {
  const cuts: OutRecord[][] = [[]];
  let bytes = 0;
  for (const record of records) {
    const size = record.value?.length ?? 0;
    const isFull =
      (cuts.at(-1)?.length ?? 0) >= values.sinkMaxBatchRecords || bytes + size > values.sinkMaxBatchBytes;
    if (isFull) cuts.push([]);
    bytes = isFull ? size : bytes + size;
    cuts.at(-1)?.push(record);
  }
  return cuts;
}

/** The container that the sink would make, had it these records at once. */
function toFile(records: readonly OutRecord[]): Buffer {
  const topic = sinkTopics(loadSchema).find(({ name }) => name === topics.telemetry.name);
  if (topic === undefined) throw new Error("the sink does not read reports");
  const rows = records.map(({ topic: name, partition, value }, offset) => {
    const body = bodyOf(value ?? Buffer.alloc(0));
    return { topic: name, partition, offset, timestampMs: Date.now(), body };
  });
  return createContainer(topic.schema)(rows);
}

async function inFreshDatabase(
  stack: BenchStack,
  database: string,
  run: (client: ClickHouseClient, database: string) => Promise<Omit<Round, "rows">>,
): Promise<Round> {
  const config = { ...clickhouseConfig(localValues(stack)), database };
  await migrate(config);
  const client = createClickhouse(config);
  try {
    const cost = await run(client, database);
    const rows = await countRows(client);
    return { rows, cpuUs: cost.cpuUs / rows, ratePerSecond: cost.ratePerSecond * rows };
  } finally {
    await client.command({ query: `DROP DATABASE ${database} SYNC` });
    await client.close();
  }
}

async function countRows(client: ClickHouseClient): Promise<number> {
  const tables = ["station", "host", "radio", "access_point", "gateway"];
  const counts = tables.map((noun) => `SELECT count() AS n FROM ${noun}_observation`);
  const query = `SELECT sum(n) AS rows FROM (${counts.join(" UNION ALL ")})`;
  const [answer] = await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: string }>();
  return Number(answer?.rows);
}

/** The cost is of all; the rate is of one whole. */
async function insertAlone(client: ClickHouseClient, files: readonly Buffer[]): Promise<Omit<Round, "rows">> {
  const left = files.values();
  const insertInTurn = async (): Promise<void> => {
    for (const file of left) {
      const outcome = await insertAvro(client, "landing_telemetry_event_3", file);
      if (!outcome.ok) throw new Error(outcome.detail);
    }
  };
  const began = performance.now();
  await Promise.all([insertInTurn(), insertInTurn()]);
  return { cpuUs: 0, ratePerSecond: 1000 / (performance.now() - began) };
}

/** From the first flush on: joining the group is not what is measured. In smoke mode one flush may be all there is. */
async function runSink(
  stack: BenchStack,
  _client: ClickHouseClient,
  database: string,
  reports: number,
  smoke: boolean,
): Promise<Omit<Round, "rows">> {
  const insertedOf = (status: Readonly<Record<string, unknown>> | null): number =>
    (status?.["inserted"] as Record<string, number> | undefined)?.[topics.telemetry.name] ?? 0;
  const env = { USP_CLICKHOUSE_DATABASE: database, USP_SINK_GROUP_ID: database };
  const sink = await startMeasured(
    stack,
    database,
    () => [program, "sink"],
    (port) => ({ ...commonEnvironment(stack, {}), ...env, USP_STATUS_PORT: String(port) }),
    (status) => smoke || insertedOf(status) > 0,
  );
  const [first, cpu, began] = [insertedOf(await sink.status()), sink.cpuUs(), performance.now()];
  let inserted = first;
  while (inserted < reports) {
    await sleep(20);
    inserted = insertedOf(await sink.status());
  }
  const share = (inserted - first) / reports;
  const seconds = (performance.now() - began) / 1000;
  const cost = { cpuUs: (sink.cpuUs() - cpu) / share, ratePerSecond: share / seconds };
  await sink.stop();
  return cost;
}
