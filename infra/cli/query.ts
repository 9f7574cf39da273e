/** `query`: one SQL statement against ClickHouse, as a table for a person or in any of ClickHouse's formats. */
import { ClickHouseError } from "@clickhouse/client";
import { Command } from "commander";
import { type FoundClickhouse, findClickhouse } from "./clickhouse-address.ts";
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
async function query({ config, isGuess }: FoundClickhouse, sql: string, format: string): Promise<void> {
  const reader = openClickhouse(config, undefined, isGuess);
  try {
    const answer = await reader.text(sql, format);
    if (answer === "") process.stderr.write("No rows.\n");
    process.stdout.write(answer.endsWith("\n") || answer === "" ? answer : `${answer}\n`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = isReadOnly(error) ? "; what writes must name it: --url" : "";
    throw new Complaint(`${config.url} says: ${message}${hint}`, 1);
  } finally {
    await reader.close();
  }
}

const isReadOnly = (error: unknown): boolean => error instanceof ClickHouseError && error.type === "READONLY";
