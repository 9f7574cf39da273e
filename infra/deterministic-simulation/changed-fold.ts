import type { PartitionFold } from "#processors/runtime/fold.ts";

/** A fold of which a test does some things otherwise. */
export const changedFold = (fold: PartitionFold, changed: Partial<PartitionFold>): PartitionFold => ({
  apply: (event, offset, aside) => fold.apply(event, offset, aside),
  configure: (settings, aside) => fold.configure(settings, aside),
  snapshotHome: (homeId) => fold.snapshotHome(homeId),
  restore: (key, value, aside) => fold.restore(key, value, aside),
  takeBack: (homeId, offset) => fold.takeBack(homeId, offset),
  clock: () => fold.clock(),
  restoreClock: (text) => fold.restoreClock(text),
  get homeCount() {
    return fold.homeCount;
  },
  ...changed,
});
