/**
 * The side of a bridge that keeps the conservation ledger: an entry now and then of what it received, what became of it and
 * what Kafka has acknowledged, and one at its end. What a killed one had not told yet is not counted; what it wrote is in the
 * log with its stamps. The same for every entry. Pure: time is a port.
 */
import type { AvroType } from "#schemas/avro.ts";
import { type LedgerEntry, toLedgerRecord, type WrittenRange } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { EpochMs } from "#schemas/units.ts";
import { Differences, emptyEntry, type Totals } from "./ledger-entries.ts";
import type { Reading } from "./reading.ts";

/** How many records of one partition Kafka has acknowledged: the next number of a stamp. */
export interface Acknowledged {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

/** One producer after another of the same process, each with a name of its own. */
export class Writers {
  readonly #name: string;
  #count = 0;
  #present: { readonly writer: string; readonly acknowledged: () => readonly Acknowledged[] } | null = null;
  /** Of producers that failed: what they had acknowledged, until it is told. */
  #former: { readonly writer: string; readonly acknowledged: readonly Acknowledged[] }[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** The process's own name, which all begin with. */
  get name(): string {
    return this.#name;
  }

  /** The name for the next producer. */
  next(): string {
    if (this.#present !== null)
      this.#former.push({ writer: this.#present.writer, acknowledged: this.#present.acknowledged() });
    this.#present = null;
    this.#count += 1;
    return `${this.#name}~${this.#count}`;
  }

  opened(writer: string, acknowledged: () => readonly Acknowledged[]): void {
    this.#present = { writer, acknowledged };
  }

  /** What each has written; of former ones for the last time. */
  told(): readonly { readonly writer: string; readonly written: readonly WrittenRange[] }[] {
    const former = this.#former;
    this.#former = [];
    const present = this.#present;
    return [
      ...former,
      ...(present === null ? [] : [{ writer: present.writer, acknowledged: present.acknowledged() }]),
    ].map(({ writer, acknowledged }) => ({ writer, written: acknowledged.map(toWritten) }));
  }
}

const toWritten = ({ topic, partition, next }: Acknowledged): WrittenRange => ({
  topic,
  partition,
  next_sequence: next,
});

export interface LedgerSideOptions {
  readonly stage: "bridge" | "collector";
  readonly writers: Writers;
  readonly publish: (record: OutRecord) => Promise<void>;
  readonly type: AvroType<LedgerEntry>;
  readonly schemaId: number;
  readonly partitions: number;
  readonly totals: () => Totals;
  /** What was read beside what was decoded; null where nothing tells them apart. */
  readonly reading: Reading | null;
  /** In a replay what was read waits for ticks before it is decoded. */
  readonly mayWait: boolean;
  readonly time: {
    now(this: void): EpochMs;
    /** Runs once; the result prevents it. */
    after(this: void, ms: number, run: () => void): () => void;
    sleep(this: void, ms: number): Promise<void>;
  };
  readonly warn: (message: string, fields: object) => void;
}

export interface LedgerSide {
  /** Tells the rest. */
  stop(): Promise<void>;
}

/** A stop does not wait longer for Kafka. */
const longestStopMs = 5000;
const lookEveryMs = 1000;
const everyLooks = 10;

/** Tells every ten seconds, and where the sums of what was read are full. */
export function keepLedger(options: LedgerSideOptions): LedgerSide {
  const { stage, writers, reading, totals, type, schemaId, partitions } = options;
  const { now, after, sleep } = options.time;
  const differences = new Differences();
  /** Looks since an entry was told: counted, as the clock may be set. */
  let looks = 0;
  let cancel = (): void => undefined;
  const tell = async (): Promise<void> => {
    looks = 0;
    const toldAt = now();
    const told = writers.told();
    const taken = reading?.cut() ?? [];
    const entries = told.map(({ writer, written }, index) => {
      const isPresent = index === told.length - 1;
      if (!isPresent) return { ...emptyEntry(stage, writer, toldAt), written };
      return { ...differences.entry(stage, writer, toldAt, totals()), taken, written };
    });
    // All of a process in one partition: added up in their order, whichever producer's they are.
    const partition = partitionOf(writers.name, partitions);
    const records = entries.map((entry) => toLedgerRecord(entry, { type, schemaId }, partition));
    await Promise.all(records.map((record) => options.publish(record)));
  };
  const look = (): void => {
    looks += 1;
    const isDue = looks >= everyLooks && (!options.mayWait || (reading?.isEven ?? true));
    if (isDue || reading?.isFull === true)
      void tell().catch((error: unknown) =>
        options.warn("the ledger's entry was not written", { err: error }),
      );
    cancel = after(lookEveryMs, look);
  };
  cancel = after(lookEveryMs, look);
  return {
    async stop() {
      cancel();
      await Promise.race([tell(), sleep(longestStopMs)]);
    },
  };
}
