/** The keys of what ClickHouse holds, in the form in which the ledger has them. */
import { z } from "zod";
import { epochMs } from "#schemas/units.ts";
import type { ClickhouseReader } from "../clickhouse-select.ts";
import type { StoredKeys } from "./accounts.ts";
import { changeKey, windowKey } from "./ledger.ts";

const instant = z.number().transform(epochMs);

const eventRows = z.array(z.object({ event_id: z.string() }));
const windowRows = z.array(
  z.object({
    home_id: z.string(),
    window_start: instant,
    window_ms: z.number(),
    clock_epoch: z.number(),
    row_version: z.number(),
  }),
);
const changeRows = z.array(
  z.object({
    home_id: z.string(),
    endpoint_id: z.string(),
    sta_mac: z.string(),
    observed_at: instant,
    host_mac: z.string(),
    kind: z.enum(["join", "leave", "roam", "host_join", "host_leave", "emptied"]),
  }),
);

/** Asks the public views only. */
export async function readStoredKeys(clickhouse: ClickhouseReader): Promise<StoredKeys> {
  const events = await clickhouse.select("SELECT event_id FROM telemetry_event");
  const windows = await clickhouse.select(
    `SELECT home_id, toUnixTimestamp64Milli(w.window_start) AS window_start, window_ms, clock_epoch, row_version
     FROM home_window AS w`,
  );
  const changes = await clickhouse.select(
    `SELECT home_id, endpoint_id, sta_mac, host_mac, toUnixTimestamp64Milli(c.observed_at) AS observed_at, kind
     FROM association_change AS c`,
  );
  return {
    eventIds: new Set(eventRows.parse(events).map((row) => row.event_id)),
    windowVersions: new Map(windowRows.parse(windows).map((row) => [windowKey(row), row.row_version])),
    changes: new Set(changeRows.parse(changes).map(changeKey)),
  };
}
