/**
 * A produce request written in one piece. kafkajs 2.2.4 copies each record five times through buffers that it zeroes and
 * grows, and checks sums a byte at a time: two thirds of what publishing costs. The bytes here are the same (a test
 * compares them); compressed requests stay kafkajs's own.
 *
 * Layout: Kafka's protocol, Produce request versions 3 to 7, and record batches of magic 2.
 */
import { createRequire } from "node:module";
import { crc32c } from "./crc32c.ts";
import { headroomBytes, type Payload, writeHeadersInFront } from "./kafka-request-header.ts";

/** What kafkajs's producer hands to its encoder. */
export interface ProduceArguments {
  readonly acks: number;
  readonly timeout: number;
  readonly compression?: number;
  readonly transactionalId?: string | null;
  /** A 64-bit number, as text or as kafkajs's Long. */
  readonly producerId?: { toString(): string };
  readonly producerEpoch?: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence?: number;
      readonly messages: readonly ProduceMessage[];
    }[];
  }[];
}

type Bytes = Buffer | string | null | undefined;

export interface ProduceMessage {
  readonly key?: Bytes;
  readonly value: Bytes;
  /** Milliseconds since 1970. */
  readonly timestamp?: string;
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>;
}

/** A record as bytes and numbers. */
interface PlainRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestampMs: number;
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

const noProducer = "-1";
const transactionalMask = 16;
const magic = 2;
/** From the batch's first byte to its first record's. */
const batchHeaderBytes = 61;
/** Where in it the checked part begins: everything behind the sum itself. */
const crcEnd = 21;
/** What the length at the batch's beginning does not count. */
const beforeLengthEnd = 12;

/** The request's payload without its own header, for which `headroomBytes` are left before it. `nowMs`: the time of records that have none. */
export function encodeProduceRequest(request: ProduceArguments, nowMs: number): Buffer {
  const topics = request.topicData.map(({ topic, partitions }) => ({
    name: Buffer.from(topic),
    partitions: partitions.map(({ messages, ...rest }) => {
      const records = messages.map((message) => toPlainRecord(message, nowMs));
      const firstMs = records.reduce((least, { timestampMs }) => Math.min(least, timestampMs), Infinity);
      const sizes = records.map((record, index) => recordBytes(record, record.timestampMs - firstMs, index));
      const size = sizes.reduce((sum, bytes) => sum + sizeOfVarint(bytes) + bytes, batchHeaderBytes);
      return { ...rest, records, sizes, size, firstMs };
    }),
  }));
  const id = request.transactionalId ? Buffer.from(request.transactionalId) : null;
  const size = topics.reduce(
    (sum, { name, partitions }) =>
      partitions.reduce((bytes, partition) => bytes + 8 + partition.size, sum + 2 + name.length + 4),
    2 + (id?.length ?? 0) + 2 + 4 + 4,
  );
  const writer = new Writer(size);
  writer.int16(id?.length ?? -1);
  if (id !== null) writer.bytes(id);
  writer.int16(request.acks);
  writer.int32(request.timeout);
  writer.int32(topics.length);
  for (const { name, partitions } of topics) {
    writer.int16(name.length);
    writer.bytes(name);
    writer.int32(partitions.length);
    for (const partition of partitions) {
      writer.int32(partition.partition);
      writer.int32(partition.size);
      writeBatch(writer, partition, request);
    }
  }
  return writer.buffer.subarray(headroomBytes);
}

interface Batch {
  readonly firstSequence?: number;
  readonly records: readonly PlainRecord[];
  readonly sizes: readonly number[];
  readonly size: number;
  readonly firstMs: number;
}

function writeBatch(writer: Writer, batch: Batch, request: ProduceArguments): void {
  const { records, sizes, size, firstMs } = batch;
  const start = writer.at;
  writer.int64(0n);
  writer.int32(size - beforeLengthEnd);
  writer.int32(0);
  writer.int8(magic);
  writer.int32(0); // The sum, below.
  writer.int16(request.transactionalId ? transactionalMask : 0);
  writer.int32(records.length - 1);
  writer.int64(BigInt(firstMs));
  writer.int64(BigInt(records.reduce((most, { timestampMs }) => Math.max(most, timestampMs), firstMs)));
  writer.int64(BigInt((request.producerId ?? noProducer).toString()));
  writer.int16(request.producerEpoch ?? 0);
  writer.int32(batch.firstSequence ?? 0);
  writer.int32(records.length);
  for (const [index, record] of records.entries()) {
    writer.varint(sizes[index] ?? 0);
    writeRecord(writer, record, record.timestampMs - firstMs, index);
  }
  const sum = crc32c(writer.buffer, start + crcEnd, writer.at);
  writer.buffer.writeUInt32BE(sum, start + crcEnd - 4);
}

function writeRecord(writer: Writer, { key, value, headers }: PlainRecord, deltaMs: number, index: number) {
  writer.int8(0);
  writer.varint(deltaMs);
  writer.varint(index);
  writer.sized(key);
  writer.sized(value);
  writer.varint(headers.length);
  for (const [name, content] of headers) {
    writer.sized(name);
    writer.sized(content);
  }
}

function recordBytes({ key, value, headers }: PlainRecord, deltaMs: number, index: number): number {
  const own = 1 + sizeOfVarint(deltaMs) + sizeOfVarint(index) + sizeOfSized(key) + sizeOfSized(value);
  return headers.reduce(
    (sum, [name, content]) => sum + sizeOfSized(name) + sizeOfSized(content),
    own + sizeOfVarint(headers.length),
  );
}

function toPlainRecord({ key, value, timestamp, headers = {} }: ProduceMessage, nowMs: number): PlainRecord {
  return {
    key: toBuffer(key),
    value: toBuffer(value),
    timestampMs: timestamp === undefined ? nowMs : Number(timestamp),
    headers: Object.entries(headers).flatMap(([name, given]) => {
      const values: readonly Bytes[] = isList(given) ? given : [given];
      return values.map((content) => [Buffer.from(name), toBuffer(content)] as const);
    }),
  };
}

const isList = (given: Bytes | readonly Bytes[]): given is readonly Bytes[] => Array.isArray(given);

const toBuffer = (bytes: Bytes): Buffer | null =>
  bytes === null || bytes === undefined ? null : typeof bytes === "string" ? Buffer.from(bytes) : bytes;

/** Zigzag, seven bits a byte, low ones first; whole numbers of 52 bits. */
const zigzagOf = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzagOf(value); rest > 0x7f; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

const sizeOfSized = (bytes: Buffer | null): number =>
  bytes === null ? sizeOfVarint(-1) : sizeOfVarint(bytes.length) + bytes.length;

/** Writes into a buffer of the size that was computed before, behind the headroom. */
class Writer {
  readonly buffer: Buffer;
  at = headroomBytes;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(headroomBytes + size);
  }

  int8(value: number): void {
    this.at = this.buffer.writeInt8(value, this.at);
  }

  int16(value: number): void {
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  int64(value: bigint): void {
    this.at = this.buffer.writeBigInt64BE(value, this.at);
  }

  varint(value: number): void {
    let rest = zigzagOf(value);
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.buffer[this.at++] = (rest % 128) | 0x80;
    this.buffer[this.at++] = rest;
  }

  bytes(bytes: Buffer): void {
    this.at += bytes.copy(this.buffer, this.at);
  }

  sized(bytes: Buffer | null): void {
    this.varint(bytes === null ? -1 : bytes.length);
    if (bytes !== null) this.bytes(bytes);
  }
}

/** kafkajs's own way to make a request of a version. */
type Protocol = (wanted: { readonly version: number }) => (request: ProduceArguments) => {
  readonly request: { encode: () => Promise<{ readonly buffer: Buffer }> };
};

interface Produce {
  protocol: Protocol;
}

const replaced: unique symbol = Symbol("usp-telemetry: requests in one piece");

/** From now on kafkajs writes uncompressed produce requests with the function above. Doing it again changes nothing. */
export function writeRequestsInOnePiece(): void {
  writeHeadersInFront();
  const produce = produceProtocol();
  if (replaced in produce) return;
  const { protocol } = produce;
  produce.protocol = (wanted) => (given) => {
    const made = protocol(wanted)(given);
    if (wanted.version >= 3 && (given.compression ?? 0) === 0) {
      made.request.encode = () => Promise.resolve(asEncoder(encodeProduceRequest(given, Date.now())));
    }
    return made;
  };
  Object.defineProperty(produce, replaced, { value: true });
}

/** What kafkajs takes a payload from: the buffer as it is, filled to its end. */
const asEncoder = (buffer: Buffer): Payload => ({ buf: buffer, buffer, roomBytes: headroomBytes });

/** kafkajs's table of the request; a test guards that it is the one its brokers ask. */
export function produceProtocol(): Produce {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const produce = load("kafkajs/src/protocol/requests/produce/index.js");
  if (!isProduce(produce)) throw new TypeError("kafkajs no longer has the produce request we replace");
  return produce;
}

const isProduce = (value: unknown): value is Produce =>
  typeof value === "object" && value !== null && "protocol" in value && typeof value.protocol === "function";
