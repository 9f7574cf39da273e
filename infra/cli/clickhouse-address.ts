/** Which ClickHouse a person means who asks it something. */
import { runningStacks } from "#infra/local/running-stacks.ts";
import type { SinkConfig } from "#processors/config.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { clickhouseConfig } from "./config/process-config.ts";
import { configFileVariable } from "./config/read.ts";

/** `--url`, else the settings, else the local stack that was started last. Throws a complaint where there is none. */
export function findClickhouse(options: { url?: string; config?: string }): SinkConfig["clickhouse"] {
  const isInFile = options.config !== undefined || process.env[configFileVariable] !== undefined;
  const named = options.url ?? process.env["USP_CLICKHOUSE_URL"];
  const url = named ?? (isInFile ? undefined : runningClickhouse());
  if (url === undefined && !isInFile) {
    throw new Complaint(
      "No local stack is running: start one with npm start, or name a ClickHouse with --url",
    );
  }
  const values = loadSettings(["query"], options.config, {
    ...process.env,
    ...(url === undefined ? {} : { USP_CLICKHOUSE_URL: url }),
  });
  return clickhouseConfig(values);
}

/** ClickHouse of the local stack that was started last; says so when there are others. */
function runningClickhouse(): string | undefined {
  const [newest, ...others] = runningStacks();
  if (newest !== undefined && others.length > 0) {
    const rest = others.map((stack) => stack.clickhouse.url).join(", ");
    process.stderr.write(
      `Asking the stack started last, ${newest.clickhouse.url}; --url names another: ${rest}\n`,
    );
  }
  return newest?.clickhouse.url;
}
