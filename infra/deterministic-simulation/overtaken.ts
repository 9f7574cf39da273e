/** In which order churn takes the reports of a home, where bridges that share them were hung or cut off. */
import type { Publication } from "./homes.ts";
import type { Plan } from "./plan.ts";

/**
 * When each publication was received, but that a report which a later one of its home has overtaken was received with that one.
 * A bridge that was stopped leaves what came too late for that at the broker; then the times are as they are.
 */
export function inTurn(plan: Plan, published: readonly Publication[], received: Times): Times {
  return plan.bridges === 1 || isAnyStopped(plan)
    ? received
    : turnsOf(inStreams(published, received), received);
}

/** Homes of which nobody can tell it: a report of theirs was overtaken, in a run in which one of several bridges is stopped. */
export function unsureHomes(
  plan: Plan,
  published: readonly Publication[],
  received: Times,
): ReadonlySet<string> {
  if (plan.bridges === 1 || !isAnyStopped(plan)) return new Set();
  const turns = turnsOf(inStreams(published, received), received);
  const overtaken = published.filter(({ fact }) => turns.get(fact) !== received.get(fact));
  return new Set(overtaken.map(({ homeId }) => homeId));
}

/** By fact. */
type Times = ReadonlyMap<string, number>;

const isAnyStopped = ({ faults, bridges }: Plan): boolean =>
  faults.some((fault) => fault.kind === "restart" && fault.process < bridges);

/** What is published, in the order of a stream's observation. */
export interface InStream {
  readonly fact: string;
  /** Null of what can't be told to be older: notifications, and reports without a time that is believed. */
  readonly stream: string | null;
}

/** When each was received; a report that a later one of its stream has overtaken, when that one was. */
export function turnsOf(published: readonly InStream[], received: Times): Times {
  const turns = new Map(received);
  const earliest = new Map<string, number>();
  for (const { fact, stream } of published.toReversed()) {
    const at = received.get(fact);
    if (at === undefined || stream === null) continue;
    const turn = Math.min(at, earliest.get(stream) ?? at);
    turns.set(fact, turn);
    earliest.set(stream, turn);
  }
  return turns;
}

const inStreams = (published: readonly Publication[], received: Times): InStream[] =>
  published.map(({ fact, homeId, message }) => {
    const isTold = message.topic.startsWith("x/bulk/") && isBelieved(fact, received.get(fact) ?? 0);
    return { fact, stream: isTold ? homeId : null };
  });

/** Whether the report counts by the gateway's own time (architecture, section 3), and so can be told to be older. */
function isBelieved(fact: string, receivedAt: number): boolean {
  const toldAt = Number(fact.split(" ")[1]) * 1000;
  return toldAt >= receivedAt - 35 * 86_400_000 && toldAt <= receivedAt + 120_000;
}
