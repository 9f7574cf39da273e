/** What the runtime asks of a fold: the only thing it knows about homes, windows and churn. */
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { FoldEvent } from "./fold-event.ts";
import type { Aside } from "./home-failure.ts";

/** A record for one of the worker's output topics; `topic` is the key in `schemas/topics.ts`. */
export type Output =
  | { readonly topic: "window"; readonly value: HomeWindow }
  | { readonly topic: "associationChange"; readonly value: AssociationChange }
  | { readonly topic: "alertCandidate"; readonly value: Alert };

/** What one event did to one home, whose state has changed. */
export interface Applied {
  readonly homeId: string;
  readonly outputs: readonly Output[];
  /** It was a report past the home's horizon: in the raw table, in no window. */
  readonly pastHorizon: boolean;
  /** It was a report that the home had before. */
  readonly isCopy?: boolean;
}

/** A record of `usp.worker-state.v1`; a null value is a tombstone. */
export interface StateRecord {
  readonly key: string;
  readonly value: Buffer | null;
}

/** All homes of one input partition: pure, deterministic in the order of `apply` calls. */
export interface PartitionFold {
  /**
   * Applies one event (or tick) of the log, home by home in ascending order of home ids (as `<` compares them). A home
   * changes when it is taken, not before, so a tick of thousands of homes can be taken in parts; all must be taken
   * before the next event. Skips what a home's state already holds (home offset >= offset), and of a tick the homes that are set
   * aside. Throws whatever fails; in a tick a HomeFailure, which says the home.
   */
  apply(event: FoldEvent, offset: number, aside?: Aside): Iterable<Applied>;
  /** From the next event on these settings hold: text that another worker's checkpoint may have brought. Throws as `apply` does. */
  configure(settings: string, aside?: Aside): void;
  /** Records that bring the worker-state topic up to this home's present state (only changed parts; null value = tombstone). */
  snapshotHome(homeId: string): readonly StateRecord[];
  /**
   * Takes back a record written by snapshotHome. Unknown version: ignored (returns false), rebuilt from the log. Of a home that
   * can't be read: throws a HomeFailure; passed over where that home is set aside from the start.
   */
  restore(key: string, value: Buffer, aside?: Aside): boolean;
  /**
   * The home is set aside no more: what lies before `offset` is past, and as nothing was heard of it meanwhile, it counts as
   * heard now. Its state has changed.
   */
  takeBack(homeId: string, offset: number): void;
  /** The covered clock (and its bridges), to be stored as of `replayFrom`, JSON text. */
  clock(): string;
  restoreClock(text: string): void;
  readonly homeCount: number;
}

/** A fold without any home, of the partition of this number. */
export type CreatePartitionFold = (partition: number) => PartitionFold;
