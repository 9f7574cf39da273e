/** In which order churn takes the reports of a home, where bridges that share them were hung or cut off. */
import type { Publication } from "./homes.ts";
import type { Plan } from "./plan.ts";

/**
 * When each publication was received, but that a report which a later one of its home has overtaken was received with that one.
 * A bridge that was stopped leaves what came too late for that at the broker; then the times are as they are.
 */
export function inTurn(
  { faults, bridges }: Plan,
  published: readonly Publication[],
  received: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (bridges === 1 || faults.some((fault) => fault.kind === "restart" && fault.process < bridges))
    return received;
  const turns = new Map(received);
  const earliest = new Map<string, number>();
  for (const { fact, homeId, message } of published.toReversed()) {
    const at = received.get(fact);
    if (at === undefined || !message.topic.startsWith("x/bulk/") || !isBelieved(fact, at)) continue;
    const turn = Math.min(at, earliest.get(homeId) ?? at);
    turns.set(fact, turn);
    earliest.set(homeId, turn);
  }
  return turns;
}

/** Whether the report counts by the gateway's own time (architecture, section 3), and so can be told to be older. */
function isBelieved(fact: string, receivedAt: number): boolean {
  const toldAt = Number(fact.split(" ")[1]) * 1000;
  return toldAt >= receivedAt - 35 * 86_400_000 && toldAt <= receivedAt + 120_000;
}
