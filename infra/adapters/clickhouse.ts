/** ClickHouse by URL, through its own client. */
import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import type { TlsConfig } from "#schemas/tls.ts";
import {
  classifyClickhouseError,
  type ClickhouseFailure,
  describeClickhouseError,
  isDenied,
} from "./clickhouse-error.ts";
import { createTlsAgent } from "./tls-agent.ts";

export interface ClickhouseConfig {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** Of an `https://` URL; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
}

/** A client in the configured database, which must exist. Errors come as rejections, not as log lines. */
export function createClickhouse(
  { tls, ...config }: ClickhouseConfig,
  timeoutMs = 120_000,
): ClickHouseClient {
  return createClient({
    ...config,
    ...(tls === undefined || tls === null ? {} : { http_agent: createTlsAgent(tls) }),
    ...(tls?.certificate && config.password === "" ? byCertificate(config.username) : {}),
    request_timeout: timeoutMs,
    compression: { request: false, response: false },
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/** A user that ClickHouse knows by the common name of a certificate: it wants to be told so, and no password beside it. */
const byCertificate = (username: string) => ({
  set_basic_auth_header: false,
  http_headers: { "X-ClickHouse-User": username, "X-ClickHouse-SSL-Certificate-Auth": "on" },
});

/** Creates the configured database where it is missing. */
export async function ensureDatabase(config: ClickhouseConfig): Promise<void> {
  const client = createClickhouse({ ...config, database: "default" });
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${quoteName(config.database)}` });
  } finally {
    await client.close();
  }
}

const quoteName = (name: string): string => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;

/** What came of an insert. */
export type InsertOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly failure: ClickhouseFailure;
      readonly detail: string;
      /** Where the user lacks a right: `away` to a process, and the end of an errand. */
      readonly isDenied?: true;
    };

/**
 * Synchronous, whatever the user's profile says: when it is acknowledged, it is stored.
 * Copies within one insert stay until a merge, as those of two inserts do: the views drop either, and looking for them
 * at each insert costs a third of its CPU. Views on one table are written at once, not one after the other.
 */
const insertSettings = {
  async_insert: 0,
  throw_on_max_partitions_per_insert_block: 0,
  optimize_on_insert: 0,
  parallel_view_processing: 1,
} as const;

/** Inserts an Avro container, with the settings above. Never rejects. */
export async function insertAvro(
  client: ClickHouseClient,
  table: string,
  container: Buffer,
): Promise<InsertOutcome> {
  try {
    const { stream } = await client.exec({
      query: `INSERT INTO ${quoteName(table)} FORMAT Avro`,
      values: Readable.from([container], { objectMode: false }),
      clickhouse_settings: insertSettings,
    });
    for await (const _ of stream); // The answer is empty; the socket is free once it is read.
    return { ok: true };
  } catch (error) {
    const [failure, detail] = [classifyClickhouseError(error), describeClickhouseError(error)];
    return { ok: false, failure, detail, ...(isDenied(error) ? { isDenied: true } : {}) };
  }
}

/** A column as `system.columns` describes it. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of every table whose name begins with `prefix`, in order. */
export async function describeTables(
  client: ClickHouseClient,
  prefix: string,
): Promise<Map<string, TableColumn[]>> {
  const answer = await client.query({
    query: `SELECT table, name, type FROM system.columns
      WHERE database = currentDatabase() AND startsWith(table, {prefix: String}) ORDER BY table, position`,
    query_params: { prefix },
    format: "JSONEachRow",
  });
  const tables = new Map<string, TableColumn[]>();
  for (const { table, name, type } of await answer.json<TableColumn & { table: string }>()) {
    const columns = tables.get(table) ?? [];
    columns.push({ name, type });
    tables.set(table, columns);
  }
  return tables;
}
