/**
 * What the views make of a landed record: rows with their natural key and a version, of which the highest wins. Keys and
 * versions are those of `schemas/clickhouse/migrations`; a test reads them there.
 */
import type { LandedRecord } from "./container-reader.ts";

export interface Row {
  readonly view: string;
  readonly key: string;
  /** The highest of a key wins; of equal ones any. */
  readonly version: number;
  readonly values: LandedRecord;
}

/** Of the rows that are alike in all `columns` the one with the highest `version` stands; null: any. */
export interface TableKey {
  readonly columns: readonly string[];
  readonly version: string | null;
}

const firstWins = (...columns: readonly string[]): TableKey => ({ columns, version: "first_wins" });
const newestWins = (...columns: readonly string[]): TableKey => ({ columns, version: "row_version" });

const observation = (...columns: readonly string[]): TableKey =>
  firstWins("home_id", "endpoint_id", ...columns);

/** By view; its table is `<view>_store`. */
export const tableKeys: Readonly<Record<string, TableKey>> = {
  telemetry_event: firstWins("home_id", "endpoint_id", "kind", "sort_at", "event_id"),
  station_observation: observation("sta_mac", "sort_at", "event_id", "path"),
  host_observation: observation("host_mac", "sort_at", "event_id", "path"),
  radio_observation: observation("radio", "sort_at", "event_id"),
  access_point_observation: observation("access_point", "sort_at", "event_id", "ssid_path"),
  gateway_observation: observation("sort_at", "event_id"),
  interface_observation: observation("interface", "sort_at", "event_id"),
  mesh_node_observation: observation("node_mac", "sort_at", "event_id", "path"),
  heard_station_observation: observation("sta_mac", "radio", "sort_at", "event_id", "path"),
  heard_bss_observation: observation("bssid", "sort_at", "event_id", "path"),
  notification: observation("event_id", "path", "event_name", "kind"),
  parameter: observation("path", "event_id", "value_type", "value"),
  home_window: newestWins("home_id", "window_start", "window_ms", "clock_epoch"),
  association_change: newestWins("home_id", "endpoint_id", "sta_mac", "observed_at", "kind", "host_mac"),
  alert: newestWins("home_id", "alert_class", "episode_id", "raised_at", "sequence"),
  dead_letter: { columns: ["kafka_topic", "kafka_partition", "kafka_offset"], version: null },
};

type Values = readonly LandedRecord[];

/** A row before its key is known. */
interface Landed {
  readonly view: string;
  readonly values: LandedRecord;
  /** What its key and version are made of beside its values. */
  readonly origin: LandedRecord;
}

/** Arrays of a telemetry event, and the view that each is. */
const observations: Readonly<Record<string, string>> = {
  stations: "station_observation",
  hosts: "host_observation",
  radios: "radio_observation",
  access_points: "access_point_observation",
  gateway: "gateway_observation",
  interfaces: "interface_observation",
  mesh_nodes: "mesh_node_observation",
  heard_stations: "heard_station_observation",
  heard_bsses: "heard_bss_observation",
};
const arrays: ReadonlySet<string> = new Set([...Object.keys(observations), "changes", "events"]);

const listOf = (record: LandedRecord, array: string): Values => (record[array] ?? []) as Values;

/** What all rows of an event have of it. */
const originOf = (record: LandedRecord): LandedRecord => ({
  ...record,
  // The time as reported; a row's order, and a function of its event.
  sort_at: record["time_raw"],
  first_wins: -Number(record["received_at"]),
});

function ofTelemetry(record: LandedRecord): readonly Landed[] {
  if (record["kind"] === "tick") return [];
  const { event_id, home_id, kafka_offset, kind } = record;
  const origin = originOf(record);
  const row = (view: string, values: LandedRecord): Landed => ({
    view,
    values: { ...values, event_id, home_id, kafka_offset },
    origin,
  });
  return [
    {
      view: "telemetry_event",
      values: Object.fromEntries(Object.entries(record).filter(([name]) => !arrays.has(name))),
      origin: { ...origin, sort_at: kind === "report" ? origin["sort_at"] : null },
    },
    ...Object.entries(observations).flatMap(([array, view]) =>
      listOf(record, array).map((values) => row(view, values)),
    ),
    ...listOf(record, "events").map(({ name, ...values }) =>
      row("notification", { ...values, event_name: name, kind }),
    ),
    ...listOf(record, "changes").map((values) =>
      row("notification", {
        ...values,
        event_name: "",
        kind: values["kind"] === "created" ? "object_creation" : "object_deletion",
      }),
    ),
  ];
}

function ofParameters(record: LandedRecord): readonly Landed[] {
  const { event_id, home_id, kafka_offset } = record;
  const origin = originOf(record);
  return listOf(record, "parameters").map((values) => ({
    view: "parameter",
    values: { ...values, event_id, home_id, kafka_offset },
    origin,
  }));
}

const asItIs =
  (view: string) =>
  (record: LandedRecord): readonly Landed[] => [{ view, values: record, origin: {} }];

/** By the noun of a landing table. */
const landed: Readonly<Record<string, (record: LandedRecord) => readonly Landed[]>> = {
  telemetry_event: ofTelemetry,
  parameter_event: ofParameters,
  home_window: asItIs("home_window"),
  association_change: asItIs("association_change"),
  alert: asItIs("alert"),
  dead_letter: asItIs("dead_letter"),
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Rows of a record that landed under a noun; none where no view of it is simulated. */
export function rowsOf(noun: string, record: LandedRecord, keys: typeof tableKeys): readonly Row[] {
  return (landed[noun]?.(record) ?? []).map(({ view, values, origin }) => {
    const { columns, version } = keys[view] ?? { columns: [], version: null };
    const all = { ...origin, ...values };
    const key = columns.map((column) => textOf(all[column])).join("|");
    return { view, key, version: version === null ? 0 : Number(all[version]), values };
  });
}
