/** One partition of the simulated log: records and markers at their offsets, what of them is committed, what compaction left. */
import type { KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { LogError } from "./log-error.ts";

/** A transaction as far as readers see it; undecided until its markers are written. */
export interface Decision {
  isCommitted: boolean | null;
}

interface Entry {
  readonly offset: number;
  /** null: a marker of a transaction's end. */
  readonly record: KafkaRecord | null;
  /** null: written outside of transactions. */
  readonly decision: Decision | null;
}

/** What one fetch gives. */
export interface Fetched {
  readonly records: readonly KafkaRecord[];
  /** Where reading goes on; the position itself where nothing is to be read yet. */
  readonly next: number;
}

export class LogPartition {
  #entries: Entry[] = [];
  #low = 0;
  #high = 0;
  /** First offsets of what is open in this partition. */
  readonly #open = new Map<Decision, number>();
  #waiting: (() => void)[] = [];

  get range(): { readonly low: number; readonly high: number } {
    return { low: this.#low, high: this.#high };
  }

  /** Everything before it is decided. */
  get stable(): number {
    return this.#open.size === 0 ? this.#high : Math.min(...this.#open.values());
  }

  /** Returns the first one's offset. */
  append(records: readonly OutRecord[], appendedAtMs: number, decision: Decision | null): number {
    const first = this.#high;
    if (decision !== null && !this.#open.has(decision)) this.#open.set(decision, first);
    for (const record of records) {
      this.#entries.push({
        offset: this.#high,
        record: toStored(record, this.#high, appendedAtMs),
        decision,
      });
      this.#high += 1;
    }
    this.#tell();
    return first;
  }

  /** Writes the marker of a transaction that has records here. */
  end(decision: Decision): void {
    this.#entries.push({ offset: this.#high, record: null, decision });
    this.#high += 1;
    this.#open.delete(decision);
    this.#tell();
  }

  /** At most so many committed records from there on. Throws where the log has no such offset. */
  read(position: number, mostRecords: number): Fetched {
    if (position < this.#low || position > this.#high) throw new LogError("OFFSET_OUT_OF_RANGE");
    const records: KafkaRecord[] = [];
    const { stable } = this;
    for (let at = this.#placeOf(position); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry === undefined || entry.offset >= stable) break;
      if (entry.record === null || entry.decision?.isCommitted === false) continue;
      if (records.length >= mostRecords) return { records, next: entry.offset };
      records.push(entry.record);
    }
    return { records, next: Math.max(position, stable) };
  }

  /** First offset that was got after that time; the end where there is none. */
  firstAfter(ms: number): number {
    return (
      this.#entries.find(({ record }) => record !== null && record.timestampMs > ms)?.offset ?? this.#high
    );
  }

  /** Offset of the last committed record; -1 without one. */
  get lastCommitted(): number {
    const { stable } = this;
    return (
      this.#entries.findLast(
        ({ offset, record, decision }) =>
          offset < stable && record !== null && decision?.isCommitted !== false,
      )?.offset ?? -1
    );
  }

  /** All that is committed. */
  committed(): readonly KafkaRecord[] {
    return this.read(this.#low, Number.POSITIVE_INFINITY).records;
  }

  /** Once, when there is more to read than now. */
  whenGrown(then: () => void): void {
    this.#waiting.push(then);
  }

  /** Retention has taken what is before `offset`. */
  truncate(offset: number): void {
    this.#low = Math.max(this.#low, Math.min(offset, this.#high));
    this.#entries = this.#entries.slice(this.#placeOf(this.#low));
  }

  /** Takes what has a newer record of its key, of what is decided and before `until`. */
  compact(until: number): void {
    const end = Math.min(until, this.stable);
    const newest = new Map<string, number>();
    const isReadable = ({ decision }: Entry): boolean => decision?.isCommitted !== false;
    for (const entry of this.#entries)
      if (entry.offset < end && isReadable(entry) && entry.record?.key)
        newest.set(entry.record.key.toString("latin1"), entry.offset);
    this.#entries = this.#entries.filter((entry) => {
      if (entry.offset >= end || entry.record === null || entry.record.key === null) return true;
      return isReadable(entry) && newest.get(entry.record.key.toString("latin1")) === entry.offset;
    });
  }

  /** Index of the first entry at or behind an offset. */
  #placeOf(offset: number): number {
    let [from, to] = [0, this.#entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#entries[middle]?.offset ?? 0) < offset) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const then of waiting) then();
  }
}

function toStored({ key, value, headers = {} }: OutRecord, offset: number, timestampMs: number): KafkaRecord {
  const stored = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
  return { offset, key, value, headers: Object.fromEntries(stored), timestampMs };
}
