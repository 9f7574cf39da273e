/** The bridge as a process: connects everything, runs until it is stopped. */
import { randomUUID } from "node:crypto";
import { now, sleep } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { type MqttReader, openMqttPublisher, openMqttReader } from "#infra/adapters/mqtt.ts";
import { createRegistry, RegistryError } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import { compileType } from "#schemas/avro.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent, Tick } from "#schemas/telemetry-event.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import { Bridge, type BridgePorts, type TickKind } from "./bridge.ts";
import type { BridgeConfig } from "./config.ts";
import { tickEvent } from "./event.ts";
import { subscriptionFilters } from "./identity.ts";
import { deadLetter } from "./outcome.ts";
import { createPipeline } from "./pipeline.ts";
import { PersistentPublisher } from "./publisher.ts";
import { type RecordFormat, tickRecords, toPublication } from "./records.ts";
import { controlTopics, createRouter } from "./routing.ts";
import {
  CanaryTicks,
  type ClockReading,
  clocksAgree,
  Deafness,
  formatCanary,
  type TimedAppend,
} from "./tick.ts";

export interface RunningBridge {
  /** Stops reading, finishes what is under way, says goodbye. Resolves when nothing is left open. */
  stop(): Promise<void>;
}

/** What a producer adds around one record, with room to spare. */
const producerOverheadBytes = 1024;
/** How long a stop waits for Kafka; what is not acknowledged by then the broker sends again. */
const maxStopMs = 10_000;
const retryMs = 1000;

/** Resolves when the bridge is reading, or waiting for a broker that is away. Rejects on what waiting can't cure. */
export async function runBridge(config: BridgeConfig): Promise<RunningBridge> {
  const log = createLog("bridge");
  const state: State = { phase: "waiting for the schema registry and Kafka", bridge: null, reader: null };
  const status =
    config.statusPort === null ? null : await serveStatus(config.statusPort, () => snapshot(state));
  const format = await openFormat(config, log);
  const clock = new KafkaClock(log);
  const publisher = await openPublisher(config, clock, log);
  // What is received before the first comparison would be received at a time that nobody has looked at.
  if (!config.replay) await publisher.publish(clockProbe(format));
  const bridge = createBridge(config, format, publisher, clock);
  const connections = connectMqtt(config, bridge, log);
  Object.assign(state, { phase: "running", bridge, reader: connections.reader });
  return {
    async stop() {
      state.phase = "stopping";
      connections.stopReading();
      await Promise.race([goodbye(bridge), sleep(maxStopMs)]);
      await Promise.all([connections.close(), Promise.race([publisher.close(), sleep(maxStopMs)])]);
      await status?.close();
      log.info({ unacknowledged: bridge.unacknowledged }, "stopped");
    },
  };
}

/** Everything acknowledged, then the word that nobody need wait for this bridge's ticks. */
async function goodbye(bridge: Bridge): Promise<void> {
  await bridge.settled();
  if (bridge.lastTick !== null) await bridge.writeTick(bridge.lastTick, "farewell");
}

interface State {
  phase: string;
  bridge: Bridge | null;
  reader: MqttReader | null;
}

const snapshot = ({ phase, bridge, reader }: State): object => ({
  phase,
  connected: reader?.connected ?? false,
  subscribed: reader?.subscribed ?? false,
  trouble: reader?.trouble ?? null,
  unacknowledged: bridge?.unacknowledged ?? 0,
  lastTick: bridge?.lastTick ?? null,
  received: bridge?.ledger.received ?? 0,
  fates: bridge?.ledger.fates ?? { produced: 0, dropped: {}, deadLetter: {} },
  eventsByKind: bridge?.ledger.eventsByKind ?? {},
});

function createBridge(
  config: BridgeConfig,
  format: RecordFormat,
  publisher: PersistentPublisher,
  kafkaClock: KafkaClock,
): Bridge {
  const pipeline = createPipeline(config);
  const ports: BridgePorts = {
    translate: (message) => toPublication(pipeline(message), message, format),
    refuse(message, maxRecordBytes) {
      const letter = deadLetter("event_too_large", "Kafka refuses records of this size");
      return toPublication(letter, message, { ...format, maxRecordBytes });
    },
    publish: (record) => publisher.publish(record),
    async compareClocks() {
      await publisher.publish(clockProbe(format));
      return kafkaClock.agrees;
    },
    kafkaTime: (time) => kafkaClock.timeAt(time),
    tickRecords: (time, kind) => tickRecords(tickEvent(tickOf(config, kind), time), format),
    // Nothing that could be lost is acknowledged: the broker sends it again to the next run.
    onFatal: (error) => {
      throw error;
    },
  };
  return new Bridge(ports, { heldLimit: config.mqtt.heldPubacks, tickPeriodMs: config.tickPeriodMs });
}

/** A first tick vouches for no time before it: its period is 0. */
const tickOf = ({ bridgeId, tickPeriodMs, mqtt }: BridgeConfig, kind: TickKind): Tick => ({
  bridge_id: bridgeId,
  period_ms: kind === "first" ? 0 : tickPeriodMs,
  session_expiry_ms: mqtt.sessionExpirySeconds * 1000,
  farewell: kind === "farewell",
});

/** A record that only asks for the time of its append: a tick of no bridge, which every reader of ticks ignores. */
function clockProbe(format: RecordFormat): OutRecord {
  const tick: Tick = { bridge_id: "", period_ms: -1, session_expiry_ms: 0, farewell: true };
  const [record] = tickRecords(tickEvent(tick, epochMs(0)), { ...format, partitions: 1 });
  if (record === undefined) throw new Error("a tick of one partition is one record");
  return record;
}

/** Two connections: one reads, one speaks. */
function connectMqtt(config: BridgeConfig, bridge: Bridge, log: Logger) {
  const { mqtt, bridgeId, replay } = config;
  const canaries = new CanaryTicks(randomUUID());
  const clock = (): ClockReading => ({ wall: now(), steadyMs: performance.now() });
  const ownTopic = replay ? controlTopics.replayClose : controlTopics.canary(bridgeId);
  const route = createRouter({ bridge, bridgeId, replay, canaries, clock });
  const deafness = new Deafness(config.tickPeriodMs);
  const reader = openMqttReader({
    ...mqtt,
    log,
    filters: [...subscriptionFilters(config.topics, mqtt.sharedGroup), ownTopic],
    onArrival(arrival, next) {
      deafness.heard();
      route(arrival, next);
    },
    async beforeSubscribing() {
      await bridge.settled();
      if (replay) return;
      await bridge.compareClocks();
      await bridge.begin(now());
    },
  });
  const speaker = openMqttPublisher({ ...mqtt, clientId: `${mqtt.clientId}-speaker`, log });
  const sendCanary = async (): Promise<void> => {
    if (!reader.subscribed || !speaker.connected) return;
    try {
      await speaker.publish(ownTopic, formatCanary(canaries.send(clock())));
      if (bridge.unacknowledged > 0) deafness.heard();
      else if (deafness.spoke(performance.now())) reader.startAnew("the broker delivers nothing to us");
    } catch (error) {
      log.warn({ err: error }, "the canary could not be published");
    }
  };
  const timer = replay ? null : setInterval(() => void sendCanary(), config.tickPeriodMs);
  return {
    reader,
    stopReading() {
      if (timer !== null) clearInterval(timer);
      reader.stopReading();
    },
    close: () => Promise.all([reader.close(), speaker.close()]),
  };
}

/** Schema ids and partition counts, without which no record can be made. Waits for registry and Kafka. */
async function openFormat(config: BridgeConfig, log: Logger): Promise<RecordFormat> {
  const registry = createRegistry({ url: config.registryUrl });
  const telemetryText = loadSchema(topics.telemetry.schema);
  const parameterText = loadSchema(topics.parameter.schema);
  const register = (topic: string, text: string): Promise<number> =>
    retrying(() => registry.register(subjectOf(topic), text), isUnreachable, log);
  const telemetryId = await register(topics.telemetry.name, telemetryText);
  const parameterId = await register(topics.parameter.name, parameterText);
  const telemetry = compileType<TelemetryEvent>(telemetryText);
  const parameter = compileType<ParameterEvent>(parameterText);
  return {
    encodeTelemetry: (event) => telemetry.encode(event, telemetryId),
    encodeParameter: (event) => parameter.encode(event, parameterId),
    partitions: await partitionCount(config, log),
    maxRecordBytes: config.limits.kafkaRecordBytes - producerOverheadBytes,
    parameterTopic: config.parameterTopic,
  };
}

class TopicMissingError extends Error {}

const isUnreachable = (error: unknown): boolean =>
  (error instanceof RegistryError && error.failure === "unreachable") || error instanceof TopicMissingError;

/** The one partition count of the topics we write; they must agree, because a home has one number in all. */
function partitionCount(config: BridgeConfig, log: Logger): Promise<number> {
  const kafka = createKafka({ ...config.kafka, log });
  const written = [topics.telemetry, topics.parameter, topics.deadLetter].map(({ name }) => name);
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
  return retrying(ask, isUnreachable, log);
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
  config: BridgeConfig,
  clock: KafkaClock,
  log: Logger,
): Promise<PersistentPublisher> {
  const kafka = createKafka({ ...config.kafka, log });
  const open = () =>
    createPartitionProducer({
      kafka,
      maxRecordBytes: config.limits.kafkaRecordBytes,
      onAppended: (append) => clock.observe(append),
    });
  const ports = {
    open,
    pause: () => sleep(retryMs),
    onTrouble: (error: unknown) => log.error({ err: error }, "Kafka's producer failed; opening a new one"),
  };
  return new PersistentPublisher(ports, await open());
}

/** Tries until it works, saying why it has not yet once per reason; other errors are thrown. */
async function retrying<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  log: Logger,
): Promise<T> {
  let said = "";
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!again(error) || !(error instanceof Error)) throw error;
      if (error.message !== said) log.warn({ err: error }, "not ready yet; trying again");
      said = error.message;
      await sleep(retryMs);
    }
  }
}
