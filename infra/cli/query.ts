/** `query`: one SQL statement against ClickHouse, as a table for a person or in any of ClickHouse's formats. */
import type { SinkConfig } from "#processors/config.ts";
import { openClickhouse } from "./clickhouse-select.ts";
import { Complaint } from "./complaint.ts";

/** Runs the statement and writes the answer to standard output. */
export async function query(
  clickhouse: SinkConfig["clickhouse"],
  sql: string,
  format: string,
): Promise<void> {
  const reader = openClickhouse(clickhouse);
  try {
    const answer = await reader.text(sql, format);
    if (answer === "") process.stderr.write("No rows.\n");
    process.stdout.write(answer.endsWith("\n") || answer === "" ? answer : `${answer}\n`);
  } catch (error) {
    throw new Complaint(
      `${clickhouse.url} says: ${error instanceof Error ? error.message : String(error)}`,
      1,
    );
  } finally {
    await reader.close();
  }
}
