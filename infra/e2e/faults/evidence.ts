/** What was struck, when, and what it had in flight; as a table that fits a screen. Pure. */
import type { FaultKind } from "./schedule.ts";

/** One fault that happened. */
export interface Struck {
  /** `bridge`, or `bridge + worker`. */
  readonly target: string;
  readonly kind: FaultKind;
  /** When the signal was sent, milliseconds since 1970. */
  readonly atMs: number;
  /** Messages in flight there at that instant; of a pair the lesser. */
  readonly inFlight: number;
  /** From the signal (SIGCONT where it hung) until all was in ClickHouse and nothing under way. */
  readonly recoveryMs: number;
}

/** The middle one; of an even number the greater of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A row for each target and kind, in order of their first appearance in `rows`. */
export function formatTable(struck: readonly Struck[]): string {
  const groups = Map.groupBy(struck, ({ target, kind }) => `${target}|${kind}`);
  const rows = [...groups.values()].map((group) => {
    const inFlight = group.map((each) => each.inFlight);
    const seconds = group.map((each) => each.recoveryMs / 1000);
    const [first] = group;
    return [
      first?.target ?? "",
      first?.kind ?? "",
      String(group.length),
      String(Math.min(...inFlight)),
      String(median(inFlight)),
      median(seconds).toFixed(1),
      Math.max(...seconds).toFixed(1),
    ];
  });
  const head = ["part", "kind", "faults", "in flight min", "median", "recovered median s", "max s"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [head, ...rows.toSorted((a, b) => ((a[0] ?? "") + a[1] < (b[0] ?? "") + b[1] ? -1 : 1))]
    .map(line)
    .join("\n");
}
