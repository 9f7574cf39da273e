/**
 * One partition of a topic against the stamps of its records: each writer's are numbered without a gap, the sum in each is that
 * of the bytes beside it, and what a writer said it had written is there.
 */
import type { Stamp } from "#schemas/stamp.ts";
import type { Finding } from "./finding.ts";

/** A record as the log has it. */
export interface LogRecord {
  readonly offset: number;
  readonly stamp: Stamp | null;
  /** Of its bytes as they are. */
  readonly sum: number;
}

export interface WrittenTopic {
  /** The topic's noun, for a person. */
  readonly topic: string;
  readonly partition: number;
  /** The first offset that Kafka still has: what was written before is not missing. */
  readonly low: number;
}

interface Writer {
  /** Its next number. */
  next: number;
  lastOffset: number;
}

export class WrittenAudit {
  readonly #of: WrittenTopic;
  readonly #writers = new Map<string, Writer>();
  readonly #findings: Finding[] = [];
  #stamped = 0;
  #before = 0;
  #missing = 0;

  constructor(of: WrittenTopic) {
    this.#of = of;
  }

  /** Records with a stamp. */
  get stamped(): number {
    return this.#stamped;
  }

  /** What the stamps say was written from the first that is there on. */
  get written(): number {
    return this.#stamped + this.#missing;
  }

  /** Records from before there were stamps. */
  get before(): number {
    return this.#before;
  }

  /** In order of offsets. */
  add({ offset, stamp, sum }: LogRecord): void {
    if (stamp === null) return this.#unstamped(offset);
    this.#stamped += 1;
    const place = {
      first: offset,
      next: offset + 1,
      of: "offset",
      records: 1,
      detail: nameOf(stamp),
    } as const;
    if (stamp.sum !== sum) this.#find(stageOf(stamp.writer), "altered", place);
    const { writer, sequence } = stamp;
    const known = this.#writers.get(writer);
    const expected = known?.next ?? (this.#of.low === 0 ? 0 : sequence);
    if (sequence < expected) return this.#find(stageOf(writer), "doubled", place);
    if (sequence > expected) this.#lack(writer, expected, sequence, known?.lastOffset ?? null, offset);
    this.#writers.set(writer, { next: sequence + 1, lastOffset: offset });
  }

  /** After the last record: `claims` are what writers said before the end was looked for. */
  finish(claims: ReadonlyMap<string, number>): readonly Finding[] {
    for (const [writer, claimed] of claims) {
      const known = this.#writers.get(writer);
      // One that wrote nothing that is still there may have written it all before the log's start.
      const next = known?.next ?? (this.#of.low === 0 ? 0 : claimed);
      if (next < claimed) this.#lack(writer, next, claimed, known?.lastOffset ?? null, null);
    }
    return this.#findings.splice(0);
  }

  #lack(writer: string, first: number, next: number, after: number | null, before: number | null): void {
    this.#missing += next - first;
    const detail = [
      `of ${writer}`,
      ...(after === null ? [] : [`behind offset ${after}`]),
      ...(before === null ? [] : [`before offset ${before}`]),
    ].join(" ");
    this.#find(stageOf(writer), "missing", { first, next, of: "stamp", records: next - first, detail });
  }

  /** Behind a stamped record nobody writes without a stamp. */
  #unstamped(offset: number): void {
    this.#before += 1;
    if (this.#writers.size === 0) return;
    this.#find("nobody", "unclaimed", {
      first: offset,
      next: offset + 1,
      of: "offset",
      records: 1,
      detail: "without a stamp",
    });
  }

  #find(
    from: string,
    kind: Finding["kind"],
    place: Pick<Finding, "first" | "next" | "of" | "records" | "detail">,
  ): void {
    const { topic, partition } = this.#of;
    this.#findings.push({ from, to: topic, kind, topic, partition, ...place });
  }
}

const nameOf = ({ writer, sequence }: Stamp): string => `stamp ${sequence} of ${writer}`;

/** The first word of a writer's name. */
export const stageOf = (writer: string): string => /^[a-z]+/.exec(writer)?.[0] ?? writer;
