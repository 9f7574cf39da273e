/**
 * The side of a bridge that looks to Kafka: schemas, the publisher, Kafka's clock and ticks. The same whatever the
 * gateways speak (MQTT in `main.ts`, HTTP in `http/main.ts`), so entries share it; like them it may touch the world.
 */
import { now, sleep } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import type { Logger } from "#infra/adapters/log.ts";
import { registerSchema } from "#infra/adapters/register-schema.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { openTracer, sendSpan, type Tracer } from "#infra/adapters/tracing.ts";
import { disturbWritten, openTestGaps } from "#infra/adapters/test-gap.ts";
import { type AvroType, compileType } from "#schemas/avro.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent, Tick } from "#schemas/telemetry-event.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { traceHeader, type TracingConfig } from "#schemas/tracing.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { Bridge, BridgePorts, TickKind } from "./bridge.ts";
import type { BridgeConfig } from "./config.ts";
import { tickEvent } from "./event.ts";
import type { IntakeStatus } from "./intake-status.ts";
import { Ledger } from "./ledger.ts";
import { withPseudonyms } from "./pseudonyms/format.ts";
import { keepLedger, type LedgerSide, type LedgerSideOptions, Writers } from "./ledger-side.ts";
import { PersistentPublisher } from "./publisher.ts";
import { type RecordFormat, tickRecords } from "./records.ts";
import { clocksAgree, type TimedAppend } from "./tick.ts";

/** What this side is told. */
export interface KafkaSideConfig extends Pick<
  BridgeConfig,
  "bridgeId" | "kafka" | "registry" | "limits" | "parameterTopic" | "pseudonyms" | "tickPeriodMs" | "testGaps"
> {
  /** Absent: nothing is traced. */
  readonly tracing?: TracingConfig | null;
  /** The process's name in traces and in the ledger; `bridge` when absent. */
  readonly part?: "bridge" | "collector";
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
/** How long a stop waits for Kafka; what is not acknowledged by then is sent again by whoever sent it. */
const maxStopMs = 10_000;
const retryMs = 1000;

/** Waits for registry and Kafka; rejects on what waiting can't cure. */
export async function openKafkaSide(config: KafkaSideConfig, log: Logger): Promise<KafkaSide> {
  const format = await openFormat(config, log);
  const clock = new KafkaClock(log);
  const ledger = await registered<LedgerEntry>(topics.ledger, config, log);
  const writers = new Writers(`${config.part ?? "bridge"}:${config.bridgeId}-${now().toString(36)}`);
  const publisher = await openPublisher(config, clock, writers, log);
  const { tracing = null, part = "bridge" } = config;
  const tracer = tracing === null ? null : openTracer(tracing, part, log);
  const askedAt = new Set<EpochMs>();
  const compareClocks = async (): Promise<boolean> => {
    const at = now();
    askedAt.add(at);
    await publisher.publish(clockProbe(format));
    askedAt.delete(at);
    return clock.agrees;
  };
  return {
    format,
    publisher,
    silentMs: () => (askedAt.size === 0 ? null : now() - Math.min(...askedAt)),
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
        log,
      }),
    ports: {
      publish: tracer === null ? (record) => publisher.publish(record) : traced(publisher, tracer),
      compareClocks,
      kafkaTime: (time) => clock.timeAt(time),
      tickRecords: (time, kind) => tickRecords(tickEvent(tickOf(config, kind), time), format),
      // Nothing that could be lost is acknowledged: it is sent again to the next run.
      onFatal: (error) => {
        throw error;
      },
    },
  };
}

/** Everything acknowledged, then the word that nobody need wait for this bridge's ticks; not for ever, if Kafka is away. */
export async function sayGoodbye<Message extends { readonly receivedAt: EpochMs }>(
  bridge: Bridge<Message>,
): Promise<void> {
  const goodbye = async (): Promise<void> => {
    await bridge.settled();
    if (bridge.lastTick !== null) await bridge.writeTick(bridge.lastTick, "farewell");
  };
  await Promise.race([goodbye(), sleep(maxStopMs)]);
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

/** A first tick vouches for no time before it: its period is 0. */
const tickOf = ({ bridgeId, tickPeriodMs, sessionExpirySeconds }: KafkaSideConfig, kind: TickKind): Tick => ({
  bridge_id: bridgeId,
  period_ms: kind === "first" ? 0 : tickPeriodMs,
  session_expiry_ms: sessionExpirySeconds * 1000,
  farewell: kind === "farewell",
});

/** A record that only asks for the time of its append: a tick of no bridge, which every reader of ticks ignores. */
function clockProbe(format: RecordFormat): OutRecord {
  const tick: Tick = { bridge_id: "", period_ms: -1, session_expiry_ms: 0, farewell: true };
  const [record] = tickRecords(tickEvent(tick, epochMs(0)), { ...format, partitions: 1 });
  if (record === undefined) throw new Error("a tick of one partition is one record");
  return record;
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

/**
 * What the last append told about our clock and Kafka's; until the first they are taken to agree, and for good where
 * the topic does not keep Kafka's time.
 */
class KafkaClock {
  readonly #log: Logger;
  /** Kafka's time less ours; 0 while they agree. */
  #offsetMs = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  get agrees(): boolean {
    return this.#offsetMs === 0;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  timeAt(ours: EpochMs): EpochMs {
    return epochMs(ours + this.#offsetMs);
  }

  observe(append: TimedAppend): void {
    const agrees = clocksAgree(append);
    if (agrees !== this.agrees) this.#log.warn({ agrees, ...append }, "our clock against Kafka's: changed");
    this.#offsetMs = agrees ? 0 : append.appendedAtMs - append.acknowledgedAtMs;
  }
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
  };
  return new PersistentPublisher(ports, await open());
}
