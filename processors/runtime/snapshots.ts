/** A partition of the worker-state topic, as read up to the sentinel. */
import { checkpointKey, sentinelKey } from "./checkpoint.ts";
import type { PartitionFold } from "./fold.ts";
import type { Aside } from "./home-failure.ts";

/** The newest value of each key; compaction may not have run yet, so older ones come too. */
export class Snapshots {
  readonly #values = new Map<string, Buffer>();
  #checkpoint: Buffer | null = null;

  /** Takes one record of the topic, in order. */
  add(key: string, value: Buffer | null): void {
    if (key === sentinelKey) return;
    if (key === checkpointKey) this.#checkpoint = value;
    else if (value === null) this.#values.delete(key);
    else this.#values.set(key, value);
  }

  get checkpoint(): Buffer | null {
    return this.#checkpoint;
  }

  get size(): number {
    return this.#values.size;
  }

  /**
   * Gives the records to the fold, some at a time, letting go of each. `true` when the fold knew them all;
   * otherwise what it did not know has to be rebuilt from the log.
   */
  *restoreInto(fold: PartitionFold, atATime: number, aside?: Aside): Generator<void, boolean> {
    let known = true;
    let given = 0;
    for (const [key, value] of this.#values) {
      if (!fold.restore(key, value, aside)) known = false;
      this.#values.delete(key);
      given += 1;
      if (given % atATime === 0) yield;
    }
    return known;
  }
}
