/** What is read from Kafka and not yet taken for an insert: first in, first out, and full at a bound. */
import type { KafkaRecord } from "./dead-letter-row.ts";

/** Records of one partition in order, as the consumer hands them over. */
export interface ReadBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly KafkaRecord[];
  /** Where reading goes on after this batch. */
  readonly next: number;
}

export interface BacklogLimits {
  /** Most records in one flush, except that a batch is never cut. */
  readonly records: number;
  /** Most bytes of values in one flush, likewise. */
  readonly bytes: number;
}

/** Anything around a batch. */
interface OfBatch {
  readonly batch: ReadBatch;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly bytes: number;
}

export class Backlog<Item extends OfBatch> {
  readonly #limits: BacklogLimits;
  #waiting: Waiting<Item>[] = [];
  #records = 0;
  #bytes = 0;

  constructor(limits: BacklogLimits) {
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Enough for a flush now, whatever the time. */
  get isDue(): boolean {
    return this.#records >= this.#limits.records || this.#bytes >= this.#limits.bytes;
  }

  /** So much that reading should stop: a flush is under way and another one waits. */
  get isFull(): boolean {
    return this.#records >= 2 * this.#limits.records || this.#bytes >= 2 * this.#limits.bytes;
  }

  add(item: Item): void {
    const { batch } = item;
    const bytes = batch.records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    this.#waiting.push({ item, bytes });
    this.#count(batch, bytes);
  }

  /** Takes out the oldest batches, up to the limits but at least one. */
  take(): Item[] {
    const taken: Item[] = [];
    let [records, bytes] = [0, 0];
    for (const waiting of this.#waiting) {
      records += waiting.item.batch.records.length;
      bytes += waiting.bytes;
      if (taken.length > 0 && (records > this.#limits.records || bytes > this.#limits.bytes)) break;
      taken.push(waiting.item);
    }
    for (const { item, bytes: size } of this.#waiting.splice(0, taken.length))
      this.#count(item.batch, -size, -1);
    return taken;
  }

  /** Forgets a partition that is now somebody else's. */
  drop(topic: string, partition: number): void {
    const isOther = ({ item: { batch } }: Waiting<Item>): boolean =>
      batch.topic !== topic || batch.partition !== partition;
    const kept = this.#waiting.filter(isOther);
    for (const waiting of this.#waiting) {
      if (!isOther(waiting)) this.#count(waiting.item.batch, -waiting.bytes, -1);
    }
    this.#waiting = kept;
  }

  #count(batch: ReadBatch, bytes: number, sign: 1 | -1 = 1): void {
    this.#records += sign * batch.records.length;
    this.#bytes += bytes;
  }
}
