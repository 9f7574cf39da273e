/** The simulated past of a local run: filled and counted before the processes start. */
import type { ClickhouseConfig } from "#infra/adapters/clickhouse.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { loadSettings } from "../config/load.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { fillHistory, historyPrefix } from "../demo/history.ts";
import { dayMs, type FoundHistory, historyWindowMs, periodOf, planHistory } from "../demo/plan-history.ts";
import { migrate } from "../migrate-command.ts";
import { formatMoment } from "../moment.ts";
import type { Values } from "../settings.ts";
import { commonEnvironment } from "./environment.ts";
import { localParts } from "./pipeline.ts";

export interface HistoryOptions {
  /** How far back at least. */
  readonly lengthMs: number;
  readonly homes: number;
}

const hourMs = 3_600_000;

interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly stopping: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Fills the past into the stack's ClickHouse. Resolves with the command that reports on it; null where it has no whole day. */
export async function startHistoryPart(
  stack: StackAddresses,
  configFile: string | undefined,
  options: HistoryOptions,
  surroundings: Surroundings,
): Promise<string | null> {
  const env = { ...process.env, ...commonEnvironment(stack, process.env) };
  const values = loadSettings(localParts, configFile, env);
  const period = await makeHistory(clickhouseConfig(values), values, options, surroundings);
  if (period === null) return null;
  const command = `npm -s run usp-telemetry -- report capacity --period ${period}`;
  surroundings.onProgress(`A report of it, in another terminal:\n  ${command} --url ${stack.clickhouse.url}`);
  return command;
}

/**
 * 1. tables; 2. what of the past is missing; 3. quarters, hours and days of it. Stopped between two steps or within one, it is
 * to be run again: it does over what is not whole. Resolves with the `--period` of a report about it.
 */
export async function makeHistory(
  clickhouse: ClickhouseConfig,
  values: Values,
  { lengthMs, homes }: HistoryOptions,
  { now, stopping, onProgress }: Surroundings,
): Promise<string | null> {
  onProgress("Applying migrations");
  await migrate(clickhouse);
  const found = await findHistory(clickhouse);
  const span = planHistory(now, lengthMs, homes, found);
  if (span === null) onProgress("The past is filled already");
  else {
    const days = Math.ceil((span.endMs - span.startMs) / dayMs);
    const tell = (done: number): void => onProgress(`Filling the past: day ${done} of ${days}`);
    onProgress(`Filling the past of ${homes} homes from ${formatMoment(epochMs(span.startMs))} on`);
    await fillHistory({ clickhouse, values, homes, span }, tell, stopping);
  }
  onProgress("Counting its quarters of an hour, hours and days");
  const all = span === null ? "" : ` of about ${Math.ceil((span.endMs - span.startMs) / hourMs) * homes}`;
  await rollUpOnce({ clickhouse }, (hours) => onProgress(`Counting the past: ${hours}${all} hours of homes`));
  const startMs = span?.startMs ?? found.filled?.firstMs ?? now;
  return periodOf({ startMs, endMs: now }, now);
}

/** Windows of the past are those as long as its own, where a past was ever filled. */
async function findHistory(clickhouse: ClickhouseConfig): Promise<FoundHistory> {
  const reader = openClickhouse(clickhouse);
  try {
    const [row = {}] = await reader.select(
      `WITH (SELECT count() FROM pipeline_progress WHERE topic = '${historyPrefix}${topics.window.name}') AS fillings
SELECT
    countIf(past) AS filled,
    uniqExactIf(home_id, past) AS homes,
    toUnixTimestamp(minIf(start, past)) AS first,
    toUnixTimestamp(maxIf(start, past)) AS last,
    countIf(NOT past) AS live,
    toUnixTimestamp(minIf(start, NOT past)) AS live_start
FROM (SELECT home_id, window_start AS start, fillings > 0 AND window_ms = ${historyWindowMs} AS past FROM home_window)`,
    );
    const number = (name: string): number => Number(row[name] ?? 0);
    return {
      filled:
        number("filled") === 0
          ? null
          : { firstMs: number("first") * 1000, lastMs: number("last") * 1000, homes: number("homes") },
      liveStartMs: number("live") === 0 ? null : number("live_start") * 1000,
    };
  } finally {
    await reader.close();
  }
}
