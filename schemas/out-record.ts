/** One record on its way into Kafka: everything decided, bytes included. */
export interface OutRecord {
  readonly topic: string;
  /** Chosen by the writer (`partition.ts`), never by the client. */
  readonly partition: number;
  readonly key: Buffer | null;
  /** null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
  /** Kafka's timestamp; the time of sending when absent. */
  readonly timestampMs?: number;
}

/** What one record may cost beside its bytes: varints, attributes, deltas (record format v2), rounded up. */
const recordOverheadBytes = 32;
const headerOverheadBytes = 10;

/** Size of a record in a Kafka batch before compression, in bytes; never below the real one. */
export function recordSizeBytes(record: OutRecord): number {
  let size = recordOverheadBytes + (record.key?.length ?? 0) + (record.value?.length ?? 0);
  if (record.headers === undefined) return size;
  for (const [name, value] of Object.entries(record.headers)) {
    size += headerOverheadBytes + Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  return size;
}

/** A record that Kafka would refuse; it was not sent and nothing behind it is held up. */
export class RecordTooLargeError extends Error {
  override readonly name = "RecordTooLargeError";
  readonly topic: string;
  readonly partition: number;
  readonly sizeBytes: number;
  readonly limitBytes: number;

  constructor(record: OutRecord, sizeBytes: number, limitBytes: number) {
    super(`A record of ${sizeBytes} bytes for ${record.topic} is above the limit of ${limitBytes} bytes`);
    this.topic = record.topic;
    this.partition = record.partition;
    this.sizeBytes = sizeBytes;
    this.limitBytes = limitBytes;
  }
}
