/** What a new owner must know beside the snapshots: one record of the worker-state topic per partition. */
import { isLedgerState, type LedgerState } from "./worker-ledger.ts";

/** Keys of the runtime's own records; a fold's keys start with `h:` or `w:`. */
export const checkpointKey = "!checkpoint";
export const sentinelKey = "!sentinel";

/** A point in the order in which outputs go out. */
export interface Reached {
  /** All of every event before this offset. */
  readonly offset: number;
  /** Of the event at `offset` (a tick of many homes) the homes up to this one; null: nothing of it. */
  readonly home: string | null;
}

/** The fold's settings that hold from an offset on. */
export interface SettingsFrom {
  readonly from: number;
  readonly text: string;
}

export interface Checkpoint {
  /** E: outputs up to here are out. */
  readonly emitted: Reached;
  /** C: every event before this offset is in snapshots; replay starts here. C <= E. */
  readonly replayFrom: number;
  /** The fold's clock as of C. */
  readonly clock: string;
  /** What held from C on, oldest first: a replay must decide as the first owner did, whatever is configured now. */
  readonly settings: readonly SettingsFrom[];
  /** Kafka's time of the last record applied; null before the first. */
  readonly appendedAt: number | null;
  /** Which log the offsets are of. */
  readonly logIdentity: string;
  /** What the ledger counts on from; absent in a checkpoint of a version without one. */
  readonly ledger?: LedgerState;
  /** Homes that are set aside, and the offset from which on each is passed over; absent: none. */
  readonly aside?: readonly HomeAside[];
}

export type HomeAside = readonly [homeId: string, from: number];

const version = 2;

export function encodeCheckpoint(checkpoint: Checkpoint): Buffer {
  return Buffer.from(JSON.stringify({ version, ...checkpoint }));
}

/** null when it is none of this version's: the worker must not guess, it stops. */
export function parseCheckpoint(value: Buffer): Checkpoint | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString());
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  const fields: Partial<Record<keyof Checkpoint | "version", unknown>> = parsed;
  const { emitted, replayFrom, clock, settings, appendedAt, logIdentity, ledger, aside } = fields;
  if (fields.version !== version || !isReached(emitted) || !isOffset(replayFrom)) return null;
  if (typeof clock !== "string" || typeof logIdentity !== "string" || replayFrom > emitted.offset)
    return null;
  if (!Array.isArray(settings) || !settings.every(isSettings)) return null;
  if (appendedAt !== null && typeof appendedAt !== "number") return null;
  if (ledger !== undefined && !isLedgerState(ledger)) return null;
  if (aside !== undefined && !(Array.isArray(aside) && aside.every(isHomeAside))) return null;
  const known = { emitted, replayFrom, clock, settings, appendedAt, logIdentity };
  return { ...known, ...(ledger === undefined ? {} : { ledger }), ...(aside === undefined ? {} : { aside }) };
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function isReached(value: unknown): value is Reached {
  if (typeof value !== "object" || value === null) return false;
  const { offset, home }: Partial<Record<keyof Reached, unknown>> = value;
  return isOffset(offset) && (home === null || typeof home === "string");
}

function isSettings(value: unknown): value is SettingsFrom {
  if (typeof value !== "object" || value === null) return false;
  const { from, text }: Partial<Record<keyof SettingsFrom, unknown>> = value;
  return isOffset(from) && typeof text === "string";
}

function isHomeAside(value: unknown): value is HomeAside {
  if (!Array.isArray(value)) return false;
  const [homeId, from]: unknown[] = value;
  return typeof homeId === "string" && isOffset(from);
}

/** What Kafka has of the log now. */
export interface LogRange {
  /** `<cluster>/<topic>/<partition count>/generation-<n>` */
  readonly identity: string;
  /** First offset still there. */
  readonly low: number;
  /** Offset after the last one. */
  readonly high: number;
  /** First offset that Kafka got after the checkpoint's `appendedAt`; null without one. */
  readonly firstAfter: number | null;
}

/** Why a checkpoint does not fit the log, as a sentence for the operator; null when it does. */
export function refuseCheckpoint(checkpoint: Checkpoint, log: LogRange, partition: number): string | null {
  const { emitted, replayFrom, logIdentity } = checkpoint;
  if (logIdentity !== log.identity) {
    return `Partition ${partition}: ${refuseIdentity(logIdentity, log.identity)}`;
  }
  if (emitted.offset > log.high) {
    return (
      `Partition ${partition}: the worker's state is at offset ${emitted.offset}, but the log ends at ${log.high}; ` +
      "it lost records or was created anew (then raise logGeneration and empty the worker-state topic)."
    );
  }
  if (log.firstAfter === log.low && log.low < emitted.offset) {
    return (
      `Partition ${partition}: the worker's state is at offset ${emitted.offset}, but all of the log's records are ` +
      "newer than that; it was created anew. Raise logGeneration and empty the worker-state topic."
    );
  }
  if (log.low > replayFrom) {
    return (
      `Partition ${partition}: replay must start at offset ${replayFrom}, but the log now starts at ${log.low}; ` +
      "its retention is shorter than the worker was away. Empty the worker-state topic to start from what is left."
    );
  }
  return null;
}

/** A log that is another one, or has another count of partitions than it had. */
export function refuseIdentity(before: string, now: string): string {
  const [counted, recounted] = [partitionCountOf(before), partitionCountOf(now)];
  if (counted !== null && recounted !== null && withoutCount(before) === withoutCount(now)) {
    return (
      `the worker's state is of a log with ${counted} partitions, but it has ${recounted} now; ` +
      "homes would move away from the partition that has their state. A count can't be changed: create the topics " +
      "anew with the count you want, raise logGeneration and empty the worker-state topic."
    );
  }
  return (
    `the worker's state belongs to the log ${before}, but this is ${now}; ` +
    "a log that was created anew needs a higher logGeneration and an empty worker-state topic."
  );
}

const countInIdentity = /\/(\d+)(?=\/generation-\d+$)/;
const partitionCountOf = (identity: string): string | null => countInIdentity.exec(identity)?.[1] ?? null;
const withoutCount = (identity: string): string => identity.replace(countInIdentity, "");
