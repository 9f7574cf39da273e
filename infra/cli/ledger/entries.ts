/** The ledger's topic, put in order: what was read of it, by who wrote and who took in. */
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { Taken } from "./taken-audit.ts";

/** An entry and where it is. */
export interface PlacedEntry {
  readonly partition: number;
  readonly offset: number;
  readonly entry: LedgerEntry;
}

/** What writers said they have written, of one partition of a topic: next number by writer. */
export function claimsOf(
  entries: readonly PlacedEntry[],
  topic: string,
  partition: number,
): ReadonlyMap<string, number> {
  const claims = new Map<string, number>();
  for (const { entry } of entries)
    for (const written of entry.written)
      if (written.topic === topic && written.partition === partition)
        claims.set(entry.writer, Math.max(claims.get(entry.writer) ?? 0, written.next_sequence));
  return claims;
}

/**
 * What readers said they have taken in of one partition of a topic, a life of a reader each. All fleet stages are one: the next
 * goes on where the group's offsets are.
 */
export function takenOf(entries: readonly PlacedEntry[], topic: string, partition: number): readonly Taken[] {
  const lives = Map.groupBy(
    entries.flatMap(({ entry }) =>
      entry.taken
        .filter((range) => range.topic === topic && range.partition === partition)
        .map((range) => ({ writer: entry.stage === "fleet" ? entry.stage : entry.writer, range })),
    ),
    ({ writer }) => writer,
  );
  return [...lives].map(([writer, those]) => ({ writer, ranges: those.map(({ range }) => range) }));
}

/** The first offset that no reader has taken in. */
export const reachedOf = (taken: readonly Taken[]): number =>
  Math.max(0, ...taken.flatMap(({ ranges }) => ranges.map(({ next_offset }) => next_offset)));
