/**
 * Avro object container files (Avro 1.12, "Object Container Files") around bodies that are not decoded.
 *
 * One record per block: where a block holds several, a body with stray bytes silently eats its neighbor.
 * Each record is widened by fields before and after its own bytes, which stay untouched: Avro's binary form of a
 * record is its fields' one after the other. The field after them repeats the offset, so that a body which is
 * shorter or longer than its schema says does not pass the landing table's constraint `whole`.
 */
import { createHash } from "node:crypto";
import type { RecordSchema } from "./avro-schema.ts";

/** Where in Kafka a record was. */
export interface RecordOrigin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Kafka's timestamp, milliseconds since 1970. */
  readonly timestampMs: number;
}

/** A body without its 5-byte header, and where it was. */
export interface SinkRecord extends RecordOrigin {
  readonly body: Buffer;
}

/** Fields before the record's own. */
export const originFields = [
  { name: "kafka_topic", type: "string" },
  { name: "kafka_partition", type: "int" },
  { name: "kafka_offset", type: "long" },
  { name: "kafka_timestamp", type: { type: "long", logicalType: "timestamp-millis" } },
] as const;

/** The field after the record's own: the offset once more. */
export const endField = { name: "kafka_offset_again", type: "long" } as const;

/** The schema of a container's records: the writer's own fields between ours. */
export const widenSchema = (schema: RecordSchema): RecordSchema => ({
  ...schema,
  fields: [...originFields, ...schema.fields, endField],
});

const syncBytes = 16;
const magic = Buffer.from([0x4f, 0x62, 0x6a, 0x01]); // "Obj", version 1

/** Builds containers for records of one schema; the header is computed once. */
export function createContainer(schema: RecordSchema): (records: readonly SinkRecord[]) => Buffer {
  const text = Buffer.from(JSON.stringify(widenSchema(schema)));
  // The specification asks for 16 bytes that do not occur by chance; nobody scans for them here.
  const sync = createHash("sha256").update(text).digest().subarray(0, syncBytes);
  const header = Buffer.concat([
    magic,
    encodeLong(2),
    encodeString("avro.schema"),
    encodeBytes(text),
    encodeString("avro.codec"),
    encodeString("null"),
    encodeLong(0),
    sync,
  ]);
  return (records) => {
    const sizes = records.map((record) => sizeOfRecord(record));
    const blocks = sizes.reduce((sum, size) => sum + 1 + sizeOfLong(size) + size + syncBytes, 0);
    const container = Buffer.allocUnsafe(header.length + blocks);
    let end = header.copy(container);
    for (const [index, record] of records.entries()) {
      end = writeLong(container, end, 1);
      end = writeLong(container, end, sizes[index] ?? 0);
      end = writeRecord(container, end, record);
      end += sync.copy(container, end);
    }
    return container;
  };
}

function sizeOfRecord({ topic, partition, offset, timestampMs, body }: SinkRecord): number {
  const topicBytes = Buffer.byteLength(topic);
  const place = sizeOfLong(topicBytes) + topicBytes + sizeOfLong(partition) + sizeOfLong(timestampMs);
  return place + 2 * sizeOfLong(offset) + body.length;
}

/** Where the record ends. */
function writeRecord(into: Buffer, at: number, record: SinkRecord): number {
  const { topic, partition, offset, timestampMs, body } = record;
  let end = writeLong(into, at, Buffer.byteLength(topic));
  end += into.write(topic, end);
  end = writeLong(into, end, partition);
  end = writeLong(into, end, offset);
  end = writeLong(into, end, timestampMs);
  end += body.copy(into, end);
  return writeLong(into, end, offset);
}

const encodeString = (text: string): Buffer => encodeBytes(Buffer.from(text, "utf8"));

const encodeBytes = (bytes: Buffer): Buffer => Buffer.concat([encodeLong(bytes.length), bytes]);

/** A whole number between -2^52 and 2^52 as Avro writes int and long: zigzag, seven bits a byte, low ones first. */
export function encodeLong(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(sizeOfLong(value));
  writeLong(bytes, 0, value);
  return bytes;
}

const zigzagOf = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function sizeOfLong(value: number): number {
  let size = 1;
  for (let rest = zigzagOf(value); rest > 0x7f; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Where the number ends. */
function writeLong(into: Buffer, at: number, value: number): number {
  let end = at;
  let rest = zigzagOf(value);
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) into[end++] = (rest % 128) | 0x80;
  into[end++] = rest;
  return end;
}
