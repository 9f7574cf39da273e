/** `query`: one SQL statement against ClickHouse, as a table for a person or in any of ClickHouse's formats. */
import { Command } from "commander";
import type { SinkConfig } from "#processors/config.ts";
import { findClickhouse } from "./clickhouse-address.ts";
import { openClickhouse } from "./clickhouse-select.ts";
import { Complaint } from "./complaint.ts";
import { withConfig } from "./options.ts";

export function queryCommand(): Command {
  return withConfig(new Command("query"))
    .description("one SQL statement against the running local stack, or against --url")
    .argument("<sql>", "the statement")
    .option(
      "--url <url>",
      "ClickHouse's HTTP interface (default: USP_CLICKHOUSE_URL, else the running local stack)",
    )
    .option("--format <format>", "any of ClickHouse's formats", "PrettyCompactMonoBlock")
    .action(async (sql: string, options: { url?: string; format: string; config?: string }) =>
      query(findClickhouse(options), sql, options.format),
    );
}

/** Runs the statement and writes the answer to standard output. */
async function query(clickhouse: SinkConfig["clickhouse"], sql: string, format: string): Promise<void> {
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
