/**
 * A gap made on purpose between two stages of a product that runs for a test: the ledger must name it. Between stages that
 * processes make up, the next record is disturbed in the process itself (`infra/adapters/test-gap.ts`); between a topic and
 * ClickHouse, a stored row is.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { type GapKind, nounOf } from "#infra/adapters/test-gap.ts";
import type { SinkConfig } from "#processors/config.ts";
import { topics } from "#schemas/topics.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { Complaint } from "../complaint.ts";

const { telemetry, parameter, deadLetter, window, associationChange, alertCandidate, alert } = topics;
const nouns = (...those: readonly { readonly name: string }[]): string[] =>
  those.map(({ name }) => nounOf(name));

/** The ways on which a process disturbs a record. */
const processWays: readonly (readonly [from: string, to: string])[] = [
  ["mqtt", "bridge"],
  ...nouns(telemetry, parameter, deadLetter).map((to) => ["bridge", to] as const),
  ["telemetry", "worker"],
  ...nouns(window, associationChange, alertCandidate).map((to) => ["worker", to] as const),
  [nounOf(alertCandidate.name), "fleet"],
  ["fleet", nounOf(alert.name)],
];

/** Tables whose rows are disturbed: one row a record. */
const rowTables: Readonly<Record<string, string>> = {
  [nounOf(telemetry.name)]: "telemetry_event_store",
  [nounOf(parameter.name)]: "parameter_store",
  [nounOf(window.name)]: "home_window_store",
  [nounOf(associationChange.name)]: "association_change_store",
  [nounOf(alert.name)]: "alert_store",
  [nounOf(deadLetter.name)]: "dead_letter_store",
};

/** Every way there is, as `--between` takes it. */
export const ways: readonly string[] = [
  ...processWays.map(([from, to]) => `${from} ${to}`),
  ...Object.keys(rowTables).map((noun) => `${noun} rows`),
];

export interface GapRequest {
  readonly from: string;
  readonly to: string;
  readonly kind: GapKind;
  /** So many records pass before; not of rows. */
  readonly after: number;
  /** USP_TEST_GAPS. */
  readonly folder: string;
  readonly waitMs: number;
  readonly clickhouse: SinkConfig["clickhouse"];
}

/** Makes the gap; resolves with where it is. Complains where there is no such way, or nothing comes along it. */
export async function injectGap(request: GapRequest): Promise<string> {
  const { from, to } = request;
  const table = to === "rows" ? rowTables[from] : undefined;
  if (table !== undefined) return disturbRow(request, table);
  if (!processWays.some(([a, b]) => a === from && b === to))
    throw new Complaint(`Nothing goes from ${from} to ${to}. What does: ${ways.join("; ")}`);
  return disturbRecord(request);
}

const lookEveryMs = 50;

async function disturbRecord({ from, to, kind, after, folder, waitMs }: GapRequest): Promise<string> {
  const path = join(folder, `${from}-${to}`);
  mkdirSync(folder, { recursive: true });
  for (const end of [".done.json", ".taken.json"]) rmSync(`${path}${end}`, { force: true });
  writeFileSync(`${path}.json`, JSON.stringify({ kind, after }));
  const until = Date.now() + waitMs;
  while (!existsSync(`${path}.done.json`)) {
    if (Date.now() > until) {
      rmSync(`${path}.json`, { force: true });
      throw new Complaint(
        `No record went from ${from} to ${to} in ${waitMs / 1000} s. Was the process started with USP_TEST_GAPS=${folder}?`,
        1,
      );
    }
    await sleep(lookEveryMs);
  }
  const done: { done: string } = JSON.parse(readFileSync(`${path}.done.json`, "utf8"));
  return done.done;
}

/** Something that no view tells apart from another value of the same kind. */
const alterations: Readonly<Record<string, string>> = {
  telemetry_event_store: "profile_id = concat(profile_id, '~')",
  parameter_store: "received_at = received_at + INTERVAL 1 SECOND",
  home_window_store: "closed_by = concat(closed_by, '~')",
  association_change_store: "profile_id = concat(profile_id, '~')",
  alert_store: "summary = concat(summary, '~')",
  dead_letter_store: "detail = concat(detail, '~')",
};

/** What makes a copy another row. */
const copies: Readonly<Record<string, string>> = {
  telemetry_event_store: "concat(event_id, '~') AS event_id",
  parameter_store: "concat(event_id, '~') AS event_id",
  home_window_store: "window_start - INTERVAL 1 MILLISECOND AS window_start",
  association_change_store: "concat(kind, '~') AS kind",
  alert_store: "concat(episode_id, '~') AS episode_id",
  dead_letter_store: "kafka_offset + 1000000 AS kafka_offset",
};

/** The newest row, so that it is one that Kafka still has; statements wait until they are done. */
async function disturbRow({ from, kind, clickhouse: config }: GapRequest, table: string): Promise<string> {
  const clickhouse = openClickhouse(config);
  const client = createClickhouse(config);
  const settings = { mutations_sync: "2" } as const;
  try {
    const [keyed] = await clickhouse.select(
      `SELECT sorting_key FROM system.tables WHERE database = currentDatabase() AND name = '${table}'`,
    );
    const key = `cityHash64(${String(keyed?.["sorting_key"])})`;
    const [row] = await clickhouse.select(
      `SELECT kafka_partition AS p, toString(kafka_offset) AS o, toString(${key}) AS k FROM ${table} FINAL ORDER BY inserted_at DESC, kafka_offset DESC LIMIT 1`,
    );
    if (row === undefined) throw new Complaint(`${table} has no row of ${from}`, 1);
    const [partition, offset] = [String(row["p"]), String(row["o"])];
    // All copies of the row: an older one would take the place of the one removed.
    const which = `${key} = ${String(row["k"])}`;
    const change = alterations[table] ?? "";
    const statements: Readonly<Record<GapKind, string>> = {
      remove: `ALTER TABLE ${table} DELETE WHERE ${which}`,
      alter: `ALTER TABLE ${table} UPDATE ${change} WHERE ${which}`,
      double: `INSERT INTO ${table} SELECT * REPLACE (${copies[table] ?? ""}) FROM (SELECT * FROM ${table} FINAL WHERE ${which})`,
    };
    await client.command({ query: statements[kind], clickhouse_settings: settings });
    return `${kind}: ${from} partition ${partition} offset ${offset}, in ${table}`;
  } finally {
    await client.close();
    await clickhouse.close();
  }
}
