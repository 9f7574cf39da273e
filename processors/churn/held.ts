/**
 * Reports, rows created and deleted, and boots on their way to churn. Several bridges may write one gateway's messages
 * to the log in another order than they were received in; so churn takes them only once everything received before them
 * is in the log (`settledWith` of the clock: at once where one bridge is live), in the order they were received in.
 * A report that a later one of its stream has overtaken, as its bridge hung or was cut off, comes before that one.
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
  /** When it came, where `receivedAt` is that of a later one which overtook it; null of others, and while it waits. */
  readonly cameAt: number | null;
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
  const excess = held.length - heldLimit;
  if (excess <= 0 && !held.some((item) => mayPass(item, passage))) return [];
  const waiting = held.map((item) => ({ item, turn: turnOf(item, held) }));
  waiting.sort((a, b) => inChurnOrder(a.turn, b.turn));
  const last = waiting.findLastIndex(({ turn }) => mayPass(turn, passage));
  const due = waiting.slice(0, Math.max(last + 1, excess));
  for (const { item } of due) held.splice(held.indexOf(item), 1);
  return due.map(({ turn }) => turn);
}

/** A report that was overtaken counts as received with the first of those observed later. */
function turnOf(item: Held, held: readonly Held[]): Held {
  if (item.kind !== "report" || !item.isTimed) return item;
  const first = held.find((other) => isLaterOf(other, item));
  if (first === undefined || first.receivedAt >= item.receivedAt) return item;
  return { ...item, receivedAt: first.receivedAt, cameAt: item.receivedAt };
}

/** Whether it is a report of the same stream, and observed later. */
const isLaterOf = (other: Held, { profileId, observedAt }: HeldReport): boolean =>
  other.kind === "report" && other.isTimed && other.profileId === profileId && other.observedAt > observedAt;

const mayPass = (item: Held, { settledAt, retiredBefore }: Passage): boolean =>
  item.receivedAt < settledAt || (item.kind === "report" && item.observedAt < retiredBefore);

/**
 * Of what was received in the same millisecond (a burst after a broken link, or the retained reports of one message)
 * rows created and deleted and boots come first, then reports by their observed time: the order in the log says nothing where several bridges wrote it.
 */
export const inChurnOrder = (a: Held, b: Held): number =>
  a.receivedAt - b.receivedAt || rankOf(a) - rankOf(b);

const rankOf = (item: Held): number => (item.kind === "report" ? item.observedAt : Number.MIN_SAFE_INTEGER);
