/** The processes whose cost a benchmark measures: started on its stack, ready when they say so. */
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { askStatus } from "#infra/cli/status-client.ts";
import { freePort } from "#infra/local/free-port.ts";
import { processCpuUs } from "./process-cpu.ts";
import type { BenchStack } from "./stack.ts";

export interface MeasuredProcess {
  /** CPU microseconds since it began, of all its threads. */
  cpuUs(this: void): number;
  /** What it says of itself at `/status`; null while it does not answer. */
  status(this: void): Promise<Readonly<Record<string, unknown>> | null>;
  /** Ends it, by force after the grace; its profile is written then. */
  stop(this: void, graceMs?: number): Promise<void>;
}

/** One command of ours. */
export const program = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

const readyWithinMs = 60_000;

/**
 * Spawns a script that serves its status at the port it is given, and waits until `isReady` likes that status.
 * `BENCH_PROFILE=DIR` has its CPU profile written there.
 */
export async function startMeasured(
  stack: BenchStack,
  name: string,
  argv: (port: number) => readonly string[],
  env: (port: number) => NodeJS.ProcessEnv,
  isReady: (status: Readonly<Record<string, unknown>>) => boolean,
): Promise<MeasuredProcess> {
  const port = await freePort();
  const part = stack.spawnPart(name, [...profiling(name), ...argv(port)], env(port));
  const status: MeasuredProcess["status"] = async () =>
    (await askStatus(port)) as Readonly<Record<string, unknown>> | null;
  for (const end = Date.now() + readyWithinMs; ; await sleep(50)) {
    const said = await status();
    if (said !== null && isReady(said)) break;
    if (!part.isRunning() || Date.now() > end)
      throw new Error(`${name} did not become ready. Its log ends:\n${part.tail()}`);
  }
  return {
    cpuUs: () => processCpuUs(part.pid),
    status,
    async stop(graceMs) {
      await part.stop(graceMs);
    },
  };
}

function profiling(name: string): readonly string[] {
  const folder = process.env["BENCH_PROFILE"];
  if (folder === undefined) return [];
  return ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];
}
