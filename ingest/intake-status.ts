/** What bridges and collectors tell of themselves: the state that `/status` shows, and their metrics and causes are read from. */
import { byLabel, counter, gauge, type MetricTable, oneIf, type Sample, seconds } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { FateCounts, Ledger } from "./ledger.ts";

/** What both have. Times are durations up to now, in milliseconds. */
export interface IntakeStatus {
  readonly phase: string;
  readonly unacknowledged: number;
  /** Since the oldest of those was received; null when there is none, and in a replay, whose times are the recording's. */
  readonly oldestUnacknowledgedMs: number | null;
  /** When the last tick was written, since 1970; null before the first. */
  readonly lastTick: number | null;
  readonly received: number;
  readonly fates: FateCounts;
  readonly eventsByKind: Ledger["eventsByKind"];
  /** What Kafka was asked and has not answered: for so long; null when it has answered all. */
  readonly kafkaSilentMs: number | null;
  /** Kafka's clock less ours; 0 while they agree within a second. */
  readonly clockOffsetMs: number;
}

export interface BridgeStatus extends IntakeStatus {
  readonly connected: boolean;
  readonly subscribed: boolean;
  /** Why nothing comes from the broker, in a sentence. */
  readonly trouble: string | null;
  readonly parked: number;
  readonly gatewaysWithProfiles: number;
  /** Of a responder. */
  readonly answers: { readonly given: number; readonly givenUp: number } | null;
}

export interface CollectorStatus extends IntakeStatus {
  readonly address: string | null;
  readonly connections: number;
  readonly heldBytes: number;
  /** HTTP answers by status. */
  readonly answers: Readonly<Record<string, number>>;
}

const intakeMetrics: MetricTable<IntakeStatus> = [
  counter("usp_ingest_received_messages_total", "Messages received from gateways.", (s) => s.received),
  counter(
    "usp_ingest_fate_messages_total",
    "Messages by what became of them: produced, part_of_another, dropped or dead_letter, the last two with the reason.",
    ({ fates }) => fateSamples(fates),
  ),
  counter("usp_ingest_event_records_total", "Events in Kafka, by kind.", (s) =>
    byLabel("kind", s.eventsByKind),
  ),
  gauge(
    "usp_ingest_unacknowledged_messages",
    "Messages received and not acknowledged to their sender: Kafka does not have them yet.",
    (s) => s.unacknowledged,
  ),
  gauge(
    "usp_ingest_oldest_unacknowledged_seconds",
    "Age of the oldest of those; 0 when there is none.",
    (s) => (s.oldestUnacknowledgedMs ?? 0) / 1000,
  ),
  gauge(
    "usp_ingest_last_tick_timestamp_seconds",
    "Time of the last tick written, in seconds since 1970; without ticks nothing that waits for time goes on.",
    (s) => seconds(s.lastTick),
  ),
  gauge(
    "usp_ingest_kafka_silent_seconds",
    "For how long Kafka owes an acknowledgement; 0 when it owes none.",
    (s) => (s.kafkaSilentMs ?? 0) / 1000,
  ),
  gauge(
    "usp_ingest_clock_offset_seconds",
    "Kafka's clock less ours, 0 while they agree within a second; with another value no ticks are written.",
    (s) => s.clockOffsetMs / 1000,
  ),
];

export const bridgeMetrics: MetricTable<BridgeStatus> = [
  ...intakeMetrics,
  gauge(
    "usp_ingest_mqtt_subscribed",
    "1 while the MQTT broker has granted every subscription of this connection.",
    (s) => oneIf(s.connected && s.subscribed),
  ),
  gauge(
    "usp_ingest_parked_messages",
    "Segments acknowledged and kept in Kafka until their message is whole.",
    (s) => s.parked,
  ),
  gauge(
    "usp_ingest_profile_gateways",
    "Gateways of whose bulk-data profiles something is known.",
    (s) => s.gatewaysWithProfiles,
  ),
  counter(
    "usp_ingest_answer_messages_total",
    "Answers to Notifies, given or given up (of a responder).",
    ({ answers }) =>
      answers === null ? null : byLabel("outcome", { given: answers.given, given_up: answers.givenUp }),
  ),
];

export const collectorMetrics: MetricTable<CollectorStatus> = [
  ...intakeMetrics,
  gauge("usp_ingest_http_connections", "Open connections.", (s) => s.connections),
  gauge("usp_ingest_http_held_bytes", "Bytes of reports received and not yet in Kafka.", (s) => s.heldBytes),
  counter("usp_ingest_http_answers_total", "HTTP answers by status.", (s) => byLabel("status", s.answers)),
];

/** Those without a reason are there from the start, so that their first increase is seen as one. */
function fateSamples({ produced, partOfAnother, dropped, deadLetter }: FateCounts): readonly Sample[] {
  const alone = byLabel("fate", { produced, part_of_another: partOfAnother });
  const withReason = (fate: string, counts: Readonly<Record<string, number>>): readonly Sample[] => [
    { labels: { fate, reason: "" }, value: 0 },
    ...Object.entries(counts).map(([reason, value]) => ({ labels: { fate, reason }, value })),
  ];
  return [
    ...alone.map(({ labels, value }) => ({ labels: { ...labels, reason: "" }, value })),
    ...withReason("dropped", dropped),
    ...withReason("dead_letter", deadLetter),
  ];
}

/** Longer than a leader takes to be elected. */
const kafkaPatienceMs = 15_000;

/** What keeps either from its work; null: it has not got so far as to have a state. */
function intakeCauses({ phase, kafkaSilentMs, oldestUnacknowledgedMs }: IntakeStatus): readonly Cause[] {
  if (phase !== "running")
    return [
      {
        cause: `The process is ${phase}.`,
        whatToDo: "Its log says what it waits for; usp-telemetry doctor asks each dependency.",
      },
    ];
  const silentMs = Math.max(kafkaSilentMs ?? 0, oldestUnacknowledgedMs ?? 0);
  if (silentMs <= kafkaPatienceMs) return [];
  return [
    {
      cause: `Kafka has not acknowledged what it was given ${Math.round(silentMs / 1000)} s ago; nothing is lost, its sender keeps it.`,
      whatToDo:
        "Look at Kafka: a leader for each partition of usp.telemetry.v1, enough replicas in sync, disks; usp-telemetry doctor kafka.",
    },
  ];
}

export function bridgeCauses(status: BridgeStatus): readonly Cause[] {
  const { phase, connected, subscribed, trouble } = status;
  if (phase !== "running" || (connected && subscribed)) return intakeCauses(status);
  return [
    ...intakeCauses(status),
    {
      cause: `The MQTT broker gives us nothing: ${trouble ?? "no subscription is granted yet"}.`,
      whatToDo:
        "Check the broker, USP_MQTT_URL, the user's right to subscribe, and that no other client has this one's id; usp-telemetry doctor mqtt.",
    },
  ];
}

/** A collector that answers is there for its gateways. */
export const collectorCauses = (status: CollectorStatus): readonly Cause[] => intakeCauses(status);
