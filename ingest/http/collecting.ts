/** The bridge of a collector: what its doors have made of a request becomes records, and the breaker hears of it. */
import type { Trip } from "../breaker.ts";
import { Bridge, type BridgePorts } from "../bridge.ts";
import { deadLetter, endpointOf, type Outcome } from "../outcome.ts";
import { type RecordFormat, toPublication } from "../records.ts";
import type { Collected } from "./reception.ts";

export interface CollectingParts {
  readonly format: RecordFormat;
  /** Kafka's side of the ports. */
  readonly ports: Omit<BridgePorts<Collected>, "translate" | "refuse">;
  readonly trip: Trip;
}

/** Judged is what is published: what was understood may yet be a dead letter, where it can't be encoded. */
export function createCollecting(
  options: ConstructorParameters<typeof Bridge>[1],
  { format, ports, trip }: CollectingParts,
): Bridge<Collected> {
  const judge = (outcome: Outcome, { speaker, receivedAt: at }: Collected, more: { again?: true } = {}) =>
    trip.judge({ outcome, speaker, at, ...more });
  return new Bridge<Collected>(
    {
      ...ports,
      translate(message) {
        const publication = toPublication(message.outcome, message, format);
        judge(publication.outcome, message);
        return publication;
      },
      refuse(message, maxRecordBytes) {
        const letter = deadLetter(
          "event_too_large",
          "Kafka refuses records of this size",
          endpointOf(message.outcome),
        );
        judge(letter, message, { again: true });
        return toPublication(letter, message, { ...format, maxRecordBytes });
      },
    },
    options,
  );
}
