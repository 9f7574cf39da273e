/** The log's transaction coordinator: who may write under a transactional id, and what is open under it. */
import type { Random } from "#infra/simulator/random.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { Note } from "../happenings.ts";
import type { Scheduler } from "../scheduler.ts";
import { LogError } from "./log-error.ts";
import type { Decision, LogPartition } from "./partition.ts";

/** The group's next offset of an input partition, told with a transaction. */
export interface PendingOffset {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

interface Open {
  readonly decision: Decision;
  readonly partitions: Set<LogPartition>;
  readonly offsets: PendingOffset[];
  /** Whether its markers are being written. */
  isEnding: boolean;
}

interface Producer {
  epoch: number;
  open: Open | null;
  /** What ended last, by commit or abort. */
  lastCommitted: boolean;
  /** First offset by the number of a send, of this epoch: a send that comes again is not written again. */
  readonly sent: Map<number, number>;
  cancelTimeout: () => void;
}

/** How long an open transaction is kept without its writer. */
const timeoutMs = 30_000;

export interface TransactionPorts {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly note: Note;
  write(records: readonly OutRecord[], decision: Decision): { offset: number; partition: LogPartition };
  commitOffset(offset: PendingOffset): void;
}

/** Every call is atomic, and may be made again with the same arguments. */
export class Transactions {
  readonly #ports: TransactionPorts;
  readonly #producers = new Map<string, Producer>();

  constructor(ports: TransactionPorts) {
    this.#ports = ports;
  }

  /** A writer's first call: fences its predecessor and ends what that one left open. Returns its epoch. */
  begin(id: string): number {
    const producer = this.#producers.get(id) ?? newProducer();
    this.#producers.set(id, producer);
    if (producer.open !== null) {
      if (!producer.open.isEnding) this.#fenceAndAbort(producer);
      throw new LogError("CONCURRENT_TRANSACTIONS", true);
    }
    producer.epoch += 1;
    producer.sent.clear();
    return producer.epoch;
  }

  /** Send number `number` of this epoch, all of one partition; its first offset. */
  send(id: string, epoch: number, number: number, records: readonly OutRecord[]): number {
    const producer = this.#known(id, epoch);
    const before = producer.sent.get(number);
    if (before !== undefined) return before;
    const open = this.#opened(producer);
    const { offset, partition } = this.#ports.write(records, open.decision);
    open.partitions.add(partition);
    producer.sent.set(number, offset);
    return offset;
  }

  addOffset(id: string, epoch: number, offset: PendingOffset): void {
    this.#opened(this.#known(id, epoch)).offsets.push(offset);
  }

  /** Acknowledged before its markers are written: what is committed can be read a moment later. */
  commit(id: string, epoch: number): void {
    const producer = this.#known(id, epoch);
    const { open } = producer;
    // Said again, after an answer that was lost.
    if (open === null || open.isEnding) {
      if (!producer.lastCommitted) throw new LogError("INVALID_TXN_STATE");
      return;
    }
    this.#end(producer, open, true);
  }

  #known(id: string, epoch: number): Producer {
    const producer = this.#producers.get(id);
    if (producer?.epoch === epoch) return producer;
    this.#ports.note("writer fenced");
    throw new LogError("INVALID_PRODUCER_EPOCH");
  }

  #opened(producer: Producer): Open {
    if (producer.open?.isEnding === true) throw new LogError("CONCURRENT_TRANSACTIONS", true);
    if (producer.open !== null) return producer.open;
    producer.open = { decision: { isCommitted: null }, partitions: new Set(), offsets: [], isEnding: false };
    producer.cancelTimeout = this.#ports.scheduler.after(timeoutMs, () => this.#fenceAndAbort(producer));
    return producer.open;
  }

  #fenceAndAbort(producer: Producer): void {
    producer.epoch += 1;
    if (producer.open === null || producer.open.isEnding) return;
    this.#ports.note("open transaction aborted");
    this.#end(producer, producer.open, false);
  }

  #end(producer: Producer, open: Open, isCommitted: boolean): void {
    const { scheduler, random } = this.#ports;
    producer.cancelTimeout();
    producer.lastCommitted = isCommitted;
    open.isEnding = true;
    open.decision.isCommitted = isCommitted;
    const left = new Set(open.partitions);
    const over = (): void => {
      if (left.size > 0) return;
      if (isCommitted) for (const offset of open.offsets) this.#ports.commitOffset(offset);
      producer.open = null;
    };
    for (const partition of open.partitions)
      scheduler.after(random.next() < 0.1 ? random.integer(1, 50) : random.next(), () => {
        partition.end(open.decision);
        left.delete(partition);
        over();
      });
    if (left.size === 0) scheduler.after(1, over);
  }
}

const newProducer = (): Producer => ({
  epoch: 0,
  open: null,
  lastCommitted: false,
  sent: new Map(),
  cancelTimeout: () => undefined,
});
