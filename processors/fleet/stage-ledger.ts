/**
 * What the fleet stage took in and wrote, for the conservation ledger. Its entries go out in the transaction that moves the
 * group's offsets, so they are true after any kill, and nothing must be kept from one to the next: a range is what lies between
 * the group's offset before a transaction and after it. A candidate that is held is taken in once the offset has passed it.
 */
import { hourMs, type LedgerEntry, type TakenRange } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { addRecord, emptySum, mostOffsets, type RangeSum } from "#schemas/record-sum.ts";
import { stamped } from "#schemas/stamp.ts";
import { epochMs } from "#schemas/units.ts";

export type CandidateFate = "taken" | "unreadable";

/** One candidate read. */
export interface ReadCandidate {
  readonly offset: number;
  /** Its number in sums (`record-sum.ts`). */
  readonly number: number;
  readonly fate: CandidateFate;
  /** When Kafka got it. */
  readonly appendedAt: number;
}

export interface StageLedgerSettings {
  /** The topic taken in. */
  readonly topic: string;
  /** The topic whose records are stamped; that of their state keeps only the newest, and is not counted. */
  readonly stampedTopic: string;
  /** One life of the stage. */
  readonly writer: string;
  readonly toRecord: (entry: LedgerEntry) => OutRecord;
}

interface Range {
  readonly hour: number;
  readonly first: number;
  next: number;
  sum: RangeSum;
  readonly fates: Map<CandidateFate, number>;
}

export class StageLedger {
  readonly #settings: StageLedgerSettings;
  /** The group's offset of each partition. */
  readonly #from: Map<number, number>;
  /** Read, and the group's offset is before it. */
  readonly #waiting = new Map<number, ReadCandidate[]>();
  /** Next number of a stamp, by topic and partition. */
  readonly #sequences = new Map<string, number>();

  /** `from`: the group's offsets now. */
  constructor(settings: StageLedgerSettings, from: ReadonlyMap<number, number>) {
    this.#settings = settings;
    this.#from = new Map(from);
  }

  take(partition: number, candidate: ReadCandidate): void {
    const waiting = this.#waiting.get(partition) ?? [];
    waiting.push(candidate);
    this.#waiting.set(partition, waiting);
    if (!this.#from.has(partition)) this.#from.set(partition, candidate.offset);
  }

  /** What a transaction writes, stamped, with the entries of what its offsets pass; `now` is the hour of a range without records. */
  cut(
    told: readonly OutRecord[],
    offsets: Iterable<{ readonly partition: number; readonly offset: number }>,
    now: number,
  ): readonly OutRecord[] {
    const ranges = [...offsets].flatMap(({ partition, offset }) =>
      this.#rangesTo(partition, offset, now).map((range) => ({ partition, range })),
    );
    const records = told.map((record) => this.#stamp(record));
    const written = [...new Set(told.map(placeOf))].flatMap((place) => this.#writtenAt(place));
    const hours = [...Map.groupBy(ranges, ({ range }) => range.hour)].toSorted(([a], [b]) => a - b);
    const entries = hours.map(([hour, those]) => this.#entry(hour, those));
    const [first = this.#entry(now - (now % hourMs), []), ...more] = entries;
    if (entries.length === 0 && written.length === 0) return records;
    const ledger = [{ ...first, written }, ...more].map((entry) =>
      stampWith(this.#settings, this.#sequences, this.#settings.toRecord(entry)),
    );
    return [...records, ...ledger];
  }

  #stamp(record: OutRecord): OutRecord {
    if (record.topic !== this.#settings.stampedTopic) return record;
    return stampWith(this.#settings, this.#sequences, record);
  }

  #writtenAt(place: string): LedgerEntry["written"] {
    const next = this.#sequences.get(place);
    const [topic = "", partition] = place.split("|");
    return next === undefined ? [] : [{ topic, partition: Number(partition), next_sequence: next }];
  }

  /** One for each hour in which Kafka got some of them. */
  #rangesTo(partition: number, offset: number, now: number): readonly Range[] {
    const from = this.#from.get(partition) ?? offset;
    this.#from.set(partition, offset);
    if (offset <= from) return [];
    const waiting = this.#waiting.get(partition) ?? [];
    const passed = waiting.filter((candidate) => candidate.offset < offset);
    this.#waiting.set(partition, waiting.slice(passed.length));
    const ranges: Range[] = [];
    for (const { offset: at, number, fate, appendedAt } of passed) {
      const before = ranges.at(-1);
      const hour = Math.max(before?.hour ?? 0, appendedAt - (appendedAt % hourMs));
      const isNext = before === undefined || hour > before.hour || at - before.first > mostOffsets;
      const range = isNext ? rangeFrom(before?.next ?? from, hour) : before;
      if (isNext) ranges.push(range);
      range.next = at + 1;
      range.sum = addRecord(range.sum, at - range.first, number);
      range.fates.set(fate, (range.fates.get(fate) ?? 0) + 1);
    }
    const last = ranges.at(-1);
    if (last === undefined) ranges.push({ ...rangeFrom(from, now - (now % hourMs)), next: offset });
    else last.next = offset;
    return ranges;
  }

  #entry(
    hour: number,
    ranges: readonly { readonly partition: number; readonly range: Range }[],
  ): LedgerEntry {
    const { topic, writer } = this.#settings;
    return {
      stage: "fleet",
      writer,
      hour: epochMs(hour),
      open: 0,
      counts: ranges.flatMap(({ partition, range }) =>
        [...range.fates].map(([fate, records]) => ({ topic, partition, fate, records })),
      ),
      taken: ranges.map(({ partition, range: { first, next, sum } }): TakenRange => ({
        topic,
        partition,
        first_offset: first,
        next_offset: next,
        ...sum,
      })),
      written: [],
    };
  }
}

const rangeFrom = (first: number, hour: number): Range => ({
  hour,
  first,
  next: first,
  sum: emptySum,
  fates: new Map(),
});

const placeOf = ({ topic, partition }: OutRecord): string => `${topic}|${partition}`;

function stampWith(
  { writer }: StageLedgerSettings,
  sequences: Map<string, number>,
  record: OutRecord,
): OutRecord {
  const place = placeOf(record);
  const sequence = sequences.get(place) ?? 0;
  sequences.set(place, sequence + 1);
  return stamped(record, writer, sequence);
}
