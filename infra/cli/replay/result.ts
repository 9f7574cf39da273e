/** The one JSON object that a replay prints. */
import type { ClickhouseReader, Row } from "../clickhouse-select.ts";
import type { Fates } from "../status-client.ts";
import type { LedgerTotals } from "./ledger.ts";

export interface ReplayResult {
  readonly published: number;
  /** What the bridges did with each message. */
  readonly fates: Fates;
  /** Records of `usp.telemetry.v1` by kind, without ticks. */
  readonly events: LedgerTotals["events"];
  readonly ticks: number;
  readonly deadLetters: LedgerTotals["deadLetters"];
  /** Events whose id was seen before. */
  readonly duplicates: number;
  /** Distinct windows, and emissions beyond the first of each. */
  readonly windows: number;
  readonly revisions: number;
  readonly associationChanges: number;
  /** Rows of each of `replayedViews`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Records in Kafka not processed or not inserted. */
  readonly lag: number;
  readonly queries: readonly (readonly Row[])[];
  /** Sentences; empty when everything is accounted for. */
  readonly unaccounted: readonly string[];
}

/** Views whose rows are counted; all that this version feeds. */
export const countedViews = [
  "telemetry_event",
  "station_observation",
  "host_observation",
  "radio_observation",
  "access_point_observation",
  "gateway_observation",
  "interface_observation",
  "mesh_node_observation",
  "heard_station_observation",
  "heard_bss_observation",
  "parameter",
  "notification",
  "home_window",
  "station_window",
  "radio_window",
  "stream_window",
  "association_change",
  "dead_letter",
] as const;

/** After a replay also what is dear to count: all views but those of the inventory, rollups and progress. */
export const replayedViews = [
  ...countedViews,
  "station_traffic",
  "periodic_statistic",
  "alert",
  "alert_current",
] as const;

export async function countRows(
  clickhouse: ClickhouseReader,
  views: readonly string[] = countedViews,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const view of views) {
    const [row] = await clickhouse.select(`SELECT count() AS n FROM ${view}`);
    counts[view] = Number(row?.["n"]);
  }
  return counts;
}
