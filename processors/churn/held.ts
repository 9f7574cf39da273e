/**
 * Reports and deletions on their way to churn. Several bridges may write one gateway's messages to the log in another
 * order than they were received in; so churn takes them only once everything received before them is in the log
 * (the clock's `settledAt`), in the order they were received in. Windows need no such care: they are sums.
 */
import type { SeenReport } from "./presence.ts";

interface HeldBase {
  readonly receivedAt: number;
  /** Offset in the log: the order of what was received in the same millisecond. */
  readonly offset: number;
}

export interface HeldReport extends HeldBase, SeenReport {
  readonly kind: "report";
  readonly profileId: string;
  /** The observed time is the gateway's own. */
  readonly isTimed: boolean;
}

export interface HeldDeletion extends HeldBase {
  readonly kind: "deletion";
  /** Path of the deleted row, with trailing dot. */
  readonly path: string;
}

export type Held = HeldReport | HeldDeletion;

/** What may pass. */
export interface Passage {
  /** What was received before this is complete. */
  readonly settledAt: number;
  /** Reports observed before this can't wait: their window is about to be retired. */
  readonly retiredBefore: number;
}

/** While a live bridge is silent nothing settles; then churn goes on with the order it has rather than without bound. */
export const heldLimit = 256;

/** Puts an item in its place: by received time, then offset. */
export function hold(held: Held[], item: Held): void {
  held.splice(held.findLastIndex((other) => isBefore(other, item)) + 1, 0, item);
}

const isBefore = (a: Held, b: Held): boolean =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.offset < b.offset);

/** Takes out what may pass, in the order churn has to see it. */
export function takeDue(held: Held[], passage: Passage): Held[] {
  const last = held.findLastIndex((item) => mayPass(item, passage));
  return inObservedOrder(held.splice(0, Math.max(last + 1, held.length - heldLimit)));
}

const mayPass = (item: Held, { settledAt, retiredBefore }: Passage): boolean =>
  item.receivedAt < settledAt || (item.kind === "report" && item.observedAt < retiredBefore);

/**
 * Reports received in the same millisecond (a burst after a broken link, or the retained reports of one message)
 * change places among themselves so that the older observation comes first; deletions keep theirs.
 */
function inObservedOrder(items: readonly Held[]): Held[] {
  const reports = items.filter((item) => item.kind === "report");
  reports.sort((a, b) => a.receivedAt - b.receivedAt || a.observedAt - b.observedAt);
  return items.map((item) => (item.kind === "report" ? (reports.shift() ?? item) : item));
}
