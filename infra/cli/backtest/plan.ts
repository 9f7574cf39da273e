/** Which offsets of each partition are read, and which of them can be compared. */
import type { Kafka } from "kafkajs";
import { groupOffsets, offsetRanges, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { topics } from "#schemas/topics.ts";
import { kafkaAnswer } from "../reach-kafka.ts";

/** What is asked for, in received time; -Infinity and Infinity for the earliest and the latest. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly warmUpMs: number;
}

export interface PartitionPlan {
  readonly partition: number;
  /** Of the telemetry. */
  readonly from: number;
  /** First offset that is not read: the log's end, or what the worker has done. */
  readonly to: number;
  /** Nothing is before `from`, and nothing was: the fold's state is known. */
  readonly isWhole: boolean;
  /** The log begins later than was asked for: what was compared begins with the warm-up's end. */
  readonly isCut: boolean;
  /** The workers' group has committed an offset; otherwise `to` is the log's end. */
  readonly isCommitted: boolean;
  /** Records that the worker has not done yet. */
  readonly undone: number;
  /** Of the recorded alerts. */
  readonly recorded: { readonly from: number; readonly to: number; readonly low: number };
}

/**
 * Asks Kafka. Telemetry is read to where the workers' group has committed: what they have not done yet has no recorded
 * alerts. Ends of the alerts are asked for after that, so that all of theirs are before them.
 */
export async function planPartitions(
  kafka: Kafka,
  groupId: string,
  { fromMs, warmUpMs }: Pick<Span, "fromMs" | "warmUpMs">,
): Promise<readonly PartitionPlan[]> {
  const telemetry = topics.telemetry.name;
  const candidates = topics.alertCandidate.name;
  const done = await kafkaAnswer(groupOffsets(kafka, groupId, telemetry));
  const ranges = await kafkaAnswer(offsetRanges(kafka, telemetry));
  const starts = await startOffsets(kafka, telemetry, fromMs - warmUpMs);
  const recordedRanges = await kafkaAnswer(offsetRanges(kafka, candidates));
  const recordedStarts = await startOffsets(kafka, candidates, fromMs);
  return [...ranges].map(([partition, { low, high }]): PartitionPlan => {
    const from = Math.max(low, starts.get(partition) ?? low);
    const to = Math.min(high, done.get(partition) ?? high);
    const recorded = recordedRanges.get(partition) ?? { low: 0, high: 0 };
    return {
      partition,
      from,
      to,
      isWhole: from === 0,
      isCut: from === low && low > 0,
      isCommitted: done.has(partition),
      undone: high - to,
      recorded: {
        from: Math.max(recorded.low, recordedStarts.get(partition) ?? recorded.low),
        to: recorded.high,
        low: recorded.low,
      },
    };
  });
}

/** First offsets that Kafka got at this time or later; none for the earliest. */
async function startOffsets(kafka: Kafka, topic: string, atMs: number): Promise<ReadonlyMap<number, number>> {
  if (!Number.isFinite(atMs)) return new Map();
  const offsets = await kafkaAnswer(
    withAdmin(kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, atMs))),
  );
  return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
}
