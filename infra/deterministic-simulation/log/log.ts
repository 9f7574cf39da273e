/** The simulated log: what Kafka's brokers are to the pipeline, in one place and without a network (`network.ts` is before it). */
import { crc32 } from "node:zlib";
import type { Random } from "#infra/simulator/random.ts";
import { type OutRecord, recordSizeBytes } from "#schemas/out-record.ts";
import type { Note } from "../happenings.ts";
import type { Scheduler } from "../scheduler.ts";
import { Group } from "./groups.ts";
import { LogError } from "./log-error.ts";
import { type Decision, LogPartition } from "./partition.ts";
import { Transactions } from "./transactions.ts";

interface Topic {
  readonly partitions: readonly LogPartition[];
  readonly maxBatchBytes: number;
}

/** What is written as one. */
export type Write = readonly { readonly topic: string; readonly partition: number }[];

const batchOverheadBytes = 100;

export class SimulatedLog {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #note: Note;
  readonly #topics = new Map<string, Topic>();
  readonly #groups = new Map<string, Group>();
  /** The last send of each idempotent writer to each partition. */
  readonly #sent = new Map<string, number>();
  readonly #watching = new Set<Write[]>();
  readonly transactions: Transactions;

  constructor(scheduler: Scheduler, random: Random, note: Note) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#note = note;
    this.transactions = new Transactions({
      scheduler,
      random,
      note,
      write: (records, decision) => this.#write(records, decision),
      commitOffset: ({ groupId, ...offset }) => this.group(groupId).setOffset(offset),
    });
  }

  createTopic(name: string, partitions: number, maxBatchBytes = 1_048_588): void {
    const made = Array.from({ length: partitions }, () => new LogPartition());
    this.#topics.set(name, { partitions: made, maxBatchBytes });
  }

  partitions(topic: string): readonly LogPartition[] {
    const found = this.#topics.get(topic);
    if (found === undefined) throw new LogError("UNKNOWN_TOPIC_OR_PARTITION");
    return found.partitions;
  }

  partition(topic: string, partition: number): LogPartition {
    const found = this.partitions(topic)[partition];
    if (found === undefined) throw new LogError("UNKNOWN_TOPIC_OR_PARTITION");
    return found;
  }

  group(id: string): Group {
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = new Group({
      scheduler: this.#scheduler,
      random: this.#random,
      note: this.#note,
      partitionsOf: (topic) => this.#topics.get(topic)?.partitions.length ?? 0,
    });
    this.#groups.set(id, group);
    return group;
  }

  /**
   * Records of one partition by an idempotent writer; `number` counts its sends there, and one that comes again is not written
   * again. Returns when the log got them.
   */
  produce(writer: string, number: number, records: readonly OutRecord[]): number {
    const name = `${writer}|${records[0]?.topic}|${records[0]?.partition}`;
    if (number > (this.#sent.get(name) ?? -1)) {
      this.#write(records, null);
      this.#sent.set(name, number);
    }
    return this.#appendTime;
  }

  /** Whole milliseconds, as Kafka keeps them. */
  get #appendTime(): number {
    return Math.floor(this.#scheduler.nowMs);
  }

  /** A line for each committed record. */
  *describe(): Generator<string> {
    for (const [topic, { partitions }] of this.#topics)
      for (const [number, partition] of partitions.entries())
        for (const { offset, timestampMs, value } of partition.committed())
          yield `${topic} ${number} ${offset} ${timestampMs} ${value === null ? "-" : crc32(value)}\n`;
  }

  watchWrites(): { readonly writes: readonly Write[]; stop(): void } {
    const writes: Write[] = [];
    this.#watching.add(writes);
    return { writes, stop: () => void this.#watching.delete(writes) };
  }

  #write(
    records: readonly OutRecord[],
    decision: Decision | null,
  ): { offset: number; partition: LogPartition } {
    const [first] = records;
    if (first === undefined) throw new LogError("INVALID_RECORD");
    const partition = this.partition(first.topic, first.partition);
    const sizeBytes = records.reduce((sum, record) => sum + recordSizeBytes(record), batchOverheadBytes);
    if (sizeBytes > (this.#topics.get(first.topic)?.maxBatchBytes ?? 0))
      throw new LogError("MESSAGE_TOO_LARGE");
    const places = new Map(
      records.map(({ topic, partition: of }) => [`${topic}|${of}`, { topic, partition: of }]),
    );
    for (const writes of this.#watching) writes.push([...places.values()]);
    return { offset: partition.append(records, this.#appendTime, decision), partition };
  }
}
