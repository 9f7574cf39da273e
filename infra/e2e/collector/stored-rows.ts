/** What the tables have of a home, once the sink has taken all that was sent. */
import { setTimeout as sleep } from "node:timers/promises";
import { endOffsets, groupOffsets } from "#infra/adapters/kafka-admin.ts";
import { topics } from "#schemas/topics.ts";
import type { Product } from "../product.ts";
import type { Row } from "../truth/row.ts";
import * as views from "../view-rows.ts";

/**
 * Waits until so many reports of a home are in the tables, and all that came with them: an insert fills one table
 * before the other, so the sink must have committed. The test's own time limit ends it.
 */
export async function untilReportsStored(product: Product, homeId: string, count: number): Promise<void> {
  const query = `SELECT toString(count()) AS n FROM telemetry_event WHERE home_id = '${homeId}' AND kind = 'report'`;
  while (Number((await product.ask(query))[0]?.["n"] ?? 0) < count) await sleep(100);
  await Promise.all(
    [topics.telemetry.name, topics.parameter.name].map((topic) => untilCommitted(product, topic)),
  );
}

/** Waits until the sink has committed all that the topic holds now. */
export async function untilCommitted({ kafka, values }: Product, topic: string): Promise<void> {
  const ends = await endOffsets(kafka, topic);
  const isBehind = async (): Promise<boolean> => {
    const committed = await groupOffsets(kafka, values.sinkGroupId, topic);
    return [...ends].some(([partition, end]) => (committed.get(partition) ?? 0) < end);
  };
  while (await isBehind()) await sleep(50);
}

/** Everything of a home in the tables but when and how it came. */
export async function rowsOfHome(product: Product, homeId: string): Promise<Record<string, readonly Row[]>> {
  const rowsOf = async (query: (homeId: string) => string): Promise<readonly Row[]> =>
    (await product.ask(query(homeId)))
      .map(({ received_at: _received, source: _source, ...row }) => row)
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return {
    reports: await rowsOf(views.reportQuery),
    stations: await rowsOf(views.stationQuery),
    hosts: await rowsOf(views.hostQuery),
    radios: await rowsOf(views.radioQuery),
    accessPoints: await rowsOf(views.accessPointQuery),
    gateway: await rowsOf(views.gatewayQuery),
    parameters: await rowsOf(views.parameterQuery),
  };
}
