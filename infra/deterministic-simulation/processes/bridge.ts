/** A bridge on simulated services, wired as `ingest/main.ts` wires it on real ones. */
import { createProducer } from "#infra/adapters/kafka-producer.ts";
import { keptMeanwhile, neverOpen, Trip } from "#ingest/breaker.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import { connect, createBridge } from "#ingest/connect.ts";
import { createKafkaPorts, KafkaClock, maxStopMs, sayGoodbye } from "#ingest/kafka-ports.ts";
import { keepLedger, Writers } from "#ingest/ledger-side.ts";
import { parkedMessages } from "#ingest/parked-segments.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { PersistentPublisher } from "#ingest/publisher.ts";
import { Reading } from "#ingest/reading.ts";
import type { RecordFormat } from "#ingest/records.ts";
import { partitionOf } from "#schemas/partition.ts";
import { topics } from "#schemas/topics.ts";
import { Source, Speaker } from "../broker/clients.ts";
import type { Defect } from "../defect.ts";
import { openTransport } from "../log/clients.ts";
import {
  brokerClient,
  ledger as ledgerType,
  logClient,
  parameter,
  partitions,
  type ProcessParts,
  type RunningPart,
  sessionExpirySeconds,
  telemetry,
} from "../surroundings.ts";

const retryMs = 1000;

const encoding =
  (defect: Defect | null): RecordFormat["encodeTelemetry"] =>
  (event) =>
    telemetry.type.encode(defect?.event?.(event) ?? event, telemetry.schemaId);

const rightFormat: Omit<RecordFormat, "encodeTelemetry"> = {
  encodeParameter: (event) => parameter.type.encode(event, parameter.schemaId),
  partitions,
  maxRecordBytes: 1_000_000,
  parameterTopic: true,
};

/** Resolves when it reads. `fatal`: it can't go on. */
export async function runBridge(
  parts: ProcessParts,
  config: BridgeConfig,
  fatal: (error: unknown) => void,
): Promise<RunningPart> {
  const { life, now, scheduler, defect, note } = parts;
  const clock = new KafkaClock((agrees) => {
    if (!agrees) note("clock unlike the log's");
  });
  const { publisher, writers } = await openPublisher(parts, config, clock);
  const direct = (record: Parameters<typeof publisher.publish>[0]) => {
    if (record.topic === topics.parkedSegment.name && record.value !== null) note("segment parked");
    return publisher.publish(record);
  };
  const publish = defect?.publish?.(direct) ?? direct;
  const format = { ...rightFormat, encodeTelemetry: encoding(defect) };
  const right = createKafkaPorts({
    origin: { ...config, sessionExpirySeconds },
    format,
    publish,
    clock,
    now,
  }).ports;
  const ports = {
    ...right,
    compareClocks: defect?.compareClocks?.(right.compareClocks) ?? right.compareClocks,
  };
  await ports.compareClocks();
  const speaker = new Speaker(brokerClient(parts), `${config.mqtt.clientId}-speaker`);
  const reading = new Reading();
  const bridge = createBridge(config, {
    format,
    ports: { ...ports, onFatal: fatal },
    learned: null,
    reading,
    trip: new Trip(neverOpen, keptMeanwhile.broker),
  });
  for (const message of await readParked(parts, config.bridgeId)) {
    reading.read(message.payload);
    bridge.restore({ ...message, cameAgainAt: now() }, now());
  }
  const connections = connect(config, bridge, reading, {
    openReader: (options) => new Source(brokerClient(parts), { ...config.mqtt, ...options }),
    speaker,
    clock: () => ({ wall: now(), steadyMs: scheduler.nowMs }),
    every: (ms, run) => life.every(ms, run),
    run: life.name,
    disturb: null,
    warn: () => undefined,
  });
  const sleep = (ms: number): Promise<void> => life.sleep(ms);
  const ledger = keepLedger({
    stage: "bridge",
    writers,
    publish: direct,
    type: ledgerType.type,
    schemaId: ledgerType.schemaId,
    partitions,
    totals: () => ({ received: reading.count, fates: bridge.ledger.fates, open: bridge.open }),
    reading,
    mayWait: false,
    time: { now, after: (ms, run) => life.after(ms, run), sleep },
    warn: () => undefined,
  });
  return {
    async stop() {
      connections.stopReading();
      await sayGoodbye(bridge, sleep);
      await ledger.stop();
      await Promise.all([connections.close(), Promise.race([publisher.close(), sleep(maxStopMs)])]);
    },
  };
}

async function openPublisher(
  parts: ProcessParts,
  { bridgeId }: BridgeConfig,
  clock: KafkaClock,
): Promise<{ readonly publisher: PersistentPublisher; readonly writers: Writers }> {
  const { life } = parts;
  const writers = new Writers(`bridge:${bridgeId}-${life.name}`);
  const open = async () => {
    await life.sleep(5);
    const writer = writers.next();
    const transport = openTransport(logClient(parts), writer, (append) => clock.observe(append));
    const producer = createProducer(transport, { writer });
    writers.opened(writer, () => producer.acknowledged());
    return producer;
  };
  const ports = { open, pause: () => life.sleep(retryMs), onTrouble: () => undefined };
  return { publisher: new PersistentPublisher(ports, await open()), writers };
}

async function readParked({ life, network, log }: ProcessParts, bridgeId: string) {
  const { name } = topics.parkedSegment;
  for (;;) {
    try {
      const records = await network.insist(life, "log", () =>
        log.partition(name, partitionOf(bridgeId, partitions)).committed(),
      );
      return parkedMessages(records, bridgeId, createSealing([]));
    } catch {
      await life.sleep(retryMs);
    }
  }
}
