/** Reads rows from ClickHouse for a person or a check. */
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import type { SinkConfig } from "#processors/config.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface ClickhouseReader {
  /** Runs one statement that returns rows. 64-bit integers are exact: text where they are beyond 2^53. */
  select(sql: string): Promise<readonly Row[]>;
  /** Runs one statement and returns the server's text in a format of its own. */
  text(sql: string, format: string): Promise<string>;
  close(): Promise<void>;
}

/** `isReadOnly`: ClickHouse refuses what writes. */
export function openClickhouse(
  config: SinkConfig["clickhouse"],
  timeoutMs?: number,
  isReadOnly = false,
): ClickhouseReader {
  const client = createClickhouse(config, timeoutMs);
  const text = async (sql: string, format: string): Promise<string> => {
    const { stream } = await client.exec({
      query: withoutEnd(sql),
      // As a header, so that a statement's own FORMAT goes before it.
      http_headers: { "X-ClickHouse-Format": format },
      // 2: a statement may still have settings of its own.
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 0,
        ...(isReadOnly ? { readonly: "2" } : {}),
      },
    });
    let answer = "";
    for await (const chunk of stream.setEncoding("utf8")) answer += String(chunk);
    return answer;
  };
  return {
    async select(sql) {
      const lines = (await text(sql, "JSONEachRow")).split("\n");
      return lines.filter((line) => line !== "").map(parseRow);
    },
    text,
    close: () => client.close(),
  };
}

/** A statement as a person writes it may end with `;`. */
const withoutEnd = (sql: string): string => sql.replace(/[;\s]+$/, "");

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** A whole number that JavaScript would round stays the text it was. */
const keepWhole: Reviver = (_key, value, { source }) =>
  typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? source
    : value;

function parseRow(line: string): Row {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reviver's third argument is newer than the library's types
  const row: unknown = JSON.parse(line, keepWhole as (key: string, value: unknown) => unknown);
  if (!isRow(row))
    throw new TypeError(`ClickHouse answered with something else than a row: ${line.slice(0, 200)}`);
  return row;
}

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);
