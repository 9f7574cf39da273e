/**
 * Reports, rows created and deleted, and boots on their way to churn. Several bridges may write one gateway's messages
 * to the log in another order than they were received in; so churn takes them only once everything received before them
 * is in the log (`settledWith` of the clock: at once where one bridge is live), in the order they were received in.
 * Windows need no such care: they are sums.
 */
import type { HeardStation } from "#processors/anomalies/sticky-run.ts";
import type { HostReport } from "./host-presence.ts";
import type { SeenReport } from "./presence.ts";
import type { NotifiedCreation, NotifiedDeletion } from "./row-notices.ts";

interface HeldBase {
  readonly eventId: string;
  /** Offset in the log: the order of what was received in the same millisecond. */
  readonly offset: number;
}

export interface HeldReport extends HeldBase, SeenReport, HostReport {
  readonly kind: "report";
  readonly profileId: string;
  /** The observed time is the gateway's own. */
  readonly isTimed: boolean;
  /** Of the endpoint itself. */
  readonly uptimeSeconds: number | null;
  /** The epoch of its pseudonyms; empty where names are in the clear. */
  readonly pseudonyms: string;
  /** Stations that a radio hears though they are not there; those with a level. */
  readonly heard: readonly HeardStation[];
}

export interface HeldDeletion extends HeldBase, NotifiedDeletion {
  readonly kind: "deletion";
}

export interface HeldCreation extends HeldBase, NotifiedCreation {
  readonly kind: "creation";
}

/** The endpoint said that it booted. */
export interface HeldBoot extends HeldBase {
  readonly kind: "boot";
  readonly receivedAt: number;
}

export type Held = HeldReport | HeldCreation | HeldDeletion | HeldBoot;

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

/**
 * The same report or notification came again. Of copies the one received first counts, whatever their order in the log; it
 * is there before the other passes. True when that changed anything.
 */
export function holdCopy(held: Held[], eventId: string, receivedAt: number): boolean {
  const copied = held.filter((item) => item.eventId === eventId && receivedAt < item.receivedAt);
  for (const item of copied) {
    held.splice(held.indexOf(item), 1);
    hold(held, { ...item, receivedAt });
  }
  return copied.length > 0;
}

const isBefore = (a: Held, b: Held): boolean =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.offset < b.offset);

/** Takes out what may pass, in the order churn has to see it. */
export function takeDue(held: Held[], passage: Passage): Held[] {
  const last = held.findLastIndex((item) => mayPass(item, passage));
  return held.splice(0, Math.max(last + 1, held.length - heldLimit)).sort(inChurnOrder);
}

const mayPass = (item: Held, { settledAt, retiredBefore }: Passage): boolean =>
  item.receivedAt < settledAt || (item.kind === "report" && item.observedAt < retiredBefore);

/**
 * Of what was received in the same millisecond (a burst after a broken link, or the retained reports of one message)
 * rows created and deleted and boots come first, then reports by their observed time: the order in the log says nothing where several bridges wrote it.
 */
export const inChurnOrder = (a: Held, b: Held): number =>
  a.receivedAt - b.receivedAt || rankOf(a) - rankOf(b);

const rankOf = (item: Held): number => (item.kind === "report" ? item.observedAt : Number.MIN_SAFE_INTEGER);
