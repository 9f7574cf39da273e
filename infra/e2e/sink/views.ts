/** A database of the real ClickHouse with our tables and views, filled as the sink fills it. */
import { expect } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse, ensureDatabase, insertAvro } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { applyMigrations } from "#infra/cli/migrate.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { createContainer } from "#processors/sink/container.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";

/** When everything is inserted. */
export const january = Date.UTC(2026, 0, 1);

export interface Views {
  /** Inserts records of the schema in `file` as the sink does, at the next offsets of `topic`, partition 3. */
  insert(file: string, table: string, topic: string, values: readonly object[]): Promise<void>;
  rows(query: string): Promise<unknown[]>;
  /** Offset of the record inserted last. */
  lastOffset(): number;
  close(): Promise<void>;
}

/** Makes the database and migrates it. */
export async function openViews(database: string): Promise<Views> {
  const config = { url: localStack().clickhouse.url, username: "default", password: "", database };
  await ensureDatabase(config);
  const clickhouse = createClickhouse(config);
  await applyMigrations(clickhouse);
  let nextOffset = 0;
  return {
    async insert(file, table, topic, values) {
      const schema = parseRecordSchema(loadSchema(file));
      if (schema === null) throw new Error(`${file} is no record`);
      const type = compileType<object>(loadSchema(file));
      const records = values.map((value) => ({
        topic,
        partition: 3,
        offset: nextOffset++,
        timestampMs: january,
        body: bodyOf(type.encode(value, 1)),
      }));
      expect(await insertAvro(clickhouse, table, createContainer(schema)(records))).toEqual({ ok: true });
    },
    async rows(query) {
      const answer = await clickhouse.query({ query, format: "JSONEachRow" });
      return answer.json();
    },
    lastOffset: () => nextOffset - 1,
    close: () => clickhouse.close(),
  };
}
