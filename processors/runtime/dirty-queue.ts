/**
 * Homes changed since their last snapshot, by the offset of their first event not yet in one.
 * Snapshots are written from the head, so the head's offset is C: everything before it is in snapshots.
 */
import type { EpochMs } from "#schemas/units.ts";

export interface DirtyHome {
  readonly homeId: string;
  /** Of the first event not in a snapshot. */
  readonly firstOffset: number;
  /** Received time of the log at that event. */
  readonly dirtySince: EpochMs;
  /** The fold's clock before that event. */
  readonly clockBefore: string;
}

/** In order of firstOffset, because offsets are applied in order and a home enters at the tail. */
export class DirtyQueue {
  readonly #homes = new Map<string, DirtyHome>();

  /** A home already dirty keeps its place. */
  add(home: DirtyHome): void {
    if (!this.#homes.has(home.homeId)) this.#homes.set(home.homeId, home);
  }

  get head(): DirtyHome | null {
    return this.#homes.values().next().value ?? null;
  }

  /** Of the home's first event that is in no snapshot; null where it is in one. */
  firstOffsetOf(homeId: string): number | null {
    return this.#homes.get(homeId)?.firstOffset ?? null;
  }

  /** The home is in a snapshot now. */
  remove(homeId: string): void {
    this.#homes.delete(homeId);
  }

  get size(): number {
    return this.#homes.size;
  }
}
