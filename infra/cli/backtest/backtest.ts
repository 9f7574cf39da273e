/** The home worker's code over the retained log, partition by partition, beside the alerts that were recorded. */
import type { Kafka } from "kafkajs";
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { schemaSource } from "#infra/adapters/doubt-schema.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { rowVersionOf } from "#processors/home/settings.ts";
import { createEventDecoder, type EventDecoder } from "#processors/runtime/decoder.ts";
import type { WorkerConfig } from "#processors/config.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { createSettledAnswer } from "../reach-registry.ts";
import { toComparable } from "./comparable.ts";
import { compareAlerts } from "./compare.ts";
import { type OffsetReader, openOffsetReader } from "./offset-reader.ts";
import { type PartitionPlan, planPartitions, type Span } from "./plan.ts";
import { replayPartition } from "./replay-partition.ts";
import { addPartition, type BacktestReport, createReport } from "./report.ts";
import { type SaidAlert, toSaid } from "./said-alert.ts";

export interface Progress {
  /** Partitions begun, of how many. */
  readonly partition: number;
  readonly of: number;
  readonly events: number;
}

export interface BacktestOptions {
  readonly span: Span;
  readonly worker: Pick<
    WorkerConfig,
    "kafka" | "registry" | "groupId" | "logGeneration" | "window" | "rules"
  >;
  /** Most differences that the report names; all are counted. */
  readonly list: number;
  readonly onProgress: (progress: Progress) => void;
}

/** Messages of other bridges may be received a little before, and land behind, what ends the span. */
const disorderMs = 3_600_000;

interface Source {
  readonly reader: OffsetReader;
  readonly decoder: EventDecoder;
  readonly decodeAlert: (value: Buffer) => Promise<Alert | null>;
  readonly options: BacktestOptions;
}

/**
 * Reads in a group of its own and commits nothing. Memory: the homes and alerts of one partition at a time.
 * Throws a Complaint where retention overtakes it, or the registry can't be asked.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestReport> {
  const { span, worker } = options;
  const kafka = createKafka(worker.kafka);
  const plans = await planPartitions(kafka, worker.groupId, span);
  const source = await openSource(kafka, options);
  const report = createReport(span, options.list);
  try {
    for (const [index, plan] of plans.entries()) {
      const onEvents = (events: number): void =>
        options.onProgress({ partition: index + 1, of: plans.length, events: report.events + events });
      await testPartition(source, plan, report, onEvents);
    }
  } finally {
    await source.reader.stop();
  }
  return report;
}

async function openSource(kafka: Kafka, options: BacktestOptions): Promise<Source> {
  const registry = createRegistry(options.worker.registry);
  const events = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const alerts = compileType<Alert>(loadSchema(topics.alertCandidate.schema));
  const settledAnswer = createSettledAnswer();
  const schemaById = schemaSource(registry);
  const readAlert = createAvroReader({ type: alerts, schemaId: notRegistered }, registry);
  return {
    reader: await openOffsetReader(kafka, [topics.telemetry.name, topics.alertCandidate.name]),
    decoder: createEventDecoder(events, (id) => settledAnswer(() => schemaById(id))),
    decodeAlert: (value) => settledAnswer(() => readAlert(value)),
    options,
  };
}

/** Reading registers nothing, so the id of our own schema is not known: it is asked for like any other. */
const notRegistered = -1;

async function testPartition(
  { reader, decoder, decodeAlert, options: { span, worker } }: Source,
  plan: PartitionPlan,
  report: BacktestReport,
  onEvents: (events: number) => void,
): Promise<void> {
  const { partition, from, to } = plan;
  const { window, rules, logGeneration } = worker;
  const settings = { window, rules, logGeneration };
  const versionBase = rowVersionOf(settings, 0);
  const recorded: SaidAlert[] = [];
  const topic = topics.alertCandidate.name;
  for await (const batch of reader.read({ topic, partition, ...plan.recorded })) {
    for (const { value } of batch) {
      const alert = value === null ? null : await decodeAlert(value);
      if (alert !== null) recorded.push(toSaid(alert, versionBase));
    }
  }
  let events = 0;
  const replayed = await replayPartition({
    records: reader.read({ topic: topics.telemetry.name, partition, from, to }),
    decoder,
    fold: createPartitionFold(settings, partition),
    to,
    stopAtMs: span.toMs + disorderMs,
    countFromMs: span.fromMs,
    versionBase,
    onEvents: (count) => onEvents((events += count)),
  });
  const { range, includes } = toComparable(span, plan, replayed, recorded);
  const comparison = compareAlerts(recorded.filter(includes), replayed.alerts.filter(includes), plan.isWhole);
  addPartition(report, { plan, replayed, range, comparison });
}
