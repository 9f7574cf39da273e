/** One partition of the log through the home worker's own fold. */
import type { PartitionFold } from "#processors/runtime/fold.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import type { EventDecoder } from "#processors/runtime/decoder.ts";
import type { KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import { type SaidAlert, toSaid } from "./said-alert.ts";

export interface ReplayedPartition {
  /** All that was said, in order. */
  readonly alerts: readonly SaidAlert[];
  /** Earliest and latest received time; null when there is no event. */
  readonly received: { readonly firstMs: number; readonly lastMs: number } | null;
  /** Homes heard of from `countFromMs` on. */
  readonly homes: number;
  readonly events: number;
  /** First offset that was not applied. */
  readonly end: number;
}

export interface PartitionReplay {
  readonly records: AsyncIterable<readonly KafkaRecord[]>;
  readonly decoder: EventDecoder;
  readonly fold: PartitionFold;
  /** End of `records`, in offsets. */
  readonly to: number;
  /** The replay ends with the first event received at this time or later. */
  readonly stopAtMs: number;
  readonly countFromMs: number;
  /** `row_version` of offset 0. */
  readonly versionBase: number;
  readonly onEvents: (count: number) => void;
}

/** Applies every event in the order of offsets, as a worker would; what is no event is stepped over, as there. */
export async function replayPartition(replay: PartitionReplay): Promise<ReplayedPartition> {
  const { records, decoder, fold, stopAtMs, countFromMs, versionBase, onEvents } = replay;
  const alerts: SaidAlert[] = [];
  const homes = new Set<string>();
  let received: { firstMs: number; lastMs: number } | null = null;
  let events = 0;
  for await (const batch of records) {
    for (const { value, offset } of batch) {
      const event = await decode(decoder, value);
      if (event === null) continue;
      if (event.received_at >= stopAtMs) return { alerts, received, homes: homes.size, events, end: offset };
      for (const { outputs } of fold.apply(event, offset))
        for (const output of outputs)
          if (output.topic === "alertCandidate") alerts.push(toSaid(output.value, versionBase));
      if (event.home_id !== "" && event.received_at >= countFromMs) homes.add(event.home_id);
      events += 1;
      // The tick with which a log begins says that nobody ticks yet; it was not received.
      if (event.received_at <= 0) continue;
      received ??= { firstMs: event.received_at, lastMs: event.received_at };
      received.firstMs = Math.min(received.firstMs, event.received_at);
      received.lastMs = Math.max(received.lastMs, event.received_at);
    }
    onEvents(batch.length);
  }
  return { alerts, received, homes: homes.size, events, end: replay.to };
}

async function decode(decoder: EventDecoder, value: Buffer | null): Promise<FoldEvent | null> {
  for (;;) {
    const decoded = decoder.decode(value);
    if (decoded.kind !== "schema_missing") return decoded.kind === "event" ? decoded.event : null;
    await decoder.load(decoded.schemaId);
  }
}
