/** From a checkpoint, snapshots and the log's range to where a partition goes on. */
import { type Checkpoint, type LogRange, parseCheckpoint, refuseCheckpoint } from "./checkpoint.ts";
import type { PartitionFold } from "./fold.ts";
import type { Aside } from "./home-failure.ts";
import type { StartAt } from "./memory.ts";
import type { Snapshots } from "./snapshots.ts";

export type Restored =
  | { readonly kind: "ready"; readonly start: StartAt }
  /** The worker must not go on; a sentence for the operator. */
  | { readonly kind: "refused"; readonly sentence: string };

/** The checkpoint among the snapshots: `none` for a partition nobody had, `unknown` for another version's. */
export function findCheckpoint(snapshots: Snapshots): Checkpoint | "none" | "unknown" {
  return snapshots.checkpoint === null ? "none" : (parseCheckpoint(snapshots.checkpoint) ?? "unknown");
}

/**
 * Gives the snapshots to an empty fold, `atATime` records between two yields (they may be many).
 *
 * Without a checkpoint the log is read from its start, everything emitted. With one, from C, muted up to E, at the
 * clock as of C. When the fold does not know a snapshot's version, its home is rebuilt from all of the log. Throws HomeFailure
 * of a home that can't be read, unless it is `aside`.
 */
export function* restoreFold(
  fold: PartitionFold,
  snapshots: Snapshots,
  log: LogRange,
  partition: number,
  atATime: number,
  aside?: Aside,
): Generator<void, Restored> {
  const checkpoint = findCheckpoint(snapshots);
  if (checkpoint === "none") return { kind: "ready", start: startOf(log) };
  if (checkpoint === "unknown") return refused(unknownVersion(partition));
  const sentence = refuseCheckpoint(checkpoint, log, partition);
  if (sentence !== null) return refused(sentence);
  const allKnown = yield* snapshots.restoreInto(fold, atATime, aside);
  const { emitted, replayFrom, clock, settings, appendedAt, ledger = null, aside: before = [] } = checkpoint;
  if (allKnown) fold.restoreClock(clock);
  return {
    kind: "ready",
    start: {
      position: allKnown ? replayFrom : log.low,
      emitted,
      settings,
      appendedAt,
      ledger,
      aside: before,
    },
  };
}

const startOf = ({ low }: LogRange): StartAt => ({
  position: low,
  emitted: { offset: low, home: null },
  settings: [],
  appendedAt: null,
});

const unknownVersion = (partition: number): string =>
  `Partition ${partition}: the checkpoint in the worker-state topic is of another version of this program. ` +
  "Run that version, or empty the worker-state topic to start from what the log still has.";

const refused = (sentence: string): Restored => ({ kind: "refused", sentence });
