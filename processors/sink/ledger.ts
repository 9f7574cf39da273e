/** What the sink has done since it started, for its status. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { hourMs, type LedgerCount } from "#schemas/ledger-entry.ts";
import { Histogram, type HistogramCounts } from "#schemas/metrics.ts";
import type { ReadBatch } from "./backlog.ts";
import type { Awaited } from "./routes.ts";

export interface SinkStatus {
  /** Records inserted, by topic; a record inserted again counts again. */
  readonly inserted: Readonly<Record<string, number>>;
  /** Records dead-lettered here, by reason. */
  readonly deadLettered: Readonly<Record<string, number>>;
  /** Records of the dead-letter topic that ClickHouse refused. */
  readonly lostDeadLetters: number;
  /** How often retention had removed records of a partition before they were inserted. */
  readonly overtaken: number;
  /** The last thing that went wrong, also when it is over. */
  readonly lastError: string | null;
  /** What the sink waits for now; null while all goes well. */
  readonly waitingFor: string | null;
  /** Records of each insert. */
  readonly insertSizes: HistogramCounts;
  /** By topic and partition, Kafka's time of the newest record that is inserted and committed, since 1970. */
  readonly committedAt: Readonly<Record<string, Readonly<Record<number, number>>>>;
}

/** A count of the conservation ledger, and the hour in which Kafka got the records. */
export interface HourCount extends LedgerCount {
  readonly hour: number;
}

/** Up to the default of the largest insert. */
const insertSizeBounds = [1, 10, 100, 500, 1000, 2500, 5000, 10_000];

export class Ledger {
  readonly #inserted = new Map<string, number>();
  readonly #deadLettered = new Map<string, number>();
  #lostDeadLetters = 0;
  #overtaken = 0;
  #lastError: string | null = null;
  readonly #waitingFor = new Set<Awaited>();
  readonly #insertSizes = new Histogram(insertSizeBounds);
  readonly #committedAt = new Map<string, Map<number, number>>();
  readonly #counts = new Map<string, HourCount>();

  /** What became of records that Kafka got at `atMs`. */
  count(topic: string, partition: number, fate: string, atMs: number, records: number): void {
    const hour = atMs - (atMs % hourMs);
    const name = `${hour} ${topic} ${partition} ${fate}`;
    const before = this.#counts.get(name)?.records ?? 0;
    this.#counts.set(name, { hour, topic, partition, fate, records: before + records });
  }

  /** All of a batch, which seldom reaches over the end of an hour. */
  countInserted({ topic, partition, records }: ReadBatch): void {
    const times = records.map(({ timestampMs }) => timestampMs);
    const [first = 0, last = first] = [times[0], times.at(-1)];
    if (first - (first % hourMs) === last - (last % hourMs))
      return this.count(topic, partition, "inserted", first, times.length);
    for (const atMs of times) this.count(topic, partition, "inserted", atMs, 1);
  }

  /** Counts since the last time. */
  takeCounts(): readonly HourCount[] {
    const counts = [...this.#counts.values()];
    this.#counts.clear();
    return counts;
  }

  /** Records up to this time of Kafka's are through. */
  committed(topic: string, partition: number, atMs: number): void {
    const ofTopic = this.#committedAt.get(topic) ?? new Map<number, number>();
    this.#committedAt.set(topic, ofTopic.set(partition, atMs));
  }

  /** Somebody else's from now on. */
  revoked(topic: string, partition: number): void {
    this.#committedAt.get(topic)?.delete(partition);
  }

  inserted(topic: string, records: number): void {
    this.#insertSizes.observe(records);
    this.#inserted.set(topic, (this.#inserted.get(topic) ?? 0) + records);
  }

  deadLettered(reason: DeadLetterReason, detail: string): void {
    this.#deadLettered.set(reason, (this.#deadLettered.get(reason) ?? 0) + 1);
    this.#lastError = detail;
  }

  lostDeadLetter(detail: string): void {
    this.#lostDeadLetters += 1;
    this.#lastError = detail;
  }

  overtaken(detail: string): void {
    this.#overtaken += 1;
    this.#lastError = detail;
  }

  waiting(what: Awaited, detail: string): void {
    this.#waitingFor.add(what);
    this.#lastError = detail;
  }

  /** What was waited for is there; what still waits for it says so again at its next attempt. */
  settled(...what: readonly Awaited[]): void {
    for (const each of what) this.#waitingFor.delete(each);
  }

  status(): SinkStatus {
    return {
      inserted: Object.fromEntries(this.#inserted),
      deadLettered: Object.fromEntries(this.#deadLettered),
      lostDeadLetters: this.#lostDeadLetters,
      overtaken: this.#overtaken,
      lastError: this.#lastError,
      waitingFor: [...this.#waitingFor][0] ?? null,
      insertSizes: this.#insertSizes.counts(),
      committedAt: Object.fromEntries(
        [...this.#committedAt].map(([topic, times]) => [topic, Object.fromEntries(times)]),
      ),
    };
  }
}
