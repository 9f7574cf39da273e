/** The statements of `--query`: checked before a replay, answered after it. */
import type { ClickhouseReader, Row } from "../clickhouse-select.ts";
import { Complaint } from "../complaint.ts";

const explainable = /^\s*(?:select|with)\b/i;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A mistake in a statement is told before anything is published, not after the whole replay. */
export async function checkQueries(clickhouse: ClickhouseReader, queries: readonly string[]): Promise<void> {
  for (const sql of queries) {
    try {
      await clickhouse.text(explainable.test(sql) ? `EXPLAIN ${sql}` : sql, "TSV");
    } catch (error) {
      throw new Complaint(`--query "${sql}": ${messageOf(error)}`);
    }
  }
}

/** A statement that fails only over the data costs its own answer, not the account of the replay. */
export async function answerOf(
  clickhouse: ClickhouseReader,
  sql: string,
  unaccounted: string[],
): Promise<readonly Row[]> {
  try {
    return await clickhouse.select(sql);
  } catch (error) {
    unaccounted.push(`The query "${sql}" failed: ${messageOf(error)}`);
    return [{ error: messageOf(error) }];
  }
}
