/**
 * What was read from the broker beside what was decoded, as sums over the messages in order of receipt (`record-sum.ts`): what
 * is lost, doubled or altered between the two shows as a difference, and one alone by its number.
 */
import type { TakenRange } from "#schemas/ledger-entry.ts";
import { addRecord, emptySum, mostOffsets, type RangeSum, sumOfRecord } from "#schemas/record-sum.ts";

/** Names of the two in entries, in place of a topic. */
export const readRange = "read";
export const decodedRange = "decoded";

interface Numbered {
  first: number;
  next: number;
  sum: RangeSum;
}

const begin = (): Numbered => ({ first: 0, next: 0, sum: emptySum });

export class Reading {
  readonly #read = begin();
  readonly #decoded = begin();

  /** Messages read so far. */
  get count(): number {
    return this.#read.next;
  }

  read(payload: Uint8Array): void {
    this.#read.sum = addRecord(this.#read.sum, this.#read.next - this.#read.first, numberOf(payload));
    this.#read.next += 1;
  }

  /** What was read last is decoded now. */
  decoded(payload: Uint8Array): void {
    const place = Math.max(0, this.#read.next - 1 - this.#decoded.first);
    this.#decoded.sum = addRecord(this.#decoded.sum, place, numberOf(payload));
    this.#decoded.next += 1;
  }

  /** Whether all that was read is decoded: else it may be on its way. */
  get isEven(): boolean {
    return this.#read.next === this.#decoded.next;
  }

  /** So much that sums need a new range. */
  get isFull(): boolean {
    return this.#read.next - this.#read.first >= mostOffsets - 1;
  }

  /** Both since the cut before; what is decoded later counts in the next. */
  cut(): readonly TakenRange[] {
    const both = [rangeOf(readRange, this.#read), rangeOf(decodedRange, this.#decoded)];
    const { next } = this.#read;
    for (const each of [this.#read, this.#decoded]) Object.assign(each, { first: next, next, sum: emptySum });
    return both;
  }
}

const numberOf = ({ buffer, byteOffset, length }: Uint8Array): number =>
  sumOfRecord(null, Buffer.from(buffer, byteOffset, length));

const rangeOf = (topic: string, { first, next, sum }: Numbered): TakenRange => ({
  topic,
  partition: -1,
  first_offset: first,
  next_offset: next,
  ...sum,
});
