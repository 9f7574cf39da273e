/** Backup and restore as `schemas/clickhouse/README.md` describes them, on a real ClickHouse. */
import { randomUUID } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { localValues } from "#infra/bench/settings.ts";
import { TableFiller } from "#infra/cli/demo/fill-tables.ts";
import { type PastOptions, simulatePast } from "#infra/cli/demo/past.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { demoConfig } from "./demo-database.ts";

const config = { ...demoConfig(), database: "backup_test" };
let server: ClickHouseClient;
beforeAll(async () => {
  server = createClickhouse({ ...config, database: "default" });
  await migrate(config);
  await insert("first");
});
afterAll(() => server.close());

/** Half an hour of a home; the same seed makes the same records. */
async function insert(seed: string, database: string = config.database): Promise<void> {
  const client = createClickhouse({ ...config, database });
  const filler = await TableFiller.open(client);
  const past: PastOptions = {
    ...{ values: localValues(), seed, homes: 1, intervalMs: 60_000, anomalies: 0 },
    ...{ startMs: Date.UTC(2026, 9, 19), endMs: Date.UTC(2026, 9, 19, 0, 30) },
  };
  for (const { startMs, records } of simulatePast(past)) filler.add(records, startMs);
  await filler.insert();
  await client.close();
}

/** Rows of each view, and one number that any other row would change; when they were inserted is not asked. */
async function contentOf(database: string): Promise<Readonly<Record<string, unknown>>> {
  const contents = await Promise.all(
    viewNames.map(async (view) => {
      const query = `SELECT count() AS n, toString(groupBitXor(cityHash64(toString(tuple(* EXCEPT '.*inserted_at'))))) AS digest
        FROM ${database}.${view}`;
      return [view, await (await server.query({ query, format: "JSONEachRow" })).json()] as const;
    }),
  );
  return Object.fromEntries(contents);
}

it("a database that was lost is there again: views, rows, and what is inserted from then on", async () => {
  const [monday, tuesday] = [`File('${randomUUID()}')`, `File('${randomUUID()}')`];
  await server.command({ query: `BACKUP DATABASE backup_test TO ${monday}` });
  await insert("second");
  const whole = await contentOf("backup_test");
  await server.command({
    query: `BACKUP DATABASE backup_test TO ${tuesday} SETTINGS base_backup = ${monday}`,
  });
  await server.command({ query: "DROP DATABASE backup_test SYNC" });
  await server.command({ query: `RESTORE DATABASE backup_test FROM ${tuesday}` });
  expect(await contentOf("backup_test")).toEqual(whole);
  expect(await migrate(config)).toEqual([]);
  await insert("second");
  expect(await contentOf("backup_test")).toEqual(whole);
  await insert("third");
  expect(await contentOf("backup_test")).not.toEqual(whole);
});

it("a copy under another name answers alike, and takes what is inserted", async () => {
  const copy = `File('${randomUUID()}')`;
  const whole = await contentOf("backup_test");
  await server.command({ query: `BACKUP DATABASE backup_test TO ${copy}` });
  await server.command({ query: `RESTORE DATABASE backup_test AS backup_copy FROM ${copy}` });
  expect(await contentOf("backup_copy")).toEqual(whole);
  await insert("fourth");
  await insert("fourth", "backup_copy");
  expect(await contentOf("backup_copy")).toEqual(await contentOf("backup_test"));
  expect(await contentOf("backup_copy")).not.toEqual(whole);
});
