/**
 * The side of a bridge that looks to Kafka: schemas, the publisher, Kafka's clock and ticks. The same whatever the
 * gateways speak (MQTT in `main.ts`, HTTP in `http/main.ts`), so entries share it; like them it may touch the world.
 */
import { now, sleep } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { isForbidden } from "#infra/adapters/kafka-error.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { registerSchema } from "#infra/adapters/register-schema.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { after } from "#infra/adapters/timers.ts";
import { openTracer, sendSpan, type Tracer } from "#infra/adapters/tracing.ts";
import { disturbWritten, openTestGaps } from "#infra/adapters/test-gap.ts";
import { type AvroType, compileType } from "#schemas/avro.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { traceHeader, type TracingConfig } from "#schemas/tracing.ts";
import type { Bridge, BridgePorts } from "./bridge.ts";
import type { BridgeConfig } from "./config.ts";
import type { IntakeStatus } from "./intake-status.ts";
import { Ledger } from "./ledger.ts";
import { withPseudonyms } from "./pseudonyms/format.ts";
import { createKafkaPorts, KafkaClock, maxStopMs } from "./kafka-ports.ts";
import { keepLedger, type LedgerSide, type LedgerSideOptions, Writers } from "./ledger-side.ts";
import { PersistentPublisher } from "./publisher.ts";
import type { RecordFormat } from "./records.ts";

/** What this side is told. */
export interface KafkaSideConfig extends Pick<
  BridgeConfig,
  "bridgeId" | "kafka" | "registry" | "limits" | "parameterTopic" | "pseudonyms" | "tickPeriodMs" | "testGaps"
> {
  /** Absent: nothing is traced. */
  readonly tracing?: TracingConfig | null;
  /** The process's name in traces and in the ledger; `bridge` when absent. */
  readonly part?: "bridge" | "collector";
  /** Of an errand: what Kafka forbids is an error, not waited for. */
  readonly isErrand?: boolean;
  /** How long the ticks of other bridges wait for this one when it is gone without a farewell. */
  readonly sessionExpirySeconds: number;
}

export interface KafkaSide {
  readonly format: RecordFormat;
  /** Begins to keep the ledger; before it ends the caller stops it, and before that nothing is told. */
  keepLedger(of: Pick<LedgerSideOptions, "totals" | "reading" | "mayWait">): LedgerSide;
  readonly publisher: PersistentPublisher;
  /** For how long Kafka owes its time, in milliseconds; null while it owes nothing. */
  silentMs(): number | null;
  /** Kafka's clock less ours, in milliseconds; 0 while they agree. */
  clockOffsetMs(): number;
  /** Tells the spans that are left. */
  readonly closeTraces: () => Promise<void>;
  /** The ports of a bridge that are the same whatever its messages are. */
  readonly ports: Pick<BridgePorts, "publish" | "compareClocks" | "kafkaTime" | "tickRecords" | "onFatal">;
}

/** What a producer adds around one record, with room to spare. */
const producerOverheadBytes = 1024;
/**
 * Nobody waits for parameters but the acknowledgement of their message: fewer and larger batches cost less, here and in Kafka.
 * Longer, and the receive maximum would be what limits a bridge's rate.
 */
const parameterLingerMs = 60;
const retryMs = 1000;

/** Waits for registry and Kafka; rejects on what waiting can't cure. */
export async function openKafkaSide(config: KafkaSideConfig, log: Logger): Promise<KafkaSide> {
  const format = await openFormat(config, log);
  const clock = new KafkaClock((agrees, append) =>
    log.warn({ agrees, ...append }, "our clock against Kafka's: changed"),
  );
  const ledger = await registered<LedgerEntry>(topics.ledger, config, log);
  const writers = new Writers(`${config.part ?? "bridge"}:${config.bridgeId}-${now().toString(36)}`);
  const publisher = await openPublisher(config, clock, writers, log);
  const { tracing = null, part = "bridge" } = config;
  const tracer = tracing === null ? null : openTracer(tracing, part, log);
  const { silentMs, ports } = createKafkaPorts({
    origin: config,
    format,
    publish: tracer === null ? (record) => publisher.publish(record) : traced(publisher, tracer),
    clock,
    now,
  });
  return {
    format,
    publisher,
    silentMs,
    clockOffsetMs: () => clock.offsetMs,
    closeTraces: async () => tracer?.close(),
    keepLedger: (of) =>
      keepLedger({
        ...of,
        stage: part,
        writers,
        publish: (record) => publisher.publish(record),
        type: ledger.type,
        schemaId: ledger.id,
        partitions: format.partitions,
        time: { now, after, sleep },
        warn: (message, fields) => log.error(fields, message),
      }),
    ports: {
      ...ports,
      // Nothing that could be lost is acknowledged: it is sent again to the next run.
      onFatal: (error) => {
        throw error;
      },
    },
  };
}

/** Sends what is waiting and disconnects; not for ever, if Kafka is away. */
export async function closeKafkaSide({ publisher, closeTraces }: KafkaSide): Promise<void> {
  await Promise.race([publisher.close(), sleep(maxStopMs)]);
  await closeTraces();
}

/** So large a record gets no header: it might be too large with it. */
const tracedBytes = 512 * 1024;

/** Of some events a span until Kafka has them, its context in their header. */
function traced(publisher: PersistentPublisher, tracer: Tracer): BridgePorts["publish"] {
  return async (record) => {
    const isEvent = record.topic === topics.telemetry.name && record.key !== null;
    const isSmall = (record.value?.length ?? 0) < tracedBytes;
    const span = isEvent && isSmall ? tracer.begin(sendSpan(record.topic, record.partition)) : null;
    if (span === null) return publisher.publish(record);
    const headers = { ...record.headers, [traceHeader]: span.traceparent };
    try {
      await publisher.publish({ ...record, headers });
      span.end();
    } catch (error) {
      span.end(String(error));
      throw error;
    }
  };
}

/** What a bridge and this side of it tell; either may not be there yet. */
export function intakeStatus(
  phase: string,
  bridge: Pick<Bridge, "unacknowledged" | "oldestUnacknowledgedAt" | "lastTick" | "ledger"> | null,
  kafka: Pick<KafkaSide, "silentMs" | "clockOffsetMs"> | null,
  isReplay: boolean,
): IntakeStatus {
  const oldestAt = isReplay ? null : (bridge?.oldestUnacknowledgedAt ?? null);
  const { received, fates, eventsByKind } = bridge?.ledger ?? new Ledger();
  return {
    phase,
    unacknowledged: bridge?.unacknowledged ?? 0,
    oldestUnacknowledgedMs: oldestAt === null ? null : Math.max(0, now() - oldestAt),
    lastTick: bridge?.lastTick ?? null,
    received,
    fates,
    eventsByKind,
    kafkaSilentMs: kafka?.silentMs() ?? null,
    clockOffsetMs: kafka?.clockOffsetMs() ?? 0,
  };
}

/** Schema ids and partition counts, without which no record can be made. Waits for registry and Kafka. */
async function openFormat(config: KafkaSideConfig, log: Logger): Promise<RecordFormat> {
  const telemetry = await registered<TelemetryEvent>(topics.telemetry, config, log);
  const parameter = await registered<ParameterEvent>(topics.parameter, config, log);
  const format: RecordFormat = {
    encodeTelemetry: (event) => telemetry.type.encode(event, telemetry.id),
    encodeParameter: (event) => parameter.type.encode(event, parameter.id),
    partitions: await partitionCount(config, log),
    maxRecordBytes: config.limits.kafkaRecordBytes - producerOverheadBytes,
    parameterTopic: config.parameterTopic,
  };
  if (config.pseudonyms === undefined) return format;
  const schemas = { telemetry: telemetry.type.schema, parameter: parameter.type.schema };
  return withPseudonyms(format, config.pseudonyms, schemas);
}

/** A topic's schema, with the id under which the registry has it. Waits for the registry. */
export async function registered<Value>(
  { name, schema }: { readonly name: string; readonly schema: string },
  { registry }: Pick<BridgeConfig, "registry">,
  log: Logger,
): Promise<{ readonly type: AvroType<Value>; readonly id: number }> {
  const text = loadSchema(schema);
  const id = await registerSchema(createRegistry(registry), subjectOf(name), text, log);
  return { type: compileType<Value>(text), id };
}

class TopicMissingError extends Error {}

const isMissing = (error: unknown): boolean => error instanceof TopicMissingError;

/** The one partition count of the topics we write; they must agree, because a home has one number in all. */
function partitionCount(config: KafkaSideConfig, log: Logger): Promise<number> {
  const kafka = createKafka({ ...config.kafka, log });
  const written = [
    topics.telemetry,
    topics.parameter,
    topics.profile,
    topics.parkedSegment,
    topics.deadLetter,
    topics.ledger,
  ].map(({ name }) => name);
  const ask = (): Promise<number> =>
    withAdmin(kafka, async (admin) => {
      const metadata = await admin.fetchTopicMetadata();
      const counts = new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
      const missing = written.filter((name) => !counts.has(name));
      if (missing.length > 0) throw new TopicMissingError(`Kafka has no topic ${missing.join(", ")} yet`);
      const distinct = new Set(written.map((name) => counts.get(name)));
      const [count = 0] = distinct;
      if (distinct.size > 1)
        throw new Error(`${written.join(", ")} need one partition count, they have several`);
      return count;
    });
  return retrying(ask, isMissing, log);
}

async function openPublisher(
  config: KafkaSideConfig,
  clock: KafkaClock,
  writers: Writers,
  log: Logger,
): Promise<PersistentPublisher> {
  const kafka = createKafka({ ...config.kafka, log });
  const gaps = openTestGaps(config.testGaps ?? null);
  const open = async () => {
    const writer = writers.next();
    const producer = await createPartitionProducer({
      kafka,
      writer,
      ...(gaps === null ? {} : { disturb: (records) => disturbWritten(gaps, "bridge", records) }),
      maxRecordBytes: config.limits.kafkaRecordBytes,
      lingerMsOf: { [topics.parameter.name]: parameterLingerMs },
      onAppended: (append) => clock.observe(append),
    });
    writers.opened(writer, () => producer.acknowledged());
    return producer;
  };
  const ports = {
    open,
    pause: () => sleep(retryMs),
    onTrouble: (error: unknown) => log.error({ err: error }, "Kafka's producer failed; opening a new one"),
    ...(config.isErrand === true ? { isFinal: isForbidden } : {}),
  };
  return new PersistentPublisher(ports, await open());
}
