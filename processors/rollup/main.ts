/** The rollup as a process: ClickHouse and a clock around `pass.ts`. It keeps nothing: what is to be done is in ClickHouse. */
import type { ClickHouseClient } from "@clickhouse/client";
import { classifyClickhouseError } from "#infra/adapters/clickhouse-error.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { pingClickhouse } from "#infra/adapters/clickhouse-ping.ts";
import { now, sleep } from "#infra/adapters/clock.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import type { RollupConfig } from "./config.ts";
import { type PassPorts, type PassResult, runPass } from "./pass.ts";
import { forgetSettled, type Parameters } from "./pending.ts";
import { Progress } from "./progress.ts";
import { rollupCauses, rollupMetrics } from "./rollup-metrics.ts";

/**
 * Hours may lie in any number of months; what is acknowledged is stored, whatever the user's profile says. Rows and questions
 * go first where cores are scarce: its threads are nice, where ClickHouse may make them so (CAP_SYS_NICE).
 */
const insertSettings = {
  throw_on_max_partitions_per_insert_block: 0,
  async_insert: 0,
  os_thread_priority: "10",
} as const;

const longestWaitMs = 15_000;
const hourMs = 3_600_000;

/** A pass's way to ClickHouse. */
export function throughClient(client: ClickHouseClient): Pick<PassPorts, "select" | "run"> {
  return {
    async select(sql, parameters) {
      const answer = await client.query({
        query: sql,
        query_params: { ...parameters },
        format: "JSONEachRow",
      });
      return answer.json<Record<string, unknown>>();
    },
    async run(sql, parameters: Parameters) {
      await client.command({
        query: sql,
        query_params: { ...parameters },
        clickhouse_settings: insertSettings,
      });
    },
  };
}

/**
 * One pass over what is pending; rejects with what ClickHouse says at the first statement that fails. `onCounted` gets the hours of
 * homes recounted so far.
 */
export async function rollUpOnce(
  config: Pick<RollupConfig, "clickhouse">,
  onCounted: (hours: number) => void = () => undefined,
): Promise<PassResult> {
  const client = createClickhouse(config.clickhouse);
  try {
    const ports = throughClient(client);
    const failed = (error: unknown): Promise<never> => Promise.reject(error);
    const result = await runPass({ ...ports, failed, isStopping: () => false, counted: onCounted });
    await ports.run(forgetSettled, {});
    return result;
  } finally {
    await client.close();
  }
}

/** Passes for ever; waits while ClickHouse is away. */
export async function runRollup(
  config: RollupConfig,
): Promise<{ stop(): Promise<void>; readonly done: Promise<void> }> {
  const log = createLog("rollup");
  const client = createClickhouse(config.clickhouse);
  const stopping = new AbortController();
  const progress = new Progress();
  const ports = { ...throughClient(client), ...patience(progress, stopping.signal, log) };
  const forget = (): Promise<void> =>
    ports
      .run(forgetSettled, {})
      .catch((error: unknown) => log.warn({ error: String(error) }, "old changes are not taken away"));
  const running = repeat(config.everyMs, ports, forget, progress, stopping.signal);
  const status = await serveStatus(config, {
    part: "rollup",
    status: () => progress.status(),
    metrics: rollupMetrics,
    causes: async () => rollupCauses(progress.status(), await pingClickhouse(client)),
  });
  return {
    done: running,
    async stop() {
      status.stopping();
      stopping.abort();
      await running;
      await status.close();
      await client.close();
    },
  };
}

/** `forget` takes away what is settled, once an hour: it writes anew what it takes from. */
async function repeat(
  everyMs: number,
  ports: PassPorts,
  forget: () => Promise<void>,
  progress: Progress,
  stopping: AbortSignal,
): Promise<void> {
  let forgotAt = 0;
  while (!stopping.aborted) {
    const beganAt = now();
    const result = await runPass(ports);
    const tookMs = now() - beganAt;
    progress.passed(result, tookMs);
    if (beganAt - forgotAt > hourMs && !stopping.aborted) {
      await forget();
      forgotAt = beganAt;
    }
    await sleep(Math.max(0, everyMs - tookMs), stopping);
  }
}

/** A chunk that fails is tried again, half as large; an hour alone that ClickHouse answers with an error of its own is left out. */
function patience(
  progress: Progress,
  stopping: AbortSignal,
  log: Logger,
): Pick<PassPorts, "failed" | "isStopping"> {
  return {
    isStopping: () => stopping.aborted,
    async failed(error, hours, attempt) {
      const detail = error instanceof Error ? error.message : String(error);
      const isAlone = hours === 1 && classifyClickhouseError(error) !== "away";
      if (isAlone) log.error({ detail }, "an hour of a home is not recounted");
      else log.warn({ detail, hours, attempt }, "waiting; nothing is recounted meanwhile");
      progress.failed(detail, !isAlone);
      if (isAlone) return "skip";
      await sleep(Math.min(longestWaitMs, 250 * 2 ** Math.min(attempt - 1, 10)), stopping);
      return "again";
    },
  };
}
