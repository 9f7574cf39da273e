/** A share of the homes' past, in a thread of its own: tells each day that is over. */
import { parentPort, workerData } from "node:worker_threads";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { TableFiller } from "./fill-tables.ts";
import { historyPrefix, type HistoryShare, isKept } from "./history.ts";
import { simulatePast } from "./past.ts";
import { dayMs, historyWindowMs } from "./plan-history.ts";

/** Of the live fleet, so that its homes are those of the past. */
const fleetSeed = "usp";
/** Days in one insert: some thousand windows of twenty homes. */
const insertEveryDays = 2;
/** Reporting intervals without a report, after which a home's windows close. */
const silentIntervals = 3;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `history.ts` gives
const { clickhouse, values, homes, first, span } = workerData as HistoryShare;
const client = createClickhouse(clickhouse);
try {
  const filler = await TableFiller.open(client, historyPrefix);
  const past = simulatePast({
    values: {
      ...values,
      windowSizeMs: historyWindowMs,
      windowIdleMaxMs: silentIntervals * historyWindowMs,
    },
    ...{
      seed: fleetSeed,
      homes,
      first,
      anomalies: 1,
      isSteered: true,
      endsAlerts: true,
      intervalMs: historyWindowMs,
    },
    ...span,
  });
  let days = 0;
  for (const { startMs, records } of past) {
    filler.add(
      records.filter((record) => isKept(record, startMs, span.endMs)),
      startMs,
    );
    const over = Math.floor((startMs + 60_000 - span.startMs) / dayMs);
    if (over === days) continue;
    days = over;
    if (days % insertEveryDays === 0) await filler.insert();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    parentPort?.postMessage(days);
  }
  await filler.insert();
} finally {
  await client.close();
}
