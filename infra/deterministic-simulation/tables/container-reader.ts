/** Reads the Avro containers that the sink writes, as ClickHouse does: all of one, or nothing. */
import { type AvroType, compileType } from "#schemas/avro.ts";

/** A record of a landing table: the writer's fields and where it was in the log. */
export type LandedRecord = Readonly<Record<string, unknown>>;

const syncBytes = 16;
const magicBytes = 4;

/** By schema text: to compile one takes longer than to read a thousand records. */
const types = new Map<string, AvroType<LandedRecord>>();

/** Throws, with the reason, on bytes that are not what their schema says. */
export function readContainer(container: Buffer): readonly LandedRecord[] {
  const cursor = { bytes: container, at: magicBytes };
  let schema = "";
  for (let count = readLong(cursor); count > 0; count = readLong(cursor))
    for (let entry = 0; entry < count; entry += 1) {
      const name = readBytes(cursor).toString("utf8");
      const value = readBytes(cursor).toString("utf8");
      if (name === "avro.schema") schema = value;
    }
  cursor.at += syncBytes;
  const type = types.get(schema) ?? compileType<LandedRecord>(schema);
  types.set(schema, type);
  const records: LandedRecord[] = [];
  while (cursor.at < container.length) {
    if (readLong(cursor) !== 1) throw new RangeError("a block of several records");
    const decoded = type.decode(readBytes(cursor));
    if (!decoded.ok) throw new RangeError(decoded.detail);
    const record = decoded.value;
    if (record["kafka_offset"] !== record["kafka_offset_again"]) throw new RangeError("not whole");
    records.push(record);
    cursor.at += syncBytes;
  }
  return records;
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Avro's zigzag. */
function readLong(cursor: Cursor): number {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

function readBytes(cursor: Cursor): Buffer {
  const size = readLong(cursor);
  const from = cursor.at;
  cursor.at += size;
  return cursor.bytes.subarray(from, cursor.at);
}
