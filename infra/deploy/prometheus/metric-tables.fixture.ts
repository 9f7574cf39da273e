/** Every metric of the product, by the process that tells it: what rules and dashboards may name. */
import { ledgerMetrics } from "#infra/cli/ledger/watch.ts";
import { bridgeMetrics, collectorMetrics } from "#ingest/intake-status.ts";
import { fleetMetrics } from "#processors/fleet/fleet-metrics.ts";
import { notifyMetrics } from "#processors/notify/notify-metrics.ts";
import { rollupMetrics } from "#processors/rollup/rollup-metrics.ts";
import { workerMetrics } from "#processors/runtime/worker-metrics.ts";
import { sinkMetrics } from "#processors/sink/sink-metrics.ts";

interface Described {
  readonly name: string;
  readonly help: string;
  readonly type: string;
}

export const metricTables: Readonly<Record<string, readonly Described[]>> = {
  bridge: bridgeMetrics,
  collector: collectorMetrics,
  worker: workerMetrics,
  fleet: fleetMetrics,
  notify: notifyMetrics,
  sink: sinkMetrics,
  rollup: rollupMetrics,
  ledger: ledgerMetrics,
};
