/** One batch into one landing table: all of it, or all but the records that can't be inserted. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { type Admitted, complaintAbout, type Route } from "./admit.ts";
import type { SinkRecord } from "./container.ts";

/** What came of one insert; see the adapter for which code is which. */
export type InsertOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly failure: "refused" | "away" | "unclear"; readonly detail: string };

export interface InsertPorts {
  /** Resolves when ClickHouse has acknowledged or refused; never rejects. */
  insert(table: string, container: Buffer): Promise<InsertOutcome>;
  /** ClickHouse is away: waits before attempt number `attempt` (from 1), or rejects when the sink is to stop. */
  waitFor(what: "ClickHouse", attempt: number, detail: string): Promise<void>;
}

/** A record that ClickHouse will never take. */
export interface Refused {
  readonly admitted: Admitted;
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/**
 * Inserts a batch; resolves when every record is stored or known to be refused. While ClickHouse is away it tries
 * for ever. A refused batch is halved until the offender stands alone; its neighbors land.
 */
export async function insertBatch(
  ports: InsertPorts,
  route: Route,
  batch: readonly Admitted[],
): Promise<Refused[]> {
  if (batch.length === 0) return [];
  const container = route.toContainer(batch.map(({ row }): SinkRecord => row));
  for (let attempt = 1; ; attempt++) {
    const outcome = await ports.insert(route.table, container);
    if (outcome.ok) return [];
    const only = batch.length === 1 ? batch[0] : undefined;
    if (outcome.failure !== "away" && only === undefined) return halve(ports, route, batch);
    if (outcome.failure !== "away" && only !== undefined) {
      const refused = judge(route, only, outcome.failure, outcome.detail);
      if (refused !== null) return [refused];
    }
    await ports.waitFor("ClickHouse", attempt, outcome.detail);
  }
}

async function halve(ports: InsertPorts, route: Route, batch: readonly Admitted[]): Promise<Refused[]> {
  const middle = Math.ceil(batch.length / 2);
  const first = await insertBatch(ports, route, batch.slice(0, middle));
  return [...first, ...(await insertBatch(ports, route, batch.slice(middle)))];
}

/** Whether a record that was refused alone is at fault; null when ClickHouse may be. */
function judge(
  route: Route,
  admitted: Admitted,
  failure: "refused" | "unclear",
  detail: string,
): Refused | null {
  const complaint = complaintAbout(route.typeOf, admitted.row.body);
  if (complaint !== null) return { admitted, reason: "avro_decode_error", detail: complaint };
  return failure === "refused" ? { admitted, reason: "insert_refused", detail } : null;
}
