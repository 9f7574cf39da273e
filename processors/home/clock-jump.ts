/**
 * A gateway's clock set back: its reports come with times long past, one after another as time goes by. A backlog
 * and a slow bridge look different: there the difference between the gateway's time and ours does not step and stay.
 */

/** Consecutive reports behind their stream, all with the same new clock offset. */
export interface JumpCandidate {
  readonly endpointId: string;
  /** Observed minus received time of its first report. */
  readonly offsetMs: number;
  readonly sinceReceivedAt: number;
  /** Observed time of its last report. */
  readonly lastObservedAt: number;
  readonly count: number;
}

/** A report whose observed time is behind what its stream, or its home's horizon, has passed already. */
export interface BehindReport {
  readonly endpointId: string;
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

export type JumpVerdict = { readonly jumped: boolean; readonly candidate: JumpCandidate | null };

/**
 * Weighs a report that is behind. The clock jumped when four such reports in a row, each observed after the one
 * before, over ten seconds or more, have one and the same offset, which differs from the usual one by more than the
 * lateness allowed. A repeated report says nothing.
 */
export function weighJump(
  candidate: JumpCandidate | null,
  report: BehindReport,
  latenessMs: number,
): JumpVerdict {
  const offsetMs = report.observedAt - report.receivedAt;
  const { endpointId, usualOffsetMs, observedAt, receivedAt } = report;
  if (usualOffsetMs !== null && Math.abs(offsetMs - usualOffsetMs) <= latenessMs) {
    return { jumped: false, candidate: null };
  }
  if (candidate?.endpointId !== endpointId || Math.abs(offsetMs - candidate.offsetMs) > toleranceMs) {
    const first = { endpointId, offsetMs, sinceReceivedAt: receivedAt, lastObservedAt: observedAt, count: 1 };
    return { jumped: false, candidate: first };
  }
  if (observedAt <= candidate.lastObservedAt) return { jumped: false, candidate };
  const count = candidate.count + 1;
  const jumped = count >= reportsToAgree && receivedAt - candidate.sinceReceivedAt >= agreeForMs;
  return { jumped, candidate: jumped ? null : { ...candidate, lastObservedAt: observedAt, count } };
}
