/** Which ClickHouse a person means who asks it something. */
import { otherProgram, runningStacks } from "#infra/local/running-stacks.ts";
import type { SinkConfig } from "#processors/config.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { clickhouseConfig } from "./config/process-config.ts";
import { configFileVariable } from "./config/read.ts";

export interface FoundClickhouse {
  readonly config: SinkConfig["clickhouse"];
  /** It is a local stack's that nobody named, of several or of another program: nothing may be written there. */
  readonly isGuess: boolean;
}

/** `--url`, else the settings, else the local stack that was started last. Throws a complaint where there is none. */
export function findClickhouse(options: { url?: string; config?: string }): FoundClickhouse {
  const isInFile = options.config !== undefined || process.env[configFileVariable] !== undefined;
  const named = options.url ?? process.env["USP_CLICKHOUSE_URL"];
  const found = named === undefined && !isInFile ? runningClickhouse() : null;
  const url = named ?? found?.url;
  if (url === undefined && !isInFile) {
    throw new Complaint(
      "No local stack is running: start one with npm start, or name a ClickHouse with --url",
    );
  }
  const values = loadSettings(["query"], options.config, {
    ...process.env,
    ...(url === undefined ? {} : { USP_CLICKHOUSE_URL: url }),
  });
  return { config: clickhouseConfig(values), isGuess: found?.isGuess ?? false };
}

/** ClickHouse of the local stack that was started last; says so when there are others, or when another program has started it. */
function runningClickhouse(): { readonly url: string; readonly isGuess: boolean } | null {
  const [newest, ...others] = runningStacks();
  if (newest === undefined) return null;
  const { url } = newest.clickhouse;
  const starter = otherProgram(newest);
  const whose = starter === null ? "" : `, which was started from ${starter}`;
  const rest = others.map((stack) => stack.clickhouse.url).join(", ");
  if (others.length > 0)
    process.stderr.write(`Asking the stack started last, ${url}${whose}; --url names another: ${rest}\n`);
  else if (starter !== null)
    process.stderr.write(`Asking ${url}${whose}; this program has started no stack that runs\n`);
  return { url, isGuess: others.length > 0 || starter !== null };
}
