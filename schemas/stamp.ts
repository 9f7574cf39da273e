/**
 * The stamp that every writer puts on its records, as a header: who wrote it, the how-many-eth it is in its partition, and a
 * sum of its key and value. So the log itself tells whether a record is missing, is there twice or was altered on its way, also
 * when the writer was killed: a number is given with the send, and stays free when the send comes to nothing.
 */
import type { OutRecord } from "./out-record.ts";
import { sumOfRecord } from "./record-sum.ts";

export interface Stamp {
  /** One life of one writer: a restart is another. */
  readonly writer: string;
  /** From 0, without a gap, in each partition of each topic. */
  readonly sequence: number;
  /** See `record-sum.ts`. */
  readonly sum: number;
}

export const stampHeader = "usp.stamp";

/** What a stamp adds to a record, at most: its header, with a writer's name of 64 characters. */
export const stampBytes = 128;

/** The record with its stamp. */
export const stamped = (record: OutRecord, writer: string, sequence: number): OutRecord => ({
  ...record,
  headers: { ...record.headers, [stampHeader]: formatStamp(record, writer, sequence) },
});

const formatStamp = ({ key, value }: OutRecord, writer: string, sequence: number): string =>
  `${(sumOfRecord(key, value) - 1).toString(16).padStart(8, "0")}.${sequence}.${writer}`;

const form = /^([0-9a-f]{8})\.(\d{1,15})\.(.+)$/;

/** null: the record has no stamp. */
export function readStamp(headers: Readonly<Record<string, Buffer>>): Stamp | null {
  const [, sum, sequence, writer] = form.exec(headers[stampHeader]?.toString("latin1") ?? "") ?? [];
  if (sum === undefined || sequence === undefined || writer === undefined) return null;
  return { writer, sequence: Number(sequence), sum: Number.parseInt(sum, 16) + 1 };
}
