/** A worker's metrics, and what keeps it from its work. */
import {
  byLabel,
  counter,
  gauge,
  histogram,
  type MetricTable,
  secondsByLabel,
  seconds,
} from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { Phase } from "./partition.ts";
import type { NotLive, WorkerStatus } from "./worker.ts";

export const workerMetrics: MetricTable<WorkerStatus> = [
  gauge(
    "usp_worker_lag_seconds",
    "By partition: now less the received time up to which everything is out. Ticks come every few seconds, so it stays small while bridges tick.",
    (s) => secondsByLabel("partition", s.lagMs),
  ),
  gauge("usp_worker_phase_partitions", "Partitions of this worker by phase; all should be live.", (s) =>
    phases(Object.values(s.partitions)),
  ),
  gauge(
    "usp_worker_restore_seconds",
    "How long the slowest of the present partitions took from its assignment until it was live or replaying.",
    (s) => seconds(s.restoreMs),
  ),
  gauge("usp_worker_not_live_seconds", "By partition that is not live: for how long.", (s) =>
    secondsByLabel(
      "partition",
      Object.fromEntries(Object.entries(s.notLive).map(([number, { sinceMs }]) => [number, sinceMs])),
    ),
  ),
  counter(
    "usp_worker_applied_records_total",
    "Input records applied, replayed ones left out.",
    (s) => s.applied,
  ),
  counter("usp_worker_output_records_total", "Outputs committed, by topic.", ({ outputs }) =>
    byLabel("topic", {
      window: outputs.window,
      association_change: outputs.associationChange,
      alert_candidate: outputs.alertCandidate,
    }),
  ),
  counter(
    "usp_worker_skipped_records_total",
    "Input records that are no event (the sink dead-letters them), or of a home that is set aside.",
    (s) => s.skipped,
  ),
  counter(
    "usp_worker_past_horizon_reports_total",
    "Reports too late for any window; they are in the raw tables.",
    (s) => s.pastHorizon,
  ),
  counter(
    "usp_worker_duplicate_reports_total",
    "Reports that had come before, by their id; they count in no window twice.",
    (s) => s.copies,
  ),
  histogram(
    "usp_worker_window_lateness_seconds",
    "From a window's end to the received time that closed it, of windows told for the first time.",
    (s) => s.windowLateness,
  ),
  gauge("usp_worker_homes", "Homes in memory.", (s) => s.homes),
  gauge(
    "usp_worker_homes_set_aside",
    "Homes that the worker could not go on with: they have no windows, changes and alerts until it starts again. The log names them.",
    (s) => s.homesAside,
  ),
  counter("usp_worker_transactions_total", "Transactions committed.", (s) => s.transactions),
  counter("usp_worker_snapshots_total", "Homes' snapshots written.", (s) => s.snapshots),
];

const allPhases: readonly Phase[] = ["waiting", "acquire", "restore", "check", "replay", "live", "released"];

const phases = (present: readonly Phase[]) =>
  byLabel(
    "phase",
    Object.fromEntries(allPhases.map((phase) => [phase, present.filter((each) => each === phase).length])),
  );

/** What each phase waits for, and what a person does who finds it there for long. */
const waitsFor: Readonly<Record<Phase, string>> = {
  waiting: "It begins anew after an error; the log says which. usp-telemetry doctor kafka asks Kafka.",
  acquire:
    "It opens a transaction: look at Kafka's transaction coordinator (__transaction_state) and the right to the transactional ids USP_WORKER_GROUP_ID-<partition>.",
  restore:
    "It reads usp.worker-state.v1: look at Kafka's leaders of that topic; a topic that is not compacted takes long.",
  check: "It asks Kafka for the log's range: look at the leader of the partition of usp.telemetry.v1.",
  replay:
    "It applies again what the last owner had not saved; nothing is lost, it takes its time after a long absence.",
  live: "Nothing.",
  released: "It is given back; the log says why.",
};

/** A worker without partitions waits to take over: it is ready. Null: it has not joined its group. */
export function workerCauses(status: WorkerStatus | null): readonly Cause[] {
  if (status === null) return [notJoined];
  return Object.entries(status.notLive).map(([partition, notLive]) => partitionCause(partition, notLive));
}

const notJoined: Cause = {
  cause: "The worker has not joined its group yet.",
  whatToDo:
    "It waits for the schema registry or Kafka; its log says for which, usp-telemetry doctor asks each dependency.",
};

const partitionCause = (partition: string, { phase, sinceMs, failure }: NotLive): Cause => ({
  cause: `Partition ${partition} is not live for ${Math.round(sinceMs / 1000)} s, its phase is ${phase}${failure === null ? "" : ` after ${failure}`}.`,
  whatToDo: waitsFor[phase],
});
