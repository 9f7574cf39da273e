/**
 * One partition of a topic against what its reader said it took in: ranges of offsets, each with the number of its records and
 * two sums, of which the second tells which record a single difference is (`record-sum.ts`).
 */
import type { TakenRange } from "#schemas/ledger-entry.ts";
import { addRecord, emptySum, isSameSum, placeOfDifference, type RangeSum } from "#schemas/record-sum.ts";
import type { Finding } from "./finding.ts";

/** Ranges of one life of a reader, in the order it wrote them. */
export interface Taken {
  readonly writer: string;
  readonly ranges: readonly TakenRange[];
}

export interface TakenTopic {
  readonly topic: string;
  readonly reader: string;
  readonly partition: number;
  readonly low: number;
  /** The first offset that was not looked at. */
  readonly end: number;
}

/** What the log has of one range. */
interface Counted {
  readonly range: TakenRange;
  readonly writer: string;
  sum: RangeSum;
  /** Offset and number of each record, while the range is open. */
  records: { readonly offset: number; readonly number: number }[];
}

export class TakenAudit {
  readonly #of: TakenTopic;
  readonly #ranges: Counted[];
  readonly #findings: Finding[] = [];
  readonly #reached: number;
  #open: Counted[] = [];
  #next = 0;
  #handedOn = 0;
  #takenIn = 0;
  #before = 0;
  #behind = 0;
  #firstBehind: number | null = null;

  constructor(of: TakenTopic, taken: readonly Taken[]) {
    this.#of = of;
    for (const each of taken) this.#findHoles(each);
    const whole = taken.flatMap(({ writer, ranges }) =>
      ranges
        .filter(({ first_offset, next_offset }) => first_offset >= of.low && first_offset < next_offset)
        .map((range): Counted => ({ range, writer, sum: emptySum, records: [] })),
    );
    this.#ranges = whole.sort((a, b) => a.range.first_offset - b.range.first_offset);
    this.#reached = Math.max(
      of.low,
      ...taken.flatMap(({ ranges }) => ranges.map(({ next_offset }) => next_offset)),
    );
  }

  get handedOn(): number {
    return this.#handedOn;
  }

  get takenIn(): number {
    return this.#takenIn;
  }

  /** Records before the first range. */
  get before(): number {
    return this.#before;
  }

  /** In order of offsets. */
  add(offset: number, number: number): void {
    this.#closeBefore(offset);
    for (let next = this.#ranges[this.#next]; next !== undefined && next.range.first_offset <= offset;) {
      this.#open.push(next);
      this.#next += 1;
      next = this.#ranges[this.#next];
    }
    this.#closeBefore(offset);
    if (this.#open.length === 0) return this.#outside(offset);
    for (const open of this.#open) {
      open.sum = addRecord(open.sum, offset - open.range.first_offset, number);
      open.records.push({ offset, number });
    }
  }

  /** Ranges that reach beyond what was looked at are left for another time. */
  finish(): readonly Finding[] {
    this.#closeBefore(this.#of.end);
    for (const rest of this.#ranges.slice(this.#next))
      if (rest.range.next_offset <= this.#of.end) this.#judge(rest);
    if (this.#firstBehind !== null)
      this.#find("behind", this.#firstBehind, this.#of.end, this.#behind, "not taken in yet");
    return this.#findings.splice(0);
  }

  #outside(offset: number): void {
    if (offset >= this.#reached && this.#ranges.length > 0) {
      this.#handedOn += 1;
      this.#behind += 1;
      this.#firstBehind ??= offset;
    } else if (this.#next === 0) this.#before += 1;
    else this.#handedOn += 1; // In a hole, which is told as one.
  }

  #closeBefore(offset: number): void {
    const over = this.#open.filter(({ range }) => range.next_offset <= offset);
    if (over.length === 0) return;
    this.#open = this.#open.filter(({ range }) => range.next_offset > offset);
    for (const each of over) this.#judge(each);
  }

  #judge({ range, sum, records, writer }: Counted): void {
    this.#handedOn += sum.records;
    this.#takenIn += range.records;
    if (isSameSum(range, sum)) return;
    const { first_offset: first, next_offset: next } = range;
    const place = placeOfDifference(sum, range, next - first);
    const more = range.records - sum.records;
    const kind = more === -1 ? "missing" : more === 1 ? "doubled" : "altered";
    const found = place === null ? undefined : records.find(({ offset }) => offset === first + place);
    if (Math.abs(more) > 1 || found === undefined)
      return this.#find("differs", first, next, Math.max(1, Math.abs(more)), `in what ${writer} took in`);
    this.#find(kind, found.offset, found.offset + 1, 1, `in what ${writer} took in`);
  }

  /** A life's ranges follow each other. */
  #findHoles({ writer, ranges }: Taken): void {
    for (const [index, range] of ranges.entries()) {
      const before = ranges[index - 1]?.next_offset ?? range.first_offset;
      const { low } = this.#of;
      if (range.first_offset > Math.max(before, low))
        this.#find(
          "missing",
          Math.max(before, low),
          range.first_offset,
          range.first_offset - before,
          `in what ${writer} took in`,
        );
      if (range.first_offset < before)
        this.#find(
          "doubled",
          range.first_offset,
          before,
          before - range.first_offset,
          `in what ${writer} took in`,
        );
    }
  }

  #find(kind: Finding["kind"], first: number, next: number, records: number, detail: string): void {
    const { topic, partition, reader: to } = this.#of;
    this.#findings.push({
      from: topic,
      to,
      kind,
      topic,
      partition,
      first,
      next,
      of: "offset",
      records,
      detail,
    });
  }
}
