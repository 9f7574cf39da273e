/** Entries of a bridge or collector for the conservation ledger: what has been added since the one before. */
import { hourMs, type LedgerCount, type LedgerEntry } from "#schemas/ledger-entry.ts";
import { type EpochMs, epochMs } from "#schemas/units.ts";
import type { FateCounts } from "./ledger.ts";

/** What a process knows of its messages; totals since it started. */
export interface Totals {
  readonly received: number;
  readonly fates: FateCounts;
  /** Received, and without a fate yet. */
  readonly open: number;
}

const countsOf = ({ received, fates }: Totals): ReadonlyMap<string, number> =>
  new Map([
    ["received", received],
    ["produced", fates.produced],
    ["part_of_another", fates.partOfAnother],
    ...Object.entries(fates.dropped).map(([reason, n]) => [`dropped:${reason}`, n] as const),
    ...Object.entries(fates.deadLetter).map(([reason, n]) => [`dead_letter:${reason}`, n] as const),
  ]);

/** Totals into differences; one a process. */
export class Differences {
  #before: ReadonlyMap<string, number> = new Map();

  /** What is new, told by `writer` at `time`. */
  entry(stage: LedgerEntry["stage"], writer: string, time: EpochMs, totals: Totals): LedgerEntry {
    const present = countsOf(totals);
    const counts = [...present].flatMap(([fate, total]): LedgerCount[] => {
      const records = total - (this.#before.get(fate) ?? 0);
      return records === 0 ? [] : [{ topic: "", partition: -1, fate, records }];
    });
    this.#before = present;
    return { ...emptyEntry(stage, writer, time), open: totals.open, counts };
  }
}

/** Nothing, in the hour of `time`. */
export const emptyEntry = (stage: LedgerEntry["stage"], writer: string, time: EpochMs): LedgerEntry => ({
  stage,
  writer,
  hour: epochMs(time - (time % hourMs)),
  open: 0,
  counts: [],
  taken: [],
  written: [],
});
