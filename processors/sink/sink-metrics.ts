/** A sink's metrics, and what keeps it from its work. */
import {
  byLabel,
  counter,
  gauge,
  histogram,
  type HistogramCounts,
  type MetricTable,
  oneIf,
  secondsByLabel,
} from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { SinkStatus } from "./ledger.ts";

export interface SinkTold extends SinkStatus {
  /** By partition of the topic of events: now less Kafka's time of the newest record that is inserted and committed. */
  readonly lagMs: Readonly<Record<number, number>>;
  /** Seconds that each insert took, refused ones too. */
  readonly insertSeconds: HistogramCounts;
  /** Since Kafka last answered this member of the group; null before it is one. */
  readonly groupSilentMs: number | null;
}

export const sinkMetrics: MetricTable<SinkTold> = [
  gauge(
    "usp_sink_lag_seconds",
    "By partition of usp.telemetry.v1: now less Kafka's time of the newest record inserted and committed. Ticks come every few seconds, so it stays small.",
    (s) => secondsByLabel("partition", s.lagMs),
  ),
  counter(
    "usp_sink_inserted_records_total",
    "Records inserted, by topic; one inserted again counts again.",
    (s) => byLabel("topic", s.inserted),
  ),
  histogram("usp_sink_insert_records", "Records of each insert.", (s) => s.insertSizes),
  histogram("usp_sink_insert_seconds", "Time each insert took.", (s) => s.insertSeconds),
  counter("usp_sink_dead_letter_records_total", "Records dead-lettered by the sink, by reason.", (s) =>
    byLabel("reason", s.deadLettered),
  ),
  counter(
    "usp_sink_lost_dead_letter_records_total",
    "Records of the dead-letter topic that ClickHouse refused; they stay in the topic until its retention.",
    (s) => s.lostDeadLetters,
  ),
  counter(
    "usp_sink_overtaken_partitions_total",
    "How often retention had removed records of a partition before they were inserted: they are in no table.",
    (s) => s.overtaken,
  ),
  gauge("usp_sink_waiting", "1 while the sink waits for what the label says.", (s) =>
    byLabel(
      "for",
      Object.fromEntries(
        (["ClickHouse", "schema registry", "migrations"] as const).map((what) => [
          what,
          oneIf(s.waitingFor === what),
        ]),
      ),
    ),
  ),
];

/** Longer than the group's session. */
const groupPatienceMs = 15_000;

const advice: Readonly<Record<string, string>> = {
  ClickHouse:
    "Nothing is lost: Kafka keeps it for the topics' retention. Look at ClickHouse: its disks, memory and log; usp-telemetry doctor clickhouse.",
  migrations: "Run usp-telemetry migrate with this version.",
  "schema registry": "Look at the schema registry; usp-telemetry doctor registry.",
};

/** `ping`: what ClickHouse says to a question now; null when it answers. */
export function sinkCauses(status: SinkTold | null, ping: string | null): readonly Cause[] {
  return [
    ...(ping === null ? [] : [waiting("ClickHouse", ping)]),
    ...(status === null ? [notStarted] : runningCauses(status, ping !== null)),
  ];
}

const notStarted: Cause = {
  cause: "The sink has not compared schemas with tables, or not joined its group, yet.",
  whatToDo:
    "It waits for ClickHouse, the schema registry or Kafka; its log says for which, usp-telemetry doctor asks each.",
};

function runningCauses(
  { waitingFor, lastError, groupSilentMs }: SinkTold,
  isClickhouseAway: boolean,
): readonly Cause[] {
  const waits = waitingFor !== null && !(isClickhouseAway && waitingFor === "ClickHouse");
  const isSilent = groupSilentMs === null || groupSilentMs > groupPatienceMs;
  return [
    ...(waits ? [waiting(waitingFor, lastError ?? "no answer")] : []),
    ...(isSilent ? [kafkaSilent(groupSilentMs)] : []),
  ];
}

const waiting = (what: string, said: string): Cause => ({
  cause: `The sink waits for ${what}: ${said}`,
  whatToDo: advice[what] ?? "Its log says more.",
});

const kafkaSilent = (silentMs: number | null): Cause => ({
  cause:
    silentMs === null
      ? "The sink is no member of its group now."
      : `Kafka has not answered the sink's group for ${Math.round(silentMs / 1000)} s.`,
  whatToDo:
    "Look at Kafka's brokers and the group's coordinator (__consumer_offsets); usp-telemetry doctor kafka.",
});
