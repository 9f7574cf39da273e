/**
 * Dead letters tried again by the program and settings of today. For each, in this order:
 * 1. its message is taken apart, or its record inserted   (a stop here: nothing has happened)
 * 2. what came of it is in Kafka, acknowledged             (the same events again next time, with the same ids: one)
 * 3. it is marked as tried                                 (done; a list leaves it out)
 * What fails once more is a new dead letter with its old bytes, the new reason and one attempt more; the old one is marked
 * too. One that was tried often enough is left alone, so that a redrive on a timer can't go round for ever.
 */
import type { RecordFormat } from "#ingest/records.ts";
import { toPublicationOfAll } from "#ingest/records.ts";
import type { Sealing } from "#ingest/pseudonyms/sealing.ts";
import type { KeptMessage, Redrive, Redriven } from "#ingest/redrive.ts";
import { type DeadLetterReason, type DeadLetterStage, toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { epochMs } from "#schemas/units.ts";
import type { Inserting } from "../rebuild/inserting.ts";
import { type Letter, type LetterHead, markOf, wayOf } from "./letter.ts";
import { openLetter } from "./open-letter.ts";
import { Tally, tellInserted, tellOutcome } from "./tally.ts";

/** A message, and the letter that kept it. */
export interface KeptLetter extends KeptMessage {
  readonly head: LetterHead;
}

export interface RedrivePorts {
  readonly redrive: Redrive<KeptLetter>;
  readonly format: RecordFormat;
  /** Opened with the first letter that needs it. */
  readonly inserting: () => Pick<Inserting, "insert">;
  /** Resolves when Kafka has acknowledged; null: nothing is published, inserted or marked. */
  readonly publish: ((record: OutRecord) => Promise<unknown>) | null;
  /** Opens what was encrypted. */
  readonly sealing: Sealing;
  /** Letters tried so often, the first time included, are left alone. */
  readonly attempts: number;
}

/** Letters of one message, and what became of it. */
interface Tried {
  readonly heads: readonly LetterHead[];
  /** What their marks say. */
  readonly told: string;
  /** Counts them. */
  readonly count: () => void;
}

/** Letters whose acknowledgement is waited for at once. */
const mostUnderWay = 500;

export class Redriving {
  /** A letter counts once it is marked; in a dry run at once. */
  readonly tally = new Tally();
  readonly #ports: RedrivePorts;
  readonly #underWay = new Set<Promise<void>>();
  #failure: Error | null = null;

  constructor(ports: RedrivePorts) {
    this.#ports = ports;
  }

  /** Resolves when there is room for another; what is under way has not ended then. */
  async take(letter: Letter): Promise<void> {
    const { head } = letter;
    const way = wayOf(head);
    if (way.kind === "none") return this.tally.left(way.why);
    if (head.attempt >= this.#ports.attempts)
      return this.tally.left(`tried ${head.attempt} times already (--attempts)`);
    if (way.kind === "sink") return this.#insert(letter, way.source);
    const opened = openLetter(letter, this.#ports.sealing);
    if (typeof opened === "string") return this.tally.left(opened);
    const kept = toKept(opened, way.door);
    for (const redriven of this.#ports.redrive.take(kept)) await this.#settle(redriven);
  }

  /** Resolves when everything is marked that was tried. */
  async end(): Promise<void> {
    for (const redriven of this.#ports.redrive.end()) await this.#settle(redriven);
    await this.settled();
    this.#throwFailure();
  }

  /** Resolves when nothing is under way any more, whatever came of it. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  async #settle({ messages, outcome }: Redriven<KeptLetter>): Promise<void> {
    const publication = toPublicationOfAll(outcome, messages, this.#ports.format);
    await this.#publish(publication.records, {
      heads: messages.map(({ head }) => head),
      told: tellOutcome(publication.outcome),
      count: () => this.tally.outcome(publication.outcome, messages.length),
    });
  }

  async #insert(
    { head, key, value }: Letter,
    { partition, offset }: { readonly partition: number; readonly offset: number },
  ): Promise<void> {
    if (this.#ports.publish === null) return this.tally.wouldInsert();
    const record = { offset, key, value, headers: {}, timestampMs: head.receivedAtMs };
    const batch = { topic: head.topic, partition, records: [record], next: offset + 1 };
    const { refused } = await this.#ports.inserting().insert(batch);
    const [failure] = refused;
    const reason = failure?.reason ?? null;
    const again = failure === undefined ? [] : this.#again({ head, key, value }, failure);
    await this.#publish(again, {
      heads: [head],
      told: tellInserted(reason),
      count: () => this.tally.inserted(reason),
    });
  }

  #again(
    { head, key, value }: Pick<Letter, "head" | "key" | "value">,
    failure: { readonly reason: DeadLetterReason; readonly stage: DeadLetterStage; readonly detail: string },
  ): readonly OutRecord[] {
    const { topic, source, endpointId, receivedAtMs, attempt, partition } = head;
    const { reason, stage, detail } = failure;
    const letter = {
      reason,
      stage,
      detail,
      topic,
      source,
      endpointId,
      receivedAtMs,
      key,
      value,
      attempt: attempt + 1,
    };
    return toDeadLetterRecords(letter, partition, this.#ports.format.maxRecordBytes);
  }

  async #publish(records: readonly OutRecord[], { heads, told, count }: Tried): Promise<void> {
    const { publish, format } = this.#ports;
    if (publish === null) return count();
    const marks = heads.flatMap((head) =>
      head.offsets.flatMap((offset) =>
        toDeadLetterRecords(markOf(head, offset, told), head.partition, format.maxRecordBytes),
      ),
    );
    const done = (async () => {
      await Promise.all(records.map(publish));
      await Promise.all(marks.map(publish));
      count();
    })();
    const underWay = done
      .catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.#underWay.delete(underWay));
    this.#underWay.add(underWay);
    if (this.#underWay.size >= mostUnderWay) await Promise.race(this.#underWay);
    this.#throwFailure();
  }
}

function toKept({ head, value }: Letter, door: KeptMessage["door"]): KeptLetter {
  const { topic, contentType, receivedAtMs, attempt } = head;
  const payload = value ?? Buffer.alloc(0);
  return { head, door, topic, contentType, payload, receivedAt: epochMs(receivedAtMs), attempt: attempt + 1 };
}
