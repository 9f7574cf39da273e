/**
 * Stage storage: compressed bytes of a row of each table, column by column, merged: what `usp-telemetry estimate` counts
 * with (`infra/cli/estimate/measured.ts`). Homes of the labelled world for a day, a report a minute each, through the bridge's
 * pipeline and the worker's fold, inserted an hour at a time. The aim is about what a planner keeps of a station.
 */
import type { ClickHouseClient } from "@clickhouse/client";
import { TableFiller } from "#infra/cli/demo/fill-tables.ts";
import { simulatePast } from "#infra/cli/demo/past.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { withDatabase } from "./database.ts";
import { localValues } from "./settings.ts";

const minuteMs = 60_000;
const aimBytes = 12;
/** Key, time, RSSI, rates, retries and byte counters of a station. */
const aimedColumns: ReadonlySet<string> = new Set([
  ...["home_id", "endpoint_id", "sta_mac", "sort_at", "event_id", "path", "observed_at", "rssi_dbm"],
  ...["downlink_rate_kbps", "uplink_rate_kbps", "retransmissions_total", "retries_total"],
  ...["failed_retransmissions_total", "multiple_retries_total", "bytes_sent_total", "bytes_received_total"],
]);
/** Columns below it are not worth a mention. */
const mentionedBytes = 0.05;

export const storageBenchmark: Benchmark = {
  name: "storage",
  async run(context) {
    const size = context.smoke ? { homes: 1, minutes: 10 } : { homes: 16, minutes: 1440 };
    context.say(`storage: ${size.homes} homes, ${size.minutes} minutes`);
    return withDatabase("bench_storage", context, async (client) => {
      const began = performance.now();
      await fill(client, size.homes, size.minutes);
      const seconds = (performance.now() - began) / 1000;
      await mergeAll(client);
      return measurements(await storedTables(client), size, seconds);
    });
  },
};

/** Inserts what the homes make, an hour at a time as a busy sink would. */
async function fill(client: ClickHouseClient, homes: number, minutes: number): Promise<void> {
  const endMs = Math.floor(Date.now() / minuteMs) * minuteMs;
  const filler = await TableFiller.open(client);
  const past = simulatePast({
    ...{ values: localValues(), seed: "storage", homes, anomalies: 1 },
    ...{ startMs: endMs - minutes * minuteMs, endMs, intervalMs: minuteMs },
  });
  for (const { startMs, records } of past) {
    filler.add(records, startMs);
    if (startMs % 3_600_000 === 0) await filler.insert();
  }
  await filler.insert();
}

/** Into one part a table and partition, with a file for each column: of smaller parts ClickHouse does not tell columns apart. */
async function mergeAll(client: ClickHouseClient): Promise<void> {
  const tables = await select<{ name: string }>(
    client,
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%ReplacingMergeTree'",
  );
  for (const { name } of tables) {
    const apart = "min_bytes_for_wide_part = 0, min_rows_for_wide_part = 0";
    await client.command({ query: `ALTER TABLE ${name} MODIFY SETTING ${apart}` });
    await client.command({ query: `OPTIMIZE TABLE ${name} FINAL` });
  }
}

/** Of one table: bytes of a row, and of each column in it, the largest first. */
interface StoredTable {
  readonly table: string;
  readonly rows: number;
  readonly bytesPerRow: number;
  readonly columns: readonly { readonly name: string; readonly bytesPerRow: number }[];
}

async function storedTables(client: ClickHouseClient): Promise<readonly StoredTable[]> {
  const stored = await select<{ table: string; rows: string; names: string[]; bytes: string[] }>(
    client,
    `SELECT table, any(total_rows) AS rows, groupArray(name) AS names, groupArray(data_compressed_bytes) AS bytes
      FROM (
        SELECT table, name, data_compressed_bytes FROM system.columns
        WHERE database = currentDatabase() AND endsWith(table, '_store')
        ORDER BY data_compressed_bytes DESC) AS stored
      JOIN (SELECT name AS table, total_rows FROM system.tables WHERE database = currentDatabase()) AS counted USING table
      WHERE total_rows > 0 GROUP BY table ORDER BY table`,
  );
  return stored.map(({ table, rows, names, bytes }) => {
    const columns = names.map((name, index) => ({ name, bytesPerRow: Number(bytes[index]) / Number(rows) }));
    return {
      table: table.replace(/_store$/, ""),
      rows: Number(rows),
      bytesPerRow: sum(columns),
      columns,
    };
  });
}

const sum = (columns: StoredTable["columns"]): number =>
  columns.reduce((total, { bytesPerRow }) => total + bytesPerRow, 0);

function measurements(
  tables: readonly StoredTable[],
  { homes, minutes }: { homes: number; minutes: number },
  seconds: number,
): readonly Measurement[] {
  const reports = tables.find(({ table }) => table === "home_window")?.rows ?? 0;
  const station = tables.find(({ table }) => table === "station_observation");
  const aimed = sum((station?.columns ?? []).filter(({ name }) => aimedColumns.has(name)));
  const total = tables.reduce((all, { rows, bytesPerRow }) => all + rows * bytesPerRow, 0);
  const line = { stage: "storage", cpuUs: null, floor: null, ratio: null };
  return [
    {
      ...line,
      event: "minute of a home in ClickHouse",
      ratePerSecond: reports / seconds,
      figure: `${(total / reports / 1000).toFixed(2)} kB`,
      aim: "",
      met: true,
      notes: [
        `${homes} homes of the labelled world for ${minutes} minutes, a report a minute, merged; bytes a row:`,
        ...tables.map(formatTable),
      ],
    },
    {
      ...line,
      event: "station observation",
      ratePerSecond: (station?.rows ?? 0) / seconds,
      figure: `${aimed.toFixed(1)} B`,
      aim: `<= ${aimBytes} B`,
      met: aimed <= aimBytes,
      notes: ["key, time, RSSI, rates, retries and byte counters; the key with event_id and path"],
    },
  ];
}

function formatTable({ table, rows, bytesPerRow, columns }: StoredTable): string {
  const large = columns.filter((column) => column.bytesPerRow >= mentionedBytes);
  const rest = bytesPerRow - sum(large);
  const each = large.map((column) => `${column.name} ${column.bytesPerRow.toFixed(2)}`);
  return `${table}: ${bytesPerRow.toFixed(1)}, ${rows} rows: ${each.join(", ")}, ${columns.length - large.length} more columns ${rest.toFixed(2)}`;
}

const select = async <T>(client: ClickHouseClient, query: string): Promise<T[]> =>
  (await client.query({ query, format: "JSONEachRow" })).json<T>();
