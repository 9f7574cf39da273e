/**
 * Idempotent publishing, one send = one partition.
 *
 * kafkajs loses acknowledged records when a send spans leaders and one of them dies, so a send never
 * carries more than one partition, and each partition has at most one send under way: order is kept.
 * Records gather for `lingerMs` (one send a record costs six times the CPU).
 *
 * What happens to a record, and if we stop in between:
 * 1. `publish` checks its size (too large: refused alone, nothing else is affected)
 * 2. it waits in its partition's lane (stop: the caller's promise never resolves, the caller publishes again)
 * 3. the batch is sent with acks=all (stop: Kafka may have it; publishing again makes a second record, same id)
 * 4. Kafka acknowledges, `publish` resolves.
 *
 * A producer with a name stamps its records (`schemas/stamp.ts`). Numbers are given with the send and kept only when Kafka has
 * acknowledged it: sends of a partition follow each other, so they have no gaps, whatever is refused.
 */
import { stampBytes, stamped } from "#schemas/stamp.ts";
import { type OutRecord, recordSizeBytes, RecordTooLargeError } from "#schemas/out-record.ts";
import { CompressionTypes, type Kafka, type Message, type Producer } from "kafkajs";
import { attempted, classifyKafkaError } from "./kafka-error.ts";
import { Lane, type SteadyTime, type Waiting } from "./kafka-lane.ts";
import { chosenPartition } from "./kafka.ts";

export interface ProducerOptions {
  /** How long the first record of a batch may wait for company; 20 by default. */
  readonly lingerMs?: number;
  /** The same of topics for which it is another. */
  readonly lingerMsOf?: Readonly<Record<string, number>>;
  /** Most bytes in one send; 512 kB by default, below every broker's default limit. */
  readonly maxBatchBytes?: number;
  /** Largest single record, `max.message.bytes` of the topics; 1 MiB by default. */
  readonly maxRecordBytes?: number;
  /** Stamps every record with this name, of this producer alone; none when absent. */
  readonly writer?: string;
  /** For tests that make a gap: what goes to Kafka instead of these stamped records of one partition. */
  readonly disturb?: (records: readonly OutRecord[]) => readonly OutRecord[];
}

export interface PartitionProducerOptions extends ProducerOptions {
  readonly kafka: Kafka;
  /** Told Kafka's own time of every append, where the topic keeps it (LogAppendTime). */
  readonly onAppended?: (append: TimedAppend) => void;
}

/** What sends for a producer. */
export interface ProducerTransport {
  /** Resolves when all in-sync replicas have these records of one partition, in their order, once. */
  send(records: readonly OutRecord[]): Promise<void>;
  close(): Promise<void>;
  /** The machine's own when absent. */
  readonly time?: SteadyTime;
}

/** One append by three clock readings, milliseconds since 1970: ours before, the leader's, ours after. */
export interface TimedAppend {
  readonly sentAtMs: number;
  readonly appendedAtMs: number;
  readonly acknowledgedAtMs: number;
}

/** How many records of one partition Kafka has acknowledged: the next number of a stamp. */
export interface Acknowledged {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

export interface PartitionProducer {
  /**
   * Resolves when all in-sync replicas have the record. Rejects with RecordTooLargeError (this record
   * alone), or with the client's error: then the producer is finished and every later call rejects too.
   */
  publish(record: OutRecord): Promise<void>;
  /** So far, of each partition written to; empty without a name. */
  acknowledged(): readonly Acknowledged[];
  /** Sends what is waiting now; resolves when everything published before is settled. */
  flush(): Promise<void>;
  /** Flushes, then disconnects. */
  close(): Promise<void>;
}

/** Bytes of a batch's header and of the request around it, generously. */
const batchOverheadBytes = 512;

const toMessage = (record: OutRecord): Message => ({
  key: record.key,
  value: record.value,
  partition: record.partition,
  ...(record.headers === undefined ? {} : { headers: { ...record.headers } }),
  ...(record.timestampMs === undefined ? {} : { timestamp: String(record.timestampMs) }),
});

/** Connects (waiting for Kafka as long as it takes) and returns the producer. */
export async function createPartitionProducer(options: PartitionProducerOptions): Promise<PartitionProducer> {
  const producer = options.kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: chosenPartition,
  });
  await producer.connect();
  const transport: ProducerTransport = {
    send: (records) => sendOnePartition(producer, records, options.onAppended),
    close: () => producer.disconnect(),
  };
  return createProducer(transport, options);
}

/** The producer over any transport. */
export function createProducer(transport: ProducerTransport, options: ProducerOptions): PartitionProducer {
  const { lingerMs = 20, lingerMsOf = {}, writer } = options;
  const { maxBatchBytes = 512 * 1024, maxRecordBytes = 1024 * 1024 } = options;
  const time = transport.time === undefined ? {} : { time: transport.time };
  /** By topic, then by partition. */
  const lanes = new Map<string, Map<number, Lane>>();
  const written = new Map<string, Acknowledged>();
  let failure: unknown = null;

  const sendStamped = async (batch: readonly Waiting[]): Promise<void> => {
    const place = batch[0]?.record;
    if (place === undefined) return;
    const records = batch.map(({ record }) => record);
    if (writer === undefined) return transport.send(records);
    const { topic, partition } = place;
    const first = written.get(laneName(place))?.next ?? 0;
    const ours = records.map((record, index) => stamped(record, writer, first + index));
    const sent = options.disturb?.(ours) ?? ours;
    if (sent.length > 0) await transport.send(sent);
    written.set(laneName(place), { topic, partition, next: first + batch.length });
  };

  const sendBatch = async (batch: readonly Waiting[]): Promise<void> => {
    if (failure !== null) return rejectAll(batch, failure);
    try {
      await sendStamped(batch);
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      const { kind, code } = classifyKafkaError(error);
      if (code === "KafkaJSLockTimeout") return sendBatch(batch);
      if (kind === "too_large" && batch.length > 1) return sendHalves(batch, sendBatch);
      if (kind === "too_large") return refuse(batch, maxRecordBytes);
      failure = attempted(`write to ${batch[0]?.record.topic}`, error);
      rejectAll(batch, failure);
    }
  };

  const laneOf = ({ topic, partition }: OutRecord): Lane => {
    let ofTopic = lanes.get(topic);
    if (ofTopic === undefined) {
      ofTopic = new Map();
      lanes.set(topic, ofTopic);
    }
    let lane = ofTopic.get(partition);
    if (lane === undefined) {
      lane = new Lane({
        ...time,
        send: sendBatch,
        lingerMs: lingerMsOf[topic] ?? lingerMs,
        maxBatchBytes,
      });
      ofTopic.set(partition, lane);
    }
    return lane;
  };

  const flush = async (): Promise<void> => {
    await Promise.all(
      [...lanes.values()].flatMap((ofTopic) => [...ofTopic.values()].map((lane) => lane.flush())),
    );
  };

  return {
    publish(record) {
      const sizeBytes = recordSizeBytes(record) + (writer === undefined ? 0 : stampBytes);
      if (sizeBytes + batchOverheadBytes > maxRecordBytes) {
        return Promise.reject(
          new RecordTooLargeError(record, sizeBytes, maxRecordBytes - batchOverheadBytes),
        );
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      laneOf(record).add({ record, sizeBytes, resolve, reject });
      return promise;
    },
    acknowledged: () => [...written.values()],
    flush,
    async close() {
      await flush();
      await transport.close();
    },
  };
}

const laneName = ({ topic, partition }: Pick<OutRecord, "topic" | "partition">): string =>
  `${topic}|${partition}`;

async function sendOnePartition(
  producer: Producer,
  records: readonly OutRecord[],
  onAppended: PartitionProducerOptions["onAppended"],
): Promise<void> {
  const topic = records[0]?.topic;
  if (topic === undefined) return;
  const sentAtMs = Date.now();
  const [metadata] = await producer.send({
    topic,
    acks: -1,
    compression: CompressionTypes.None,
    messages: records.map(toMessage),
  });
  const appendedAtMs = Number(metadata?.logAppendTime ?? -1);
  if (appendedAtMs >= 0) onAppended?.({ sentAtMs, appendedAtMs, acknowledgedAtMs: Date.now() });
}

/** A topic configured below our batch size: the same records in two sends, in order. */
async function sendHalves(
  batch: readonly Waiting[],
  send: (half: readonly Waiting[]) => Promise<void>,
): Promise<void> {
  const middle = batch.length >> 1;
  await send(batch.slice(0, middle));
  await send(batch.slice(middle));
}

function refuse(batch: readonly Waiting[], limitBytes: number): void {
  for (const waiting of batch) {
    waiting.reject(new RecordTooLargeError(waiting.record, waiting.sizeBytes, limitBytes));
  }
}

function rejectAll(batch: readonly Waiting[], error: unknown): void {
  for (const waiting of batch) waiting.reject(error);
}
