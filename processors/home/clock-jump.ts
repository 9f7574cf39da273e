/**
 * A gateway's clock set back: its reports come with times long past, one after another as time goes by. A backlog
 * and a slow bridge look different: there the difference between the gateway's time and ours does not step and stay.
 */

/** Consecutive reports of an endpoint behind their stream, all with the same new clock offset. */
export interface JumpCandidate {
  /** Observed minus received time of its first report; once it has held, of its last one, as clocks drift. */
  readonly offsetMs: number;
  readonly sinceReceivedAt: number;
  /** Observed time of its last report. */
  readonly lastObservedAt: number;
  readonly count: number;
  /** It has gone on for long enough: the clock was set back. */
  readonly hasHeld: boolean;
}

/** A report whose observed time is behind what its stream, or its home's horizon, has passed already. */
export interface BehindReport {
  readonly observedAt: number;
  readonly receivedAt: number;
  /** The offset the stream had before; null when it is new. */
  readonly usualOffsetMs: number | null;
}

/** Reports that must agree. */
const reportsToAgree = 4;
/** How long they must go on for, in received time. */
const agreeForMs = 10_000;
/** Whole-second clocks and the network make an offset waver by this much. */
const toleranceMs = 2_000;

/**
 * Weighs a report that is behind. The clock was set back when four such reports in a row, each observed after the one
 * before, over ten seconds or more, have one and the same offset, which differs from the usual one by more than the
 * lateness allowed. From then on an offset may waver by that. A repeated report says nothing.
 */
export function weighJump(
  candidate: JumpCandidate | null,
  { observedAt, receivedAt, usualOffsetMs }: BehindReport,
  latenessMs: number,
): JumpCandidate | null {
  const offsetMs = observedAt - receivedAt;
  if (usualOffsetMs !== null && Math.abs(offsetMs - usualOffsetMs) <= latenessMs) return null;
  const mayWaverMs = candidate?.hasHeld === true ? latenessMs : toleranceMs;
  if (candidate === null || Math.abs(offsetMs - candidate.offsetMs) > mayWaverMs)
    return { offsetMs, sinceReceivedAt: receivedAt, lastObservedAt: observedAt, count: 1, hasHeld: false };
  if (observedAt <= candidate.lastObservedAt) return candidate;
  const count = candidate.count + 1;
  const isLong = count >= reportsToAgree && receivedAt - candidate.sinceReceivedAt >= agreeForMs;
  const hasHeld = candidate.hasHeld || isLong;
  return {
    ...candidate,
    offsetMs: hasHeld ? offsetMs : candidate.offsetMs,
    lastObservedAt: observedAt,
    count,
    hasHeld,
  };
}
