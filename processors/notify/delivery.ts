/**
 * One receiver is told what is in the log, each partition in its order (a fingerprint's transitions are in one
 * partition), the partitions beside each other.
 *
 * 1. A batch of records comes; its partition is read no further. 2. Each transition is rendered and posted, again and
 * again while the receiver can't take it. 3. The receiver has taken it, or refused it for good: then a dead letter is in
 * Kafka. 4. Its next offset is committed. 5. After the batch, the partition is read on.
 * A stop between 2 and 4 tells the receiver again: at least once, told apart by (episode_id, sequence).
 *
 * In memory is one batch a partition. Each receiver has a group and a delivery of its own: one that is away holds up
 * nobody else.
 */
import type { Alert } from "#schemas/alert.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { waitBeforeMs } from "../sink/patience.ts";
import type { Answer } from "./answer.ts";
import type { Posting, Render } from "./rendering.ts";

/** A record as it was read. */
export interface NotifyRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestampMs: number;
}

export interface NotifyBatch {
  readonly partition: number;
  readonly records: readonly NotifyRecord[];
  readonly next: number;
}

export interface DeliveryPorts {
  readonly render: Render;
  /** Never rejects: no answer is `later`. */
  readonly post: (posting: Posting, alert: Alert) => Promise<Answer>;
  /** Null when it is no alert; rejects while nobody can tell. */
  readonly decode: (value: Buffer) => Promise<Alert | null>;
  readonly hold: (partition: number) => void;
  readonly readOn: (partition: number) => void;
  readonly commit: (partition: number, next: number) => Promise<unknown>;
  /** Resolves when Kafka has it. */
  readonly deadLetter: (letter: Undelivered) => Promise<void>;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly giveUpMs: number;
  readonly warn: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Kafka takes nothing any more. */
  readonly fatal: (error: Error) => void;
}

/** A record that its receiver was not told of. */
export interface Undelivered {
  readonly reason: Extract<DeadLetterReason, "avro_decode_error" | "alert_refused" | "alert_not_taken">;
  readonly detail: string;
  readonly partition: number;
  readonly record: NotifyRecord;
}

export interface DeliveryStatus {
  /** Transitions the receiver has taken. */
  readonly delivered: number;
  /** Transitions it is not told of. */
  readonly passedOver: number;
  /** Dead letters. */
  readonly refused: number;
  readonly notTaken: number;
  readonly unreadable: number;
  /** Why transitions wait, by partition. */
  readonly waiting: Readonly<Record<number, Waiting>>;
  /** Next offset by partition. */
  readonly next: Readonly<Record<number, number>>;
}

interface Waiting {
  readonly sinceMs: number;
  readonly attempts: number;
  readonly detail: string;
}

type Fate = "delivered" | "passedOver" | "refused" | "notTaken" | "unreadable";

/** A partition's batches, as long as it is ours. */
interface Lane {
  readonly batches: NotifyBatch[];
}

export class Delivery {
  readonly #ports: DeliveryPorts;
  readonly #lanes = new Map<number, Lane>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #next = new Map<number, number>();
  readonly #fates: Record<Fate, number> = {
    delivered: 0,
    passedOver: 0,
    refused: 0,
    notTaken: 0,
    unreadable: 0,
  };
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Takes what was read next of a partition. */
  take(batch: NotifyBatch): void {
    const lane = this.#lanes.get(batch.partition);
    if (lane !== undefined) {
      lane.batches.push(batch);
      return;
    }
    const opened = { batches: [batch] };
    this.#lanes.set(batch.partition, opened);
    this.#ports.hold(batch.partition);
    const running = this.#empty(batch.partition, opened)
      .catch((error: unknown) => {
        this.#ports.fatal(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Somebody else's now. What is under way ends, and is not committed. */
  revoked(partitions: readonly number[]): void {
    for (const partition of partitions) {
      this.#lanes.delete(partition);
      this.#waiting.delete(partition);
      this.#next.delete(partition);
    }
  }

  /** Posts nothing more; resolves when what is under way is answered and committed. `sleep` should end early. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  status(): DeliveryStatus {
    return {
      ...this.#fates,
      waiting: Object.fromEntries(this.#waiting),
      next: Object.fromEntries(this.#next),
    };
  }

  #isOurs(partition: number, lane: Lane): boolean {
    return this.#lanes.get(partition) === lane;
  }

  #goesOn(partition: number, lane: Lane): boolean {
    return !this.#stopped && this.#isOurs(partition, lane);
  }

  async #empty(partition: number, lane: Lane): Promise<void> {
    for (let batch = lane.batches.shift(); batch !== undefined; batch = lane.batches.shift()) {
      for (const [index, record] of batch.records.entries()) {
        const fate = await this.#deliver(partition, lane, record);
        if (fate === null || !this.#isOurs(partition, lane)) return;
        this.#fates[fate] += 1;
        const isLast = index === batch.records.length - 1;
        await this.#commit(partition, isLast ? batch.next : record.offset + 1);
      }
    }
    if (!this.#goesOn(partition, lane)) return;
    this.#lanes.delete(partition);
    this.#ports.readOn(partition);
  }

  async #commit(partition: number, next: number): Promise<void> {
    this.#next.set(partition, next);
    await this.#ports.commit(partition, next);
  }

  /** Null when it is no longer ours to tell. */
  async #deliver(partition: number, lane: Lane, record: NotifyRecord): Promise<Fate | null> {
    for (let attempt = 1; this.#goesOn(partition, lane); attempt++) {
      const outcome = await this.#attempt(record);
      if ("fate" in outcome) {
        this.#waiting.delete(partition);
        if (outcome.detail !== null) await this.#bury(partition, record, outcome.fate, outcome.detail);
        return outcome.fate;
      }
      if (!this.#goesOn(partition, lane)) return null;
      await this.#wait(partition, record, attempt, outcome);
    }
    return null;
  }

  async #attempt(record: NotifyRecord): Promise<Outcome> {
    const alert = await this.#read(record);
    if (typeof alert === "string") return { later: alert, waitMs: null };
    if (alert === null) return { fate: "unreadable", detail: "The value is no alert" };
    const posting = this.#render(alert);
    if (posting === null) return { fate: "passedOver", detail: null };
    if ("unrenderable" in posting) return { fate: "refused", detail: posting.unrenderable };
    const answer = await this.#ports.post(posting, alert);
    if (answer.kind === "taken") return { fate: "delivered", detail: null };
    if (answer.kind === "refused") return { fate: "refused", detail: answer.detail };
    if (this.#ports.now() - record.timestampMs >= this.#ports.giveUpMs)
      return { fate: "notTaken", detail: answer.detail };
    return { later: answer.detail, waitMs: answer.waitMs };
  }

  /** A sentence when the registry can't be asked. */
  async #read({ value }: NotifyRecord): Promise<Alert | null | string> {
    if (value === null) return null;
    try {
      return await this.#ports.decode(value);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** One alert that nobody can be told of must not hold up the others. */
  #render(alert: Alert): Posting | null | { readonly unrenderable: string } {
    try {
      return this.#ports.render(alert, this.#ports.now());
    } catch (error) {
      return { unrenderable: `It can't be rendered: ${String(error)}` };
    }
  }

  async #wait(
    partition: number,
    { offset }: NotifyRecord,
    attempt: number,
    { later, waitMs }: Later,
  ): Promise<void> {
    const { now, sleep, warn } = this.#ports;
    const sinceMs = this.#waiting.get(partition)?.sinceMs ?? now();
    this.#waiting.set(partition, { sinceMs, attempts: attempt, detail: later });
    const pauseMs = Math.min(Math.max(waitMs ?? 0, waitBeforeMs(attempt)), longestWaitMs);
    warn("receiver does not take an alert, waiting", { partition, offset, attempt, pauseMs, detail: later });
    await sleep(pauseMs);
  }

  async #bury(partition: number, record: NotifyRecord, fate: Fate, detail: string): Promise<void> {
    const reason = fate === "unreadable" ? "avro_decode_error" : reasons[fate];
    if (reason === null) return;
    this.#ports.warn("alert not delivered, kept as a dead letter", {
      partition,
      offset: record.offset,
      reason,
      detail,
    });
    await this.#ports.deadLetter({ reason, detail, partition, record });
  }
}

/** A receiver may ask for more patience than this; it is asked again nonetheless. */
const longestWaitMs = 60_000;

const reasons = {
  delivered: null,
  passedOver: null,
  refused: "alert_refused",
  notTaken: "alert_not_taken",
} as const;

interface Later {
  readonly later: string;
  readonly waitMs: number | null;
}

/** `detail`: why it becomes a dead letter. */
type Outcome = { readonly fate: Fate; readonly detail: string | null } | Later;
