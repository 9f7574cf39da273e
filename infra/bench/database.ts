/** A migrated database for a benchmark, in the given ClickHouse or in one started for it. */
import type { ClickHouseClient } from "@clickhouse/client";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { startClickhouse } from "#infra/local/clickhouse.ts";
import { openRunFolder } from "#infra/local/run-folder.ts";
import type { BenchmarkContext } from "./benchmark.ts";
import { localValues, nowhere } from "./settings.ts";

/** Gives the database to `use`; afterwards it is gone. */
export async function withDatabase<T>(
  database: string,
  { stack }: BenchmarkContext,
  use: (client: ClickHouseClient) => Promise<T>,
): Promise<T> {
  const run = stack === undefined ? await openRunFolder(null) : null;
  const own = run === null ? null : await startClickhouse(run);
  const address = stack?.clickhouse.url ?? own?.address ?? "";
  const config = { ...clickhouseConfig(localValues({ ...nowhere, clickhouse: { url: address } })), database };
  await migrate(config);
  const client = createClickhouse(config);
  try {
    return await use(client);
  } finally {
    await client.command({ query: `DROP DATABASE ${database} SYNC` });
    await client.close();
    await own?.part.stop();
    await run?.reaper.finish();
  }
}
