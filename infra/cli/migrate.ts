/**
 * Brings ClickHouse's tables and views up to date: forward only, safe to run twice and by two at once.
 *
 * - `migrations/NNNN_noun.sql` run once, in order. Their statements must be repeatable (`IF NOT EXISTS`, a test looks
 *   at each), because ClickHouse has no lock to take: two migrators do the same work twice, and one that is
 *   stopped between 2 and 3 does it again.
 * - `views/NNNN_noun.sql` are replaced whenever their text has changed; not by a program whose views are older than those
 *   that are there, which the number of the set of views tells (`schemas/clickhouse/view-set.ts`). It is recorded before the
 *   first view is replaced.
 * - A replaced view gets its comments again; all do when `schemas/clickhouse/documentation` has changed.
 *
 * For each file: 1. compare its checksum with the recorded one; 2. run its statements, comment; 3. record it.
 */
import { createHash } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { commentText, commentViews } from "./comment-views.ts";
import { viewSet } from "#schemas/clickhouse/view-set.ts";
import { type SqlFile, sqlFiles, viewOf } from "./sql-files.ts";
import { splitStatements } from "./sql-statements.ts";

/** The database can't be brought up to date; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** A statement of a migration that failed. */
const failed = (file: SqlFile, statement: string, cause: unknown): MigrationError =>
  new MigrationError(
    `${file.name} failed at "${statement.slice(0, 120)}": ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  );

/**
 * Applies what is not applied yet, in the client's database, and returns the names of the files it ran.
 * Throws MigrationError where a migration was edited after it was applied, where one is missing before an applied
 * one, where the database is ahead of this program, or where a statement fails.
 */
export async function applyMigrations(
  client: ClickHouseClient,
  onProgress: (text: string) => void = () => {},
  files: readonly SqlFile[] = sqlFiles(),
): Promise<string[]> {
  await client.command({ query: recordTable });
  const record = await readRecord(client);
  const due = planMigrations(files, record);
  const comments = { name: "comments", sql: commentText };
  const areCommented = record.get(comments.name) === checksumOf(comments.sql);
  if (record.get(viewSetName) !== String(viewSet.number))
    await noteChecksum(client, viewSetName, String(viewSet.number));
  for (const file of due) {
    onProgress(`Applying ${file.name}`);
    await run(client, file);
    const view = viewOf(file);
    if (view !== null && areCommented) await commentViews(client, view);
    await note(client, file);
  }
  if (!areCommented) {
    await commentViews(client);
    await note(client, comments);
  }
  return due.map(({ name }) => name);
}

/** Names of the files that `applyMigrations` would run; changes nothing. Throws as that does, where files and database disagree. */
export async function pendingMigrations(client: ClickHouseClient): Promise<readonly string[]> {
  const answer = await client.query({ query: "EXISTS TABLE schema_migration", format: "JSONEachRow" });
  const [{ result } = { result: 0 }] = await answer.json<{ result: number }>();
  const record = result === 0 ? new Map<string, string>() : await readRecord(client);
  return planMigrations(sqlFiles(), record).map(({ name }) => name);
}

const note = (client: ClickHouseClient, { name, sql }: SqlFile): Promise<unknown> =>
  noteChecksum(client, name, checksumOf(sql));

const noteChecksum = (client: ClickHouseClient, name: string, checksum: string): Promise<unknown> =>
  client.insert({ table: "schema_migration", values: [{ name, checksum }], format: "JSONEachRow" });

/** The record of the set of views that was applied last; its checksum is the number. */
export const viewSetName = "view-set";

const recordTable = `CREATE TABLE IF NOT EXISTS schema_migration
(
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(applied_at)
ORDER BY name`;

async function readRecord(client: ClickHouseClient): Promise<Map<string, string>> {
  const answer = await client.query({
    query: "SELECT name, checksum FROM schema_migration FINAL",
    format: "JSONEachRow",
  });
  const rows = await answer.json<{ name: string; checksum: string }>();
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

export const checksumOf = (sql: string): string => createHash("sha256").update(sql).digest("hex");

/** All views of a program, in a few characters. */
export const viewsChecksumOf = (files: readonly SqlFile[]): string =>
  checksumOf(
    JSON.stringify(files.filter((file) => viewOf(file) !== null).map(({ name, sql }) => [name, sql])),
  ).slice(0, 16);

/** The files to run, given the checksums of those that were (name -> checksum). Throws MigrationError. */
export function planMigrations(files: readonly SqlFile[], record: ReadonlyMap<string, string>): SqlFile[] {
  const known = new Set(files.map(({ name }) => name));
  const stranger = [...record.keys()].find((name) => name.startsWith("migrations/") && !known.has(name));
  if (stranger !== undefined) {
    throw new MigrationError(
      `The database has ${stranger}, which this program does not know: use a newer program`,
    );
  }
  const views = Number(record.get(viewSetName) ?? 0);
  if (views > viewSet.number) {
    throw new MigrationError(
      `The database has the views of a newer program (set ${views}, this program's is ${viewSet.number}): use a newer program. Nothing was changed`,
    );
  }
  const newest = [...record.keys()]
    .filter((name) => name.startsWith("migrations/"))
    .sort()
    .at(-1);
  return files.filter((file) => {
    const recorded = record.get(file.name);
    const isMigration = file.name.startsWith("migrations/");
    if (recorded === checksumOf(file.sql)) return false;
    if (isMigration && recorded !== undefined) {
      throw new MigrationError(
        `${file.name} was changed after it was applied: put it back and add a new migration`,
      );
    }
    if (isMigration && newest !== undefined && file.name < newest) {
      throw new MigrationError(
        `${file.name} is older than ${newest}, which is applied: give it a higher number`,
      );
    }
    return true;
  });
}

async function run(client: ClickHouseClient, file: SqlFile): Promise<void> {
  for (const statement of splitStatements(file.sql)) {
    try {
      await client.command({ query: statement });
    } catch (error) {
      throw failed(file, statement, error);
    }
  }
}
