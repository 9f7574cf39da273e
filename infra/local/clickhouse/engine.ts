import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Session } from "chdb";
import { quoted, quotedName } from "./sql-text.ts";

/** What applies to one query. */
export interface QueryContext {
  readonly database: string | null;
  readonly settings: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface QueryOutcome {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly resultBytes: number;
  readonly elapsedMs: number;
}

/** The embedded engine on one folder. */
export interface Engine {
  readonly version: string;
  /** A session of its own: settings, parameters and temporary tables of others do not reach it. */
  openSession(): EngineSession;
  /** Writes a body where the engine can read it; the caller removes it. */
  spool(body: Readable): Promise<string>;
  close(): void;
}

export interface EngineSession {
  /** Sets database, settings and parameters; throws what the engine says of them. */
  apply(context: QueryContext): void;
  run(sql: string, format: string): Promise<QueryOutcome>;
  /** Chunks of whole rows, right only for formats without a header or footer. */
  stream(sql: string, format: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): void;
}

/** `config`: a configuration file of ClickHouse's own; null: none. */
export async function openEngine(folder: string, config: string | null): Promise<Engine> {
  const data = join(folder, "data");
  const spoolFolder = join(folder, "spool");
  await rm(spoolFolder, { recursive: true, force: true });
  await mkdir(spoolFolder, { recursive: true });
  // Settings of the server that no query can change; what follows `--` is for it. BACKUP ... TO File writes there and nowhere else.
  const allowed = `--backups.allowed_path=${join(folder, "backups")}`;
  const configured = config === null ? [] : [`--config-file=${config}`];
  const root = new Session(data, { connectionArgs: [...configured, "--", allowed] });
  const version = root.query("SELECT version()", "TabSeparated").trim();
  return {
    version,
    openSession: () => openSession(data),
    spool: async (body) => {
      const file = join(spoolFolder, randomUUID());
      await pipeline(body, createWriteStream(file));
      return file;
    },
    close: () => root.close(),
  };
}

/** The embedded engine speaks clickhouse-local's dialect, where `1 + 1` is a query: not so here. */
function openSession(data: string): EngineSession {
  const session = new Session(data);
  session.query("SET implicit_select = 0, allow_introspection_functions = 0");
  return {
    apply: (context) => {
      const set = [
        ...[...context.settings].map(([name, value]) => `${quotedName(name)} = ${quoted(value)}`),
        ...[...context.parameters].map(
          ([name, value]) => `${quotedName(`param_${name}`)} = ${quoted(value)}`,
        ),
      ];
      if (set.length > 0) session.query(`SET ${set.join(", ")}`);
      if (context.database !== null) session.query(`USE ${quotedName(context.database)}`);
    },
    run: async (sql, format) => {
      const began = performance.now();
      const result = await session.queryAsync(sql, { format });
      const elapsedMs = performance.now() - began;
      return { bytes: result.bytes(), rows: result.rowsRead, resultBytes: result.bytesRead, elapsedMs };
    },
    stream: (sql, format, signal) => chunksOf(session, sql, format, signal),
    close: () => session.close(),
  };
}

async function* chunksOf(
  session: Session,
  sql: string,
  format: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  for await (const chunk of session.queryStream(sql, { format, signal })) yield chunk.raw();
}
