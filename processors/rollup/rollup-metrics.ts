/** The rollup's metrics, and what keeps it from its work. */
import { counter, gauge, type MetricTable, oneIf, seconds } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { RollupStatus } from "./progress.ts";

export const rollupMetrics: MetricTable<RollupStatus> = [
  counter("usp_rollup_passes_total", "Passes over what has changed.", (s) => s.passes),
  counter(
    "usp_rollup_recounts_total",
    "Recounts of an hour of a home; one that changed again counts again.",
    (s) => s.hours,
  ),
  gauge(
    "usp_rollup_skipped_recounts",
    "Hours that ClickHouse could not recount in the last pass.",
    (s) => s.skipped,
  ),
  gauge("usp_rollup_last_pass_seconds", "How long the last pass took.", (s) => seconds(s.lastPassMs)),
  gauge("usp_rollup_waiting", "1 while it waits for ClickHouse.", (s) => oneIf(s.waitingFor !== null)),
];

/** `ping`: what ClickHouse says to a question now; null when it answers. */
export function rollupCauses({ waitingFor, lastError }: RollupStatus, ping: string | null): readonly Cause[] {
  if (ping === null && waitingFor === null) return [];
  return [
    {
      cause: `ClickHouse does not take the rollup's statements: ${ping ?? lastError ?? "no answer"}`,
      whatToDo:
        "Nothing is lost: what is to be recounted stays in ClickHouse. usp-telemetry doctor clickhouse.",
    },
  ];
}
