/** A segment that waits for the rest of its message, and what can be told of those of one session. */
import type { EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { SarState, SessionRecord } from "./session-record.ts";

export interface Segment {
  readonly message: ReceivedMessage;
  readonly record: SessionRecord;
  readonly state: Exclude<SarState, "none">;
  /** When it came. */
  readonly at: EpochMs;
  /** How many messages had been read then. */
  readonly ordinal: number;
}

/** Most bytes that Kafka needs to keep a message; its texts are escaped. */
export const parkedSizeBytes = ({ payload, topic, contentType, responseTopic }: ReceivedMessage): number =>
  payload.length + 6 * (topic.length + (contentType ?? "").length + (responseTopic ?? "").length) + 1024;

/** Segments of one session by sequence id, in the order they came. */
type Held = ReadonlyMap<bigint, Segment>;

/** The broker keeps the order of one sender, so what is to be waited for comes after its beginning. */
export function hasBegun(held: Held | undefined, sequenceId: bigint): boolean {
  for (const [id, { state }] of held ?? []) if (state === "begin" && id < sequenceId) return true;
  return false;
}

/** The segments held of the message that the oldest is part of: from its begin up to the next one. */
export function oldestMessage(held: Held): Segment[] {
  const [oldest] = held.keys();
  if (oldest === undefined) return [];
  const begins = [...held].filter(([, { state }]) => state === "begin").map(([id]) => id);
  const first = begins.filter((id) => id <= oldest).reduce((a, b) => (a > b ? a : b), 0n);
  const isOwn = (id: bigint): boolean => id >= first && !begins.some((begin) => begin > first && begin <= id);
  return [...held].filter(([id]) => isOwn(id)).map(([, segment]) => segment);
}

/** Sent again, whatever else their Records say. */
export const sameSegment = (a: Segment, b: Segment): boolean =>
  a.state === b.state &&
  Buffer.concat(a.record.session.payload).equals(Buffer.concat(b.record.session.payload));

/** What is held next to a sequence id, beyond those that were of no message; undefined at a gap. */
export function nextTo(
  { held, wordless }: { readonly held: Held; readonly wordless: ReadonlySet<bigint> },
  sequenceId: bigint,
  step: 1n | -1n,
): Segment | undefined {
  let id = sequenceId + step;
  while (wordless.has(id) && !held.has(id)) id += step;
  return held.get(id);
}

/** The segments from begin to complete without a gap, of which this is one; null when there is one. */
export function runThrough(session: Parameters<typeof nextTo>[0], segment: Segment): Segment[] | null {
  const run = [segment];
  for (let last = segment; last.state !== "complete";) {
    const next = nextTo(session, last.record.session.sequenceId, 1n);
    if (next === undefined) return null;
    run.push(next);
    last = next;
  }
  for (let first = segment; first.state !== "begin";) {
    const next = nextTo(session, first.record.session.sequenceId, -1n);
    if (next === undefined) return null;
    run.unshift(next);
    first = next;
  }
  return run;
}
