/** What a real ClickHouse says when it can't take an insert, and what the sink makes of it: wait, or blame the rows. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { ClickHouseClient } from "@clickhouse/client";
import { createClickhouse, ensureDatabase, insertAvro } from "#infra/adapters/clickhouse.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { createContainer } from "#processors/sink/container.ts";
import { compileType, bodyOf } from "#schemas/avro.ts";

const schemaText = JSON.stringify({ type: "record", name: "Row", fields: [{ name: "n", type: "long" }] });
const columns =
  "kafka_topic String, kafka_partition Int32, kafka_offset Int64, kafka_timestamp DateTime64(3), n Int64, kafka_offset_again Int64";

let client: ClickHouseClient;
beforeAll(async () => {
  const config = {
    url: localStack().clickhouse.url,
    username: "default",
    password: "",
    database: "refusals_test",
  };
  await ensureDatabase(config);
  client = createClickhouse(config);
});
afterAll(() => client.close());

/** Makes the table and inserts one row `times` times; the last outcome. */
async function insertInto(table: string, definition: string, times = 1): Promise<unknown> {
  if (definition !== "") await client.command({ query: `CREATE TABLE ${table} ${definition}` });
  const schema = parseRecordSchema(schemaText);
  if (schema === null) throw new Error("no record");
  const type = compileType<{ n: number }>(schemaText);
  const outcomes: unknown[] = [];
  for (let offset = 0; offset < times; offset += 1) {
    const row = {
      topic: "t",
      partition: 0,
      offset,
      timestampMs: 0,
      body: bodyOf(type.encode({ n: offset + 200 }, 1)),
    };
    outcomes.push(await insertAvro(client, table, createContainer(schema)([row])));
  }
  return outcomes.at(-1);
}

const engine = "ENGINE = MergeTree ORDER BY n";
const few =
  "parts_to_throw_insert = 2, parts_to_delay_insert = 1000, max_avg_part_size_for_too_many_parts = 0";

it.each([
  {
    name: "too many parts, because merges lag",
    table: "parts",
    definition: `(${columns}) ${engine} SETTINGS ${few}, merge_selecting_sleep_ms = 600000, max_merge_selecting_sleep_ms = 600000`,
    times: 6,
    want: { ok: false, failure: "away", detail: /TOO_MANY_PARTS \(252\)/ },
  },
  {
    name: "a full disk",
    table: "full",
    definition: `(${columns}) ${engine} SETTINGS min_free_disk_bytes_to_perform_insert = 1000000000000000000`,
    want: { ok: false, failure: "away", detail: /NOT_ENOUGH_SPACE \(243\)/ },
  },
  {
    name: "no table: migrations are behind, or a restore is under way",
    table: "nowhere",
    definition: "",
    want: { ok: false, failure: "away", detail: /UNKNOWN_TABLE \(60\)/ },
  },
  {
    name: "a row that breaks a constraint",
    table: "small",
    definition: `(${columns}, CONSTRAINT small CHECK n < 100) ${engine}`,
    want: { ok: false, failure: "refused", detail: /VIOLATED_CONSTRAINT \(469\)/ },
  },
  {
    name: "a value that is no time",
    table: "typed",
    definition: `(${columns.replace("n Int64", "n UUID")}) ${engine}`,
    want: { ok: false, failure: expect.stringMatching(/refused|unclear/) as string, detail: /\(\d+\)/ },
  },
  {
    name: "nothing wrong",
    table: "sound",
    definition: `(${columns}) ${engine}`,
    want: { ok: true },
  },
])("$name", async ({ table, definition, times, want }) => {
  const { detail, ...rest } = { detail: undefined, ...want };
  expect(await insertInto(table, definition, times)).toEqual({
    ...rest,
    ...(detail === undefined ? {} : { detail: expect.stringMatching(detail) as string }),
  });
});
