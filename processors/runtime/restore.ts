/** From snapshots and the log's range to where a partition goes on. */
import { type LogRange, parseCheckpoint, refuseCheckpoint } from "./checkpoint.ts";
import type { PartitionFold } from "./fold.ts";
import type { StartAt } from "./memory.ts";
import type { Snapshots } from "./snapshots.ts";

export type Restored =
  | { readonly kind: "ready"; readonly start: StartAt }
  /** The worker must not go on; a sentence for the operator. */
  | { readonly kind: "refused"; readonly sentence: string };

/**
 * Gives the snapshots to an empty fold, `atATime` records between two yields (they may be many).
 *
 * Without a checkpoint the log is read from its start, everything emitted. With one, from C, muted up to E, at the
 * clock as of C. When the fold does not know a snapshot's version, its home is rebuilt from all of the log.
 */
export function* restoreFold(
  fold: PartitionFold,
  snapshots: Snapshots,
  log: LogRange,
  partition: number,
  atATime: number,
): Generator<void, Restored> {
  if (snapshots.checkpoint === null) return ready(log.low, log.low);
  const checkpoint = parseCheckpoint(snapshots.checkpoint);
  if (checkpoint === null) {
    return refused(`Partition ${partition}: the checkpoint is of another version of this program.`);
  }
  const sentence = refuseCheckpoint(checkpoint, log, partition);
  if (sentence !== null) return refused(sentence);
  const allKnown = yield* snapshots.restoreInto(fold, atATime);
  if (!allKnown) return ready(log.low, checkpoint.emittedThrough);
  fold.restoreClock(checkpoint.clock);
  return ready(checkpoint.replayFrom, checkpoint.emittedThrough);
}

const ready = (position: number, emittedThrough: number): Restored => ({
  kind: "ready",
  start: { position, emittedThrough },
});

const refused = (sentence: string): Restored => ({ kind: "refused", sentence });
