/** When each publication was first received, by what a run has left. */
import { bodyOf } from "#schemas/avro.ts";
import { type TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { inTurn } from "./overtaken.ts";
import type { Plan } from "./plan.ts";
import type { Outcome, Receipt } from "./run.ts";
import { telemetry } from "./surroundings.ts";

type Told = Pick<TelemetryEvent, "home_id" | "kind" | "time_raw" | "msg_id" | "received_at">;

/** See `Publication.fact`. */
const factOf = ({ home_id, kind, time_raw, msg_id }: Told): string =>
  `${home_id} ${kind === "report" ? time_raw : msg_id}`;

/** Of each that is an event in the tables, the time. */
export function firstReceived({ surroundings }: Outcome): ReadonlyMap<string, number> {
  const rows = [...surroundings.tables.view("telemetry_event").values()];
  return new Map(
    rows.map(({ values }) => {
      const told = values as unknown as Told;
      return [factOf(told), told.received_at];
    }),
  );
}

/**
 * In the order in which the product takes them for received: of one bridge that of the log, whatever its clock showed; of
 * several that of their times.
 */
export function receiptsOf(outcome: Outcome, plan: Plan): readonly Receipt[] {
  if (plan.bridges === 1) return inOrderOfTheLog(outcome);
  const times = inTurn(plan, outcome.published, firstReceived(outcome));
  const facts = new Set(outcome.published.map(({ fact }) => fact));
  const received = [...facts].flatMap((fact): Receipt[] => {
    const atMs = times.get(fact);
    return atMs === undefined ? [] : [{ fact, atMs }];
  });
  return received.toSorted((a, b) => a.atMs - b.atMs);
}

function inOrderOfTheLog({ surroundings }: Outcome): readonly Receipt[] {
  const records = surroundings.log
    .partitions(topics.telemetry.name)
    .flatMap((partition) => partition.committed())
    .toSorted((a, b) => a.timestampMs - b.timestampMs);
  const receipts = new Map<string, Receipt>();
  for (const { value } of records) {
    const decoded = value === null ? null : telemetry.type.decode(bodyOf(value));
    if (decoded?.ok !== true || decoded.value.kind === "tick") continue;
    const fact = factOf(decoded.value);
    if (!receipts.has(fact)) receipts.set(fact, { fact, atMs: decoded.value.received_at });
  }
  return [...receipts.values()];
}
