import type { PartitionFold } from "#processors/runtime/fold.ts";

/** A fold of which a test does some things otherwise. */
export const changedFold = (fold: PartitionFold, changed: Partial<PartitionFold>): PartitionFold => ({
  apply: (event, offset, aside) => fold.apply(event, offset, aside),
  configure: (settings) => fold.configure(settings),
  snapshotHome: (homeId) => fold.snapshotHome(homeId),
  restore: (key, value) => fold.restore(key, value),
  clock: () => fold.clock(),
  restoreClock: (text) => fold.restoreClock(text),
  get homeCount() {
    return fold.homeCount;
  },
  ...changed,
});
