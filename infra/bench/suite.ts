/** All benchmarks, and how a run of them goes. */
import type { Benchmark, BenchmarkContext, Measurement } from "./benchmark.ts";
import { alertLatencyBenchmark } from "./alert-latency.ts";
import { bridgeBenchmark } from "./bridge.ts";
import { decodeBenchmark } from "./decode.ts";
import { latencyBenchmark } from "./latency.ts";
import { queriesBenchmark } from "./queries.ts";
import { restoreBenchmark } from "./restore.ts";
import { scaleBenchmark } from "./scale.ts";
import { sinkBenchmark } from "./sink.ts";
import { stateBenchmark } from "./state.ts";
import { storageBenchmark } from "./storage.ts";
import { workerBenchmark } from "./worker.ts";

/** In the order of the pipeline; each is a file beside this one. */
export const benchmarks: readonly Benchmark[] = [
  decodeBenchmark,
  bridgeBenchmark,
  workerBenchmark,
  sinkBenchmark,
  storageBenchmark,
  queriesBenchmark,
  latencyBenchmark,
  alertLatencyBenchmark,
  stateBenchmark,
  restoreBenchmark,
  scaleBenchmark,
];

export interface SuiteResult {
  readonly lines: readonly Measurement[];
  /** A sentence for each benchmark that could not be measured. */
  readonly failures: readonly string[];
}

/** One after another; one that fails does not keep the others from running. */
export async function runSuite(
  chosen: readonly Benchmark[],
  context: BenchmarkContext,
): Promise<SuiteResult> {
  const lines: Measurement[] = [];
  const failures: string[] = [];
  for (const { name, run } of chosen) {
    context.say(`${name} ...`);
    try {
      const measured = await run(context);
      for (const { event, ratio, figure, aim, met } of measured)
        context.say(
          `  ${event}: ${figure ?? ratio?.toFixed(2)}${aim === "" ? "" : met ? ", aim met" : ", aim missed"}`,
        );
      lines.push(...measured);
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      failures.push(`The benchmark ${name} failed: ${why}`);
    }
  }
  return { lines, failures };
}
