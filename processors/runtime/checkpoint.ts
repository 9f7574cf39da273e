/** What a new owner must know beside the snapshots: one record of the worker-state topic per partition. */

/** Keys of the runtime's own records; a fold's keys start with `h:` or `w:`. */
export const checkpointKey = "!checkpoint";
export const sentinelKey = "!sentinel";

export interface Checkpoint {
  /** E: outputs of every event before this offset are out; the next one to be emitted. */
  readonly emittedThrough: number;
  /** C: every event before this offset is in snapshots; replay starts here. C <= E. */
  readonly replayFrom: number;
  /** The fold's clock as of C. */
  readonly clock: string;
  /** Which log the offsets are of. */
  readonly logIdentity: string;
}

const version = 1;

export function encodeCheckpoint({ emittedThrough, replayFrom, clock, logIdentity }: Checkpoint): Buffer {
  return Buffer.from(JSON.stringify({ version, emittedThrough, replayFrom, clock, logIdentity }));
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
  const { emittedThrough, replayFrom, clock, logIdentity } = fields;
  if (fields.version !== version || !isOffset(emittedThrough) || !isOffset(replayFrom)) return null;
  if (typeof clock !== "string" || typeof logIdentity !== "string" || replayFrom > emittedThrough)
    return null;
  return { emittedThrough, replayFrom, clock, logIdentity };
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What Kafka has of the log now. */
export interface LogRange {
  readonly identity: string;
  /** First offset still there. */
  readonly low: number;
  /** Offset after the last one. */
  readonly high: number;
}

/** Why a checkpoint does not fit the log, as a sentence for the operator; null when it does. */
export function refuseCheckpoint(checkpoint: Checkpoint, log: LogRange, partition: number): string | null {
  const { emittedThrough, replayFrom, logIdentity } = checkpoint;
  if (logIdentity !== log.identity) {
    return (
      `Partition ${partition}: the worker's state belongs to the log ${logIdentity}, but this is ${log.identity}; ` +
      "a log that was created anew needs a higher logGeneration and an empty worker-state topic."
    );
  }
  if (emittedThrough > log.high) {
    return (
      `Partition ${partition}: the worker's state is at offset ${emittedThrough}, but the log ends at ${log.high}; ` +
      "it lost records or was created anew (then raise logGeneration and empty the worker-state topic)."
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
