/** Counts what became of every message: received = fates + those still under way. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { EventKind } from "#schemas/telemetry-event.ts";
import type { DropReason, Outcome } from "./outcome.ts";

export interface FateCounts {
  produced: number;
  dropped: Partial<Record<DropReason, number>>;
  deadLetter: Partial<Record<DeadLetterReason, number>>;
}

export class Ledger {
  received = 0;
  readonly fates: FateCounts = { produced: 0, dropped: {}, deadLetter: {} };
  readonly eventsByKind: Partial<Record<EventKind, number>> = {};

  /** A message is settled: acknowledged by Kafka, or dropped. */
  count(outcome: Outcome): void {
    switch (outcome.kind) {
      case "produced":
        this.fates.produced += 1;
        for (const event of outcome.events) add(this.eventsByKind, event.kind);
        return;
      case "dropped":
        return add(this.fates.dropped, outcome.reason);
      case "dead_letter":
        return add(this.fates.deadLetter, outcome.reason);
    }
  }
}

function add<Name extends string>(counts: Partial<Record<Name, number>>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
