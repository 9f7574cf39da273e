/**
 * Tells the conservation ledger now and then what became of the records that the sink has read: counts by hour, topic and
 * partition of what is committed. From memory, as a bridge's: what a killed sink had not told yet is in no entry, and what it
 * had inserted and not committed is counted by who inserts it again. `ledger check` compares the rows themselves.
 */
import type { LedgerEntry, WrittenRange } from "#schemas/ledger-entry.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import type { HourCount } from "./ledger.ts";

export interface CountsTeller {
  /** Of the stamps of the records it writes. */
  readonly writer: string;
  /** What is new; asked once. */
  readonly takeCounts: () => readonly HourCount[];
  /** What Kafka has acknowledged so far. */
  readonly written: () => readonly WrittenRange[];
  /** Resolves with what makes a record of an entry and publishes it; rejects while that is not known. */
  readonly openPublish: () => Promise<(entry: LedgerEntry) => Promise<void>>;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly warn: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

const everyMs = 10_000;

/** Begins. `stop` tells the rest, unless that fails. */
export function tellCounts(deps: CountsTeller): { stop(): Promise<void> } {
  let cancel = (): void => undefined;
  const tell = async (): Promise<void> => {
    try {
      const publish = await deps.openPublish();
      // Entries count nothing of their own topic: they would never end.
      const counts = deps.takeCounts().filter(({ topic }) => topic !== topics.ledger.name);
      await Promise.all(entriesOf(counts, deps).map(publish));
    } catch (error) {
      deps.warn("the ledger's entry was not written", { error: String(error) });
    }
  };
  let isOver = false;
  const later = (): void => {
    if (!isOver) cancel = deps.after(everyMs, () => void tell().finally(later));
  };
  later();
  return {
    async stop() {
      isOver = true;
      cancel();
      await tell();
    },
  };
}

/** One for each hour. */
function entriesOf(counts: readonly HourCount[], { writer, written }: CountsTeller): readonly LedgerEntry[] {
  const hours = [...Map.groupBy(counts, ({ hour }) => hour)];
  return hours.map(([hour, those]) => ({
    stage: "sink",
    writer,
    hour: epochMs(hour),
    open: 0,
    counts: those
      .filter(({ records }) => records !== 0)
      .map(({ topic, partition, fate, records }) => ({ topic, partition, fate, records })),
    taken: [],
    written: written(),
  }));
}
