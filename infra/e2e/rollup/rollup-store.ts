/** A database with our tables and views, windows put into it as the sink does, and its rollups beside a recount. */
import type { ClickHouseClient } from "@clickhouse/client";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { openViews } from "#infra/e2e/sink/views.ts";
import { throughClient } from "#processors/rollup/main.ts";
import type { PassPorts } from "#processors/rollup/pass.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { topics } from "#schemas/topics.ts";
import { recountRows, type RollupRow, type Subject } from "./recount.ts";

export interface RollupStore {
  readonly clickhouse: ClickHouseClient;
  /** For passes that end at the first error. */
  readonly ports: PassPorts;
  /** In version 2 of their schema, or in 1. */
  insert(windows: readonly HomeWindow[], version?: 1 | 2): Promise<void>;
  rows(query: string): Promise<unknown[]>;
  /** One view's rows of some homes. */
  stored(view: string, homes: readonly string[]): Promise<RollupRow[]>;
  /** All views' rows of the homes of these windows, comparable. */
  allStored(windows: readonly HomeWindow[]): Promise<Record<string, string[]>>;
  close(): Promise<void>;
}

const sizes = [
  { size: "quarter_hour", sizeMs: 900_000 },
  { size: "hour", sizeMs: 3_600_000 },
  { size: "day", sizeMs: 86_400_000 },
] as const;
const subjects: readonly Subject[] = ["home", "band", "radio", "station"];
const tables = subjects.flatMap((subject) =>
  sizes
    .filter(({ size }) => subject !== "station" || size !== "quarter_hour")
    .map(({ size, sizeMs }) => ({ view: `${subject}_${size}`, subject, sizeMs })),
);

export async function openRollupStore(database: string): Promise<RollupStore> {
  const views = await openViews(database);
  const { url } = localStack().clickhouse;
  const clickhouse = createClickhouse({ url, username: "default", password: "", database });
  const stored = async (view: string, homes: readonly string[]): Promise<RollupRow[]> => {
    const list = homes.map((home) => `'${home}'`).join(", ");
    const rows = await views.rows(
      `SELECT * EXCEPT (area, access_node, tariff, computed_at) FROM ${view} WHERE home_id IN (${list})`,
    );
    return rows as RollupRow[];
  };
  return {
    clickhouse,
    ports: {
      ...throughClient(clickhouse),
      failed: (error) => Promise.reject(error),
      isStopping: () => false,
    },
    insert(windows, version = 2) {
      const file = version === 2 ? "home-window.avsc" : "history/home-window/1.avsc";
      return views.insert(file, `landing_home_window_${version}`, topics.window.name, windows);
    },
    rows: (query) => views.rows(query),
    stored,
    async allStored(windows) {
      const homes = [...new Set(windows.map(({ home_id }) => home_id))];
      const rows: Record<string, string[]> = {};
      for (const { view } of tables) rows[view] = comparable(await stored(view, homes));
      return rows;
    },
    async close() {
      await clickhouse.close();
      await views.close();
    },
  };
}

/** What `allStored` must be after these revisions. */
export function allRecounted(windows: readonly HomeWindow[]): Record<string, string[]> {
  return Object.fromEntries(
    tables.map(({ view, subject, sizeMs }) => [view, comparable(recountRows(windows, subject, sizeMs))]),
  );
}

/** Rows in one order, their fractions to twelve digits: sums of fractions depend on the order of what is added. */
const comparable = (rows: readonly RollupRow[]): string[] =>
  rows
    .map((row) => {
      const sorted = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
      return JSON.stringify(Object.fromEntries(sorted), (_key, value: unknown) =>
        typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
      );
    })
    .sort();
