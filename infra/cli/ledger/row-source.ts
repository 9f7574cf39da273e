/** What of ClickHouse makes rows of records: the materialized views of each landing table, as the database itself tells them. */
import type { ClickhouseReader, Row } from "../clickhouse-select.ts";

/** A materialized view that writes rows, and the table it writes to. */
export interface RowSource {
  readonly landing: string;
  /** Its statement, over the landing table. */
  readonly select: string;
  readonly target: RowTarget;
  /** Columns that the view writes and that are compared. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface RowTarget {
  readonly table: string;
  /** Its natural key, as expressions. */
  readonly key: string;
  /** Of rows with one key that with the greatest stays; null: any. */
  readonly version: string | null;
  readonly hasTopic: boolean;
}

/** Written when, not what. */
const notCompared = new Set(["inserted_at"]);
/** Rows of these are what holds now, not what came. */
const notRows = new Set(["pipeline_progress_store", "tick_store"]);

function text(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}

/** All there are in the client's database. */
export async function findRowSources(clickhouse: ClickhouseReader): Promise<readonly RowSource[]> {
  const [views, tables, columns] = await Promise.all([
    clickhouse.select(
      "SELECT name, as_select, create_table_query FROM system.tables WHERE database = currentDatabase() AND engine = 'MaterializedView' ORDER BY name",
    ),
    clickhouse.select(
      "SELECT name, sorting_key, engine_full FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%ReplacingMergeTree'",
    ),
    clickhouse.select(
      "SELECT table, name, type FROM system.columns WHERE database = currentDatabase() ORDER BY table, position",
    ),
  ]);
  const columnsOf = (table: string) =>
    columns
      .filter((row) => row["table"] === table)
      .map((row) => ({ name: text(row, "name"), type: text(row, "type") }));
  const targets = new Map(
    tables.map((row) => [text(row, "name"), targetOf(row, columnsOf(text(row, "name")))]),
  );
  return views.flatMap((row): RowSource[] => {
    const landing = /\bFROM\s+(?:\S+\.)?`?(landing_\w+)`?/.exec(text(row, "as_select"))?.[1];
    const table = /\bTO\s+(?:\S+?\.)?`?(\w+)`?/.exec(text(row, "create_table_query"))?.[1] ?? "";
    const target = targets.get(table);
    if (landing === undefined || target === undefined || notRows.has(table)) return [];
    const written = new Set(columnsOf(text(row, "name")).map(({ name }) => name));
    const compared = columnsOf(table).filter(({ name }) => written.has(name) && !notCompared.has(name));
    return [{ landing, select: text(row, "as_select"), target, columns: compared }];
  });
}

const targetOf = (row: Row, columns: readonly { readonly name: string }[]): RowTarget => ({
  table: text(row, "name"),
  key: text(row, "sorting_key"),
  version:
    /ReplacingMergeTree\((?:'[^']*',\s*'[^']*',\s*)?(\w+)\)/.exec(text(row, "engine_full"))?.[1] ?? null,
  hasTopic: columns.some(({ name }) => name === "kafka_topic"),
});

/** The rows that a view makes of what is in `table` instead of its landing table, as the target's columns. */
export function rowsFrom({ landing, select, columns }: RowSource, table: string): string {
  // Some views call its columns by its name; others by an alias of their own.
  const replaced = select.replaceAll(
    new RegExp(`(FROM\\s+)(?:\\S+\\.)?\`?${landing}\`?(?!\\w)(\\s+AS\\s+\\w+)?`, "g"),
    (_whole, from: string, alias: string | undefined) => `${from}${table}${alias ?? ` AS ${landing}`}`,
  );
  const list = columns.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`).join(", ");
  return `SELECT ${list} FROM (${replaced})`;
}

const hashOf = ({ columns }: RowSource): string =>
  `sipHash64(toString(tuple(${columns.map(({ name }) => name).join(", ")})))`;

/** Rows that are not there, or not as they should be: offset, what is wrong, key. */
export function differingRows(source: RowSource, table: string): string {
  const { key, version, table: target } = source.target;
  const columns = `cityHash64(${key}) AS k, kafka_partition AS p, kafka_offset AS o, ${version ?? "0"} AS v, ${hashOf(source)} AS h, toString(tuple(${key})) AS what`;
  return `WITH expected AS (${rowsFrom(source, table)})
SELECT e.p AS partition, toString(e.o) AS offset, if(a.there = 0, 'missing', 'altered') AS wrong, e.what AS what
FROM (SELECT ${columns} FROM expected) AS e
LEFT JOIN (SELECT ${columns}, 1 AS there FROM ${target} FINAL WHERE (${key}) IN (SELECT ${key} FROM expected)) AS a ON e.k = a.k
WHERE a.there = 0 OR (a.o = e.o AND a.h != e.h) OR (a.o != e.o AND a.v < e.v)
ORDER BY e.o LIMIT 100`;
}

/** Offsets of one partition; `next` is the first that is not in it. */
export interface Span {
  readonly partition: number;
  readonly first: number;
  readonly next: number;
}

/** Rows that say they are of offsets from these on, by partition: of each the last 100. */
export function rowsFromOffsets(
  { key, table, hasTopic }: RowTarget,
  topic: string,
  from: ReadonlyMap<number, number>,
): string {
  const places = [...from].map(
    ([partition, offset]) => `kafka_partition = ${partition} AND kafka_offset >= ${offset}`,
  );
  const ofTopic = hasTopic ? ` AND kafka_topic = '${topic}'` : "";
  return `SELECT kafka_partition AS partition, toString(kafka_offset) AS offset, toString(tuple(${key})) AS what
FROM ${table} FINAL
WHERE (${places.join(" OR ")})${ofTopic}
ORDER BY kafka_offset DESC LIMIT 100 BY kafka_partition`;
}

/** Rows that say they are of these offsets, and no record makes. */
export function surplusRows(
  sources: readonly { readonly source: RowSource; readonly table: string }[],
  topic: string,
  spans: readonly Span[],
): string {
  const [one] = sources;
  if (one === undefined) throw new RangeError("No view is named");
  const { key, table, hasTopic } = one.source.target;
  const expected = sources
    .map(({ source, table: from }) => `SELECT cityHash64(${key}) AS k FROM (${rowsFrom(source, from)})`)
    .join(" UNION ALL ");
  const places = spans.map(
    ({ partition, first, next }) =>
      `kafka_partition = ${partition} AND kafka_offset >= ${first} AND kafka_offset < ${next}`,
  );
  const ofTopic = hasTopic ? ` AND kafka_topic = '${topic}'` : "";
  return `SELECT kafka_partition AS partition, toString(kafka_offset) AS offset, 'doubled' AS wrong, toString(tuple(${key})) AS what
FROM ${table} FINAL
WHERE (${places.join(" OR ")})${ofTopic}
  AND cityHash64(${key}) NOT IN (${expected})
ORDER BY kafka_offset LIMIT 100`;
}
