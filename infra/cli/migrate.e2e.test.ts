import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse, describeTables, ensureDatabase } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { landingColumns } from "#processors/sink/landing.ts";
import { viewSet } from "#schemas/clickhouse/view-set.ts";
import { applyMigrations, pendingMigrations, viewSetName } from "./migrate.ts";
import { sqlFiles } from "./sql-files.ts";

const sizes = ["quarter_hour", "hour", "day"];

const config = (database: string) => ({
  url: localStack().clickhouse.url,
  username: "default",
  password: "",
  database,
});

describe("migrations on a real ClickHouse", () => {
  const clients: ClickHouseClient[] = [];
  const open = async (database: string): Promise<ClickHouseClient> => {
    await ensureDatabase(config(database));
    const client = createClickhouse(config(database));
    clients.push(client);
    return client;
  };
  const tablesOf = async (client: ClickHouseClient): Promise<string[]> => {
    const query = "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name";
    const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{ name: string }>();
    return rows.map(({ name }) => name);
  };
  let migrated: ClickHouseClient;

  beforeAll(async () => {
    migrated = await open("migrate_once");
    await applyMigrations(migrated);
  });
  afterAll(() => Promise.all(clients.map((client) => client.close())));

  it("run every file once and nothing the second time", async () => {
    const client = await open("migrate_twice");
    const seen: string[] = [];
    expect(await applyMigrations(client, (text) => seen.push(text))).toEqual(
      sqlFiles().map(({ name }) => name),
    );
    expect(seen).toHaveLength(sqlFiles().length);
    expect(await applyMigrations(client)).toEqual([]);
  });

  it("leave no table, view or column of a view without a comment, also when a view is replaced", async () => {
    const query = `SELECT concat(table, '.', name) AS name FROM system.columns WHERE database = currentDatabase()
        AND comment = '' AND table IN (
          SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')
      UNION ALL SELECT name FROM system.tables WHERE database = currentDatabase() AND comment = ''
        AND (engine = 'View' OR endsWith(name, '_store')) AND NOT startsWith(name, '.')`;
    const silent = async (): Promise<unknown> =>
      (await migrated.query({ query, format: "JSONEachRow" })).json();
    expect(await silent()).toEqual([]);
    const changed = sqlFiles().map((file) =>
      file.name.endsWith("_parameter.sql") && file.name.startsWith("views/")
        ? { ...file, sql: `${file.sql}\n-- changed` }
        : file,
    );
    expect(await applyMigrations(migrated, undefined, changed)).toHaveLength(1);
    expect(await silent()).toEqual([]);
  });

  it("by two at once come to the same tables", async () => {
    const client = await open("migrate_both");
    const other = await open("migrate_both");
    await Promise.all([applyMigrations(client), applyMigrations(other)]);
    expect(await tablesOf(client)).toEqual(await tablesOf(migrated));
    expect(await applyMigrations(client)).toEqual([]);
  });

  it("stopped in the middle are finished by the next run", async () => {
    const client = await open("migrate_cut");
    await expect(
      applyMigrations(client, (text) => {
        if (text.includes("0005")) throw new Error("cut here");
      }),
    ).rejects.toThrow("cut here");
    await applyMigrations(client);
    expect(await tablesOf(client)).toEqual(await tablesOf(migrated));
  });

  it("leave the ledger's counts of a former version as they are, until its entries are inserted again", async () => {
    const client = await open("migrate_ledger");
    const isBefore = ({ name }: { readonly name: string }): boolean =>
      name.startsWith("migrations/") && name < "migrations/0029";
    await applyMigrations(client, undefined, sqlFiles().filter(isBefore));
    const insertTwice = (): Promise<unknown> =>
      client.insert({
        table: "landing_ledger_entry_1",
        values: [3, 4].map((offset) => ({
          ...{ kafka_topic: "usp.ledger.v1", kafka_partition: 0, kafka_offset: offset },
          ...{ kafka_offset_again: offset, stage: "bridge", writer: "b~1", hour: "2026-01-01 00:00:00" },
          counts: [{ topic: "", partition: -1, fate: "received", records: 5 }],
        })),
        format: "JSONEachRow",
      });
    const counted = async (): Promise<unknown> =>
      (await client.query({ query: "SELECT records FROM ledger", format: "JSONEachRow" })).json();
    await insertTwice();
    await applyMigrations(client);
    expect(await counted()).toEqual([{ records: 10 }]);
    await insertTwice();
    expect(await counted()).toEqual([{ records: 5 }]);
  });

  it("of an older program leave the views of a newer one, and say so", async () => {
    const client = await open("migrate_older");
    await applyMigrations(client);
    const newer = viewSet.number + 1;
    await client.command({
      query: `INSERT INTO schema_migration SELECT '${viewSetName}', '${newer}', now64(3) + INTERVAL 1 SECOND`,
    });
    const older = sqlFiles().map((file) => ({ ...file, sql: file.sql.replace("revision", "1 AS revision") }));
    await expect(applyMigrations(client, undefined, older)).rejects.toThrow(/views of a newer program/);
    await expect(pendingMigrations(client)).rejects.toThrow(/views of a newer program/);
  });

  it("say which statement of which file failed", async () => {
    const client = await open("migrate_wrong");
    const wrong = {
      name: "migrations/0001_wrong.sql",
      sql: "CREATE TABLE IF NOT EXISTS a (b Nonsense) ENGINE = Null",
    };
    await expect(applyMigrations(client, undefined, [wrong])).rejects.toThrow(
      /0001_wrong\.sql failed at "CREATE TABLE/,
    );
  });

  it.each([
    { schema: "telemetry-event.avsc", table: "landing_telemetry_event_3" },
    { schema: "parameter-event.avsc", table: "landing_parameter_event_1" },
    { schema: "home-window.avsc", table: "landing_home_window_2" },
    { schema: "association-change.avsc", table: "landing_association_change_2" },
    { schema: "inventory.avsc", table: "landing_inventory_1" },
    { schema: "ledger-entry.avsc", table: "landing_ledger_entry_1" },
    { schema: "dead-letter-row.avsc", table: "landing_dead_letter_1" },
  ])("make $table as $schema wants it", async ({ schema, table }) => {
    const record = parseRecordSchema(loadSchema(schema));
    const tables = await describeTables(migrated, "landing_");
    expect(tables.get(table)).toEqual(record === null ? null : landingColumns(record));
  });

  it.each([
    "station_observation",
    "host_observation",
    "radio_observation",
    "access_point_observation",
    "gateway_observation",
    "interface_observation",
    "mesh_node_observation",
    "heard_station_observation",
    "heard_bss_observation",
    "station_traffic",
    "parameter",
    "notification",
    "periodic_statistic",
    "telemetry_event",
    "home_window",
    "station_window",
    "radio_window",
    "stream_window",
    "association_change",
    "dead_letter",
    "pipeline_progress",
    "ledger",
    "home_inventory",
    "home_dimension",
    ...["home", "band", "radio"].flatMap((noun) => sizes.map((size) => `${noun}_${size}`)),
    "station_hour",
    "station_day",
  ])("make the view %s", async (view) => {
    const answer = await migrated.query({ query: `SELECT * FROM ${view}`, format: "JSONEachRow" });
    expect(await answer.json()).toEqual([]);
  });
});
