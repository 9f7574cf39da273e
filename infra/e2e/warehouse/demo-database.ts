/** Demo data in the ClickHouse of this test run, made once and kept for all tests that ask it. */
import { localStack } from "#infra/e2e/local-stack.ts";
import type { ClickhouseConfig } from "#infra/adapters/clickhouse.ts";
import { localValues } from "#infra/bench/settings.ts";
import { type ClickhouseReader, openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { demoEndMs, makeDemo } from "#infra/cli/demo/demo.ts";

export const demoConfig = (): ClickhouseConfig => ({
  url: localStack().clickhouse.url,
  username: "default",
  password: "",
  database: "demo",
});

/** Opens the demo's database; the first to ask makes it. */
export async function openDemo(): Promise<ClickhouseReader> {
  const config = demoConfig();
  const anywhere = openClickhouse({ ...config, database: "default" });
  const [there] = await anywhere.select("SELECT count() AS n FROM system.databases WHERE name = 'demo'");
  await anywhere.close();
  if (there?.["n"] === 0) await makeDemo(config, localValues(localStack()));
  return openClickhouse(config);
}

/** A query of now, asked at the end of the demo's evening: pages and panels speak of the last hour. */
export const atDemoEnd = (sql: string): string =>
  sql.replaceAll(/\bnow\(\)/g, `toDateTime(${demoEndMs / 1000}, 'UTC')`);
