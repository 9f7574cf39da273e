/**
 * What the views make of a landed record: rows with their natural key and a version, of which the highest wins. The keys are
 * those of `schemas/clickhouse/migrations`.
 */
import type { LandedRecord } from "./container-reader.ts";

export interface Row {
  readonly view: string;
  readonly key: string;
  /** The highest of a key wins; of equal ones any. */
  readonly version: number;
  readonly values: LandedRecord;
}

type Values = readonly LandedRecord[];

/** Arrays of a telemetry event with the columns that, with the event's, are their rows' key. */
const observations = {
  stations: ["sta_mac", "path"],
  hosts: ["host_mac", "path"],
  radios: ["radio"],
  access_points: ["access_point", "ssid_path"],
  gateway: [],
  changes: ["path", "kind"],
  events: ["path", "name"],
} as const;

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

const keyOf = (record: LandedRecord, columns: readonly string[]): string =>
  columns.map((column) => text(record[column])).join("|");

/** By the noun of a landing table. */
export const rowsOf: Readonly<Record<string, (record: LandedRecord) => readonly Row[]>> = {
  telemetry_event(record) {
    if (record["kind"] === "tick") return [];
    const { event_id, home_id, endpoint_id, time_raw, kafka_offset } = record;
    const version = -Number(record["received_at"]);
    const event = keyOf(record, ["home_id", "endpoint_id", "kind", "time_raw", "event_id"]);
    const arrays = Object.entries(observations).flatMap(([name, columns]) =>
      ((record[name] ?? []) as Values).map((values) => {
        const key = `${text(home_id)}|${text(endpoint_id)}|${text(time_raw)}|${text(event_id)}|${keyOf(values, columns)}`;
        return { view: name, key, version, values: { ...values, event_id, home_id, kafka_offset } };
      }),
    );
    const values = Object.fromEntries(Object.entries(record).filter(([name]) => !(name in observations)));
    return [{ view: "telemetry_event", key: event, version, values }, ...arrays];
  },
  parameter_event(record) {
    const event = keyOf(record, ["home_id", "endpoint_id", "event_id"]);
    const version = -Number(record["received_at"]);
    const { event_id, home_id, kafka_offset } = record;
    return ((record["parameters"] ?? []) as Values).map((values) => ({
      view: "parameter",
      key: `${event}|${keyOf(values, ["path", "value_type", "value"])}`,
      version,
      values: { ...values, event_id, home_id, kafka_offset },
    }));
  },
  home_window: replaced(
    "home_window",
    ["home_id", "window_start", "window_ms", "clock_epoch"],
    ({ row_version }) => Number(row_version),
  ),
  association_change: replaced(
    "association_change",
    ["home_id", "endpoint_id", "sta_mac", "observed_at", "kind", "host_mac"],
    ({ row_version }) => Number(row_version),
  ),
  dead_letter: replaced("dead_letter", ["kafka_topic", "kafka_partition", "kafka_offset"], () => 0),
};

function replaced(
  view: string,
  columns: readonly string[],
  versionOf: (record: LandedRecord) => number,
): (record: LandedRecord) => readonly Row[] {
  return (record) => [{ view, key: keyOf(record, columns), version: versionOf(record), values: record }];
}
