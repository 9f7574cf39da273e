/** What is no event counts for its sender's rate too. */
import type { ReceivedMessage } from "./admit.ts";
import { type Outcome, rateExceeded } from "./outcome.ts";
import { nobody, type RateLimit } from "./rate.ts";

/** The dead letter of a message that was not counted yet, or one more than its sender may send; others are as they are. */
export function ratedLetter(
  letter: Outcome,
  { receivedAt, payload }: Pick<ReceivedMessage, "receivedAt" | "payload">,
  rate: RateLimit,
): Outcome {
  if (letter.kind !== "dead_letter") return letter;
  const { endpointId, reason, detail } = letter;
  const sentence = rate.refuse(endpointId ?? nobody, receivedAt, payload.length);
  return sentence === null ? letter : rateExceeded(`${sentence} (${reason}: ${detail})`, endpointId);
}
