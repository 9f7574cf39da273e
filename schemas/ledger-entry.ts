/** The record of `ledger-entry.avsc`; field for field (a test holds them together). */
import type { AvroType } from "./avro.ts";
import type { OutRecord } from "./out-record.ts";
import { topics } from "./topics.ts";
import type { EpochMs } from "./units.ts";

export type LedgerStage = "bridge" | "collector" | "worker" | "fleet" | "sink";

export interface LedgerCount {
  /** Kafka topic; empty for messages of gateways. */
  readonly topic: string;
  /** -1 for messages of gateways. */
  readonly partition: number;
  readonly fate: string;
  readonly records: number;
}

/** A range of offsets taken in, with its sums (`record-sum.ts`). */
export interface TakenRange {
  readonly topic: string;
  readonly partition: number;
  readonly first_offset: number;
  /** The first that is not in it. */
  readonly next_offset: number;
  readonly records: number;
  readonly sum: number;
  readonly located: number;
}

export interface WrittenRange {
  readonly topic: string;
  readonly partition: number;
  /** Stamps up to here, from 0, are in Kafka. */
  readonly next_sequence: number;
}

/** What one process did since its last entry, or one partition of it. An entry is never repeated. */
export interface LedgerEntry {
  readonly stage: LedgerStage;
  /** One life of one writer, as in the stamps of its records. */
  readonly writer: string;
  /** Begin of the hour. */
  readonly hour: EpochMs;
  /** Messages that had no fate yet at the end. */
  readonly open: number;
  readonly counts: readonly LedgerCount[];
  readonly taken: readonly TakenRange[];
  readonly written: readonly WrittenRange[];
}

export const hourMs = 3_600_000;

/** An entry for this partition of the ledger's topic; the key says whose it is. */
export const toLedgerRecord = (
  entry: LedgerEntry,
  { type, schemaId }: { readonly type: AvroType<LedgerEntry>; readonly schemaId: number },
  partition: number,
): OutRecord => ({
  topic: topics.ledger.name,
  partition,
  key: Buffer.from(`${entry.stage} ${entry.writer}`),
  value: type.encode(entry, schemaId),
});
