/**
 * Gaps made on purpose, for tests of the ledger: a process that is told a folder (`USP_TEST_GAPS`) looks there for an
 * instruction to lose, double or alter one record on its way from one stage to the next, and says in the same folder which one
 * it was. Without a folder nothing is looked for.
 *
 * 1. `usp-telemetry ledger inject-gap` writes `<from>-<to>.json`. 2. The first process that has such a way renames it to
 * `.taken.json`. 3. When so many records have passed it disturbs one and writes `.done.json`.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutRecord } from "#schemas/out-record.ts";
import { stampHeader } from "#schemas/stamp.ts";
import type { Transactor } from "./kafka-transactor.ts";

export const gapKinds = ["remove", "double", "alter"] as const;
export type GapKind = (typeof gapKinds)[number];

export interface GapOrder {
  readonly kind: GapKind;
  /** So many records pass before. */
  readonly after: number;
}

/** Of records of one kind: how one is altered, and where it is, for a person. */
export interface Disturbed<T> {
  readonly alter: (record: T) => T;
  readonly place: (record: T) => string;
}

export interface TestGaps {
  /** The records, or what is made of them; `way` is `<from>-<to>`. */
  disturb<T>(way: string, records: readonly T[], how: Disturbed<T>): readonly T[];
}

/** How often it is looked for an instruction. */
const lookEveryMs = 50;

/** null: there are none. */
export function openTestGaps(folder: string | null): TestGaps | null {
  if (folder === null) return null;
  const ways = new Map<string, Way>();
  return {
    disturb(name, records, how) {
      const way = ways.get(name) ?? new Way(join(folder, name));
      ways.set(name, way);
      const order = way.order();
      if (order === null || records.length === 0) return records;
      const at = way.passed(records.length);
      if (at === null) return records;
      const record = records[at];
      if (record === undefined) return records;
      way.done(`${order.kind}: ${how.place(record)}`);
      const before = records.slice(0, at);
      const behind = records.slice(at + 1);
      if (order.kind === "remove") return [...before, ...behind];
      return [...before, ...(order.kind === "double" ? [record, record] : [how.alter(record)]), ...behind];
    },
  };
}

class Way {
  readonly #path: string;
  #lookedAt = 0;
  #order: GapOrder | null = null;
  #left = 0;

  constructor(path: string) {
    this.#path = path;
  }

  order(): GapOrder | null {
    const at = performance.now();
    if (this.#order !== null || at - this.#lookedAt < lookEveryMs) return this.#order;
    this.#lookedAt = at;
    if (!existsSync(`${this.#path}.json`)) return null;
    try {
      renameSync(`${this.#path}.json`, `${this.#path}.taken.json`);
    } catch {
      return null; // Another process was first.
    }
    const order: GapOrder = JSON.parse(readFileSync(`${this.#path}.taken.json`, "utf8"));
    this.#left = order.after;
    this.#order = order;
    return order;
  }

  /** The index among so many records of the one to disturb; null: it is a later one. */
  passed(records: number): number | null {
    if (this.#left >= records) {
      this.#left -= records;
      return null;
    }
    return this.#left;
  }

  done(text: string): void {
    this.#order = null;
    writeFileSync(`${this.#path}.done.json`, JSON.stringify({ done: text }));
  }
}

/** Bytes with the last one changed. */
export const alteredBytes = (bytes: Uint8Array): Buffer => {
  const altered = Buffer.from(bytes);
  const last = altered.length - 1;
  if (last >= 0) altered[last] = (altered[last] ?? 0) ^ 1;
  return altered;
};

/** Of records with a value. */
export const ofValues = <T extends { readonly value: Buffer | null }>(
  place: (record: T) => string,
): Disturbed<T> => ({
  alter: (record) => ({ ...record, value: alteredBytes(record.value ?? Buffer.from([0])) }),
  place,
});

/** Of records on their way to Kafka: the way's second part is the topic's noun. */
export function disturbWritten(
  gaps: TestGaps,
  from: string,
  records: readonly OutRecord[],
): readonly OutRecord[] {
  const noun = nounOf(records[0]?.topic ?? "");
  return gaps.disturb(
    `${from}-${noun}`,
    records,
    ofValues(
      (record) =>
        `${record.topic} partition ${record.partition} stamp ${String(record.headers?.[stampHeader])}`,
    ),
  );
}

/** `usp.association-change.v1`: association-change. */
export const nounOf = (topic: string): string => topic.split(".")[1] ?? topic;

/** A writer of transactions whose sends may be disturbed. */
export const disturbTransactor = <Writer extends Pick<Transactor, "commit">>(
  gaps: TestGaps,
  from: string,
  writer: Writer,
): Writer => ({
  ...writer,
  commit: ((sends, offset) =>
    writer.commit(
      sends.map((send) => disturbWritten(gaps, from, send)).filter((send) => send.length > 0),
      offset,
    )) satisfies Transactor["commit"],
});
