/** `migrate` on the command line: makes the database where it is missing and brings its tables and views up to date. */
import { Command } from "commander";
import { createClickhouse, ensureDatabase } from "#infra/adapters/clickhouse.ts";
import type { SinkConfig } from "#processors/config.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { clickhouseConfig } from "./config/process-config.ts";
import { applyMigrations, MigrationError } from "./migrate.ts";
import { withConfig } from "./options.ts";

export function migrateCommand(): Command {
  return withConfig(new Command("migrate"))
    .description("create or update ClickHouse's tables and views; running it again changes nothing")
    .action(async ({ config }: { config?: string }) => {
      const applied = await migrate(clickhouseConfig(loadSettings(["migrate"], config)));
      for (const name of applied) console.log(`applied ${name}`);
      if (applied.length === 0) console.log("nothing to apply");
    });
}

/** Returns the names of the files that were applied. Throws a complaint where the database and the files disagree. */
export async function migrate(clickhouse: SinkConfig["clickhouse"]): Promise<readonly string[]> {
  await ensureDatabase(clickhouse).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(
      `The database ${clickhouse.database} can't be made at ${clickhouse.url} (USP_CLICKHOUSE_URL) by the user ${clickhouse.username}: ${reason}`,
      1,
    );
  });
  const client = createClickhouse(clickhouse);
  try {
    return await applyMigrations(client);
  } catch (error) {
    if (error instanceof MigrationError) throw new Complaint(error.message, 1);
    throw error;
  } finally {
    await client.close();
  }
}
