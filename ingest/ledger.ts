/** Counts what became of every message: received = fates + unacknowledged + parked. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { EventKind } from "#schemas/telemetry-event.ts";
import type { DropReason, Settled } from "./outcome.ts";

/** Of a segment whose message another one completed: that one has the outcome. */
export interface PartOfAnother {
  readonly kind: "part_of_another";
}

export type Fate = Settled | PartOfAnother;

export interface FateCounts {
  produced: number;
  partOfAnother: number;
  dropped: Partial<Record<DropReason, number>>;
  deadLetter: Partial<Record<DeadLetterReason, number>>;
}

export class Ledger {
  received = 0;
  readonly fates: FateCounts = { produced: 0, partOfAnother: 0, dropped: {}, deadLetter: {} };
  readonly eventsByKind: Partial<Record<EventKind, number>> = {};

  /** A message is settled: acknowledged by Kafka, or dropped. */
  count(fate: Fate): void {
    switch (fate.kind) {
      case "produced":
        this.fates.produced += 1;
        for (const event of fate.events) add(this.eventsByKind, event.kind);
        return;
      case "part_of_another":
        this.fates.partOfAnother += 1;
        return;
      case "dropped":
        return add(this.fates.dropped, fate.reason);
      case "dead_letter":
        return add(this.fates.deadLetter, fate.reason);
    }
  }
}

function add<Name extends string>(counts: Partial<Record<Name, number>>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
