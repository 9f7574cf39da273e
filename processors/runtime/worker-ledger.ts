/**
 * What a partition of the worker took in and wrote, for the conservation ledger. It goes out in the worker's own transactions
 * and is kept in its checkpoint between them, so it is true after any kill: counted once, like the outputs.
 *
 * A range is open from its first record until it is old or long enough, or another hour begins; then it is an entry. The
 * record numbers of stamps go on where the checkpoint says.
 */
import { hourMs, type LedgerEntry } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { addRecord, emptySum, mostOffsets, type RangeSum } from "#schemas/record-sum.ts";
import { stamped } from "#schemas/stamp.ts";
import { epochMs } from "#schemas/units.ts";

/** What became of a record of telemetry. */
export type TelemetryFate = "folded" | "tick" | "duplicate" | "late" | "unused" | "skipped";

/** What a checkpoint keeps of it. */
export interface LedgerState {
  readonly writer: string;
  /** Next number of a stamp, by topic. */
  readonly sequences: Readonly<Record<string, number>>;
  /** Where the open range begins, and where it is. */
  readonly from: number;
  readonly to: number;
  /** Kafka's time of its first record; null while it has none. */
  readonly since: number | null;
  readonly sum: RangeSum;
  readonly fates: Readonly<Partial<Record<TelemetryFate, number>>>;
}

export interface LedgerSettings {
  /** The topic taken in. */
  readonly topic: string;
  /** Name of this writer, where no checkpoint has one. */
  readonly writer: string;
  readonly toRecord: (entry: LedgerEntry, partition: number) => OutRecord;
}

/** By Kafka's time of the records. */
const longestRangeMs = 10_000;
const mostRecords = 20_000;

interface OpenRange {
  readonly from: number;
  to: number;
  since: number | null;
  sum: RangeSum;
  readonly fates: Partial<Record<TelemetryFate, number>>;
}

const openRange = (from: number): OpenRange => ({ from, to: from, since: null, sum: emptySum, fates: {} });

export class WorkerLedger {
  readonly #settings: LedgerSettings;
  readonly #partition: number;
  readonly #writer: string;
  readonly #sequences: Map<string, number>;
  #open: OpenRange;
  #latest = 0;
  #entries: LedgerEntry[] = [];

  /** `kept`: what the checkpoint had; `offset`: E, where a partition without it begins. */
  constructor(settings: LedgerSettings, partition: number, kept: LedgerState | null, offset: number) {
    this.#settings = settings;
    this.#partition = partition;
    this.#writer = kept?.writer ?? settings.writer;
    this.#sequences = new Map(Object.entries(kept?.sequences ?? {}));
    this.#open = kept === null ? openRange(offset) : { ...kept, fates: { ...kept.fates } };
  }

  /** Something was taken in that no entry says yet. */
  get isUntold(): boolean {
    return this.#open.since !== null || this.#entries.length > 0;
  }

  /** An output with its stamp. */
  stamp(record: OutRecord): OutRecord {
    const sequence = this.#sequences.get(record.topic) ?? 0;
    this.#sequences.set(record.topic, sequence + 1);
    return stamped(record, this.#writer, sequence);
  }

  /** One record is through; `number` is its own (`record-sum.ts`), `appendedAt` when Kafka got it. */
  take(offset: number, number: number, fate: TelemetryFate, appendedAt: number): void {
    const { since, from, sum } = this.#open;
    const isOver = since !== null && (hourOf(since) !== hourOf(appendedAt) || offset - from > mostOffsets);
    if (isOver || sum.records >= mostRecords) this.#close();
    const open = this.#open;
    open.to = offset + 1;
    open.since ??= appendedAt;
    open.sum = addRecord(open.sum, offset - open.from, number);
    open.fates[fate] = (open.fates[fate] ?? 0) + 1;
    this.#latest = appendedAt;
  }

  /** Entries that are due, as stamped records; `everything`: of what is open too. */
  cut(everything: boolean): readonly OutRecord[] {
    const { since } = this.#open;
    if (since !== null && (everything || this.#latest - since >= longestRangeMs)) this.#close();
    const entries = this.#entries;
    this.#entries = [];
    return entries.map((entry) =>
      this.stamp(this.#settings.toRecord(this.#withWritten(entry), this.#partition)),
    );
  }

  /** For the checkpoint of the cut before. */
  state(): LedgerState {
    const { from, to, since, sum, fates } = this.#open;
    const sequences = Object.fromEntries(this.#sequences);
    return { writer: this.#writer, sequences, from, to, since, sum, fates: { ...fates } };
  }

  #close(): void {
    const { from, to, since, sum, fates } = this.#open;
    const { topic } = this.#settings;
    const partition = this.#partition;
    const place = { topic, partition };
    this.#entries.push({
      stage: "worker",
      writer: this.#writer,
      hour: epochMs(hourOf(since ?? 0)),
      open: 0,
      counts: Object.entries(fates).map(([fate, records]) => ({ ...place, fate, records })),
      taken: [{ ...place, first_offset: from, next_offset: to, ...sum }],
      written: [],
    });
    this.#open = openRange(to);
  }

  /** All numbers given so far are of this transaction or one before. */
  #withWritten(entry: LedgerEntry): LedgerEntry {
    const partition = this.#partition;
    const written = [...this.#sequences].map(([topic, next]) => ({ topic, partition, next_sequence: next }));
    return { ...entry, written };
  }
}

const hourOf = (ms: number): number => ms - (ms % hourMs);

const fateNames = new Set<string>([
  "folded",
  "tick",
  "duplicate",
  "late",
  "unused",
  "skipped",
] satisfies TelemetryFate[]);

/** Whether a checkpoint's text has one. */
export function isLedgerState(value: unknown): value is LedgerState {
  if (typeof value !== "object" || value === null) return false;
  const { writer, sequences, from, to, since, sum, fates }: Partial<Record<keyof LedgerState, unknown>> =
    value;
  return (
    typeof writer === "string" &&
    areCounts(sequences, () => true) &&
    isCount(from) &&
    isCount(to) &&
    (since === null || isCount(since)) &&
    areCounts(sum, () => true) &&
    areCounts(fates, (name) => fateNames.has(name))
  );
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const areCounts = (value: unknown, isName: (name: string) => boolean): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).every(([name, count]) => isName(name) && isCount(count));
