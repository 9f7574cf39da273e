/** Which alerts of a partition can be compared: what was asked for, less what cannot be known. */
import type { PartitionPlan, Span } from "./plan.ts";
import type { ReplayedPartition } from "./replay-partition.ts";
import type { SaidAlert } from "./said-alert.ts";

export interface Comparable {
  /** Received times, the second excluded; null when nothing was read. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | null;
  readonly includes: (alert: SaidAlert) => boolean;
}

/**
 * Alerts received in the span, of events that were replayed. Where the log has lost its beginning, those after the
 * warm-up; where the recorded alerts have lost theirs, those of events behind the oldest record's. Unless the replay
 * began with offset 0, not what was raised before it: such an episode's life cannot be made again.
 */
export function toComparable(
  { fromMs, toMs, warmUpMs }: Span,
  plan: Pick<PartitionPlan, "from" | "isWhole" | "isCut" | "recorded">,
  { received, end }: Pick<ReplayedPartition, "received" | "end">,
  recorded: readonly SaidAlert[],
): Comparable {
  if (received === null) return { range: null, includes: () => false };
  const from = Math.max(fromMs, plan.isCut ? received.firstMs + warmUpMs : received.firstMs);
  const raisedFrom = plan.isWhole ? Number.NEGATIVE_INFINITY : received.firstMs;
  const oldest = recorded[0]?.offset ?? end;
  const firstOffset = hasLostItsStart(plan) ? Math.max(plan.from, oldest + 1) : plan.from;
  return {
    range: { fromMs: from, toMs: Math.max(from, Math.min(toMs, received.lastMs)) },
    includes: ({ offset, receivedAt, raisedAt }) =>
      offset >= firstOffset &&
      offset < end &&
      receivedAt >= from &&
      receivedAt < toMs &&
      raisedAt >= raisedFrom,
  };
}

/** Retention has taken recorded alerts, and none of those that are read. */
const hasLostItsStart = ({ recorded }: Pick<PartitionPlan, "recorded">): boolean =>
  recorded.low > 0 && recorded.from === recorded.low;
