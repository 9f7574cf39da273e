/** The rollups: whose rows are counted, by what they are told apart, and what is counted. */
import {
  countOf,
  differing,
  downlinkRate,
  peaks,
  retries,
  type RollupColumn,
  rssi,
  sumOf,
  sums,
  tally,
} from "./column.ts";

export type RollupNoun = "home" | "band" | "radio" | "station";

export interface Rollup {
  /** Tables are `<noun>_<size>_store`. */
  readonly noun: RollupNoun;
  /** What tells its rows apart within a home's bucket, beside the gateway's model and software. */
  readonly keys: readonly string[];
  readonly columns: readonly RollupColumn[];
  /** Rows of windows. */
  readonly windows: WindowParts;
  /** The hours that its days are counted from. */
  readonly hours: RollupNoun;
}

/** How rows are had from windows. */
export interface WindowParts {
  /** An array column of which each element is a row; null: the window is the row. */
  readonly each: string | null;
  /** Columns of a row: name and SQL; of arrays, the array. */
  readonly columns: readonly (readonly [name: string, sql: string])[];
  /** Whether a row is in the rollup: one that only takes back what an earlier revision said is not. */
  readonly counts: string;
}

const same = (...names: readonly string[]): (readonly [string, string])[] =>
  names.map((name) => [name, name]);
const within = (array: string, ...names: readonly string[]): (readonly [string, string])[] =>
  names.map((name) => [name, `${array}.${name}`]);
/** Columns beside an array's that windows of version 1 do not have. */
const beside = (array: string, of: string, ...names: readonly string[]): (readonly [string, string])[] =>
  names.map((name) => [name, `arrayResize(${array}.${name}, length(${of}))`]);

const rssiFields = ["rssi_count", "rssi_bins", "rssi_counts", "rssi_out_of_range"];
/** Nulls are left out; null where there is nothing else. */
const sumOfStations = (sql: string): string => `arrayReduce('sum', ${sql})`;

/** How long a window speaks for: the interval at which reports come, of several streams the shortest, but no less than the window lasts. */
const toldMs = "toUInt64(greatest(window_ms, ifNull(arrayReduce('min', streams.interval_ms), 0)))";

const toldTime = differing(
  "told_ms",
  // Windows of two clock epochs or sizes may begin at once: the time is told once.
  "arraySum(tupleElement(maxMap([toUnixTimestamp64Milli(part.window_start)], [part.told_ms]), 2))",
  "sum(part.told_ms)",
);

const home: Rollup = {
  noun: "home",
  keys: [],
  columns: [
    countOf("windows", "true"),
    ...sums("expected", "received"),
    sumOf("covered", "least(part.received, part.expected)"),
    toldTime,
    ...sums("late", "duplicate", "joins", "leaves", "roams", "flaps", "ping_pongs", "rotations"),
    ...sums("host_joins", "host_leaves"),
    ...peaks("stations_peak", "hosts_peak", "wired_hosts_peak"),
    ...tally("stations", "part.stations_peak"),
    ...tally("hosts", "part.hosts_peak"),
    ...sums("bytes_sent", "bytes_received", "packets_sent", "retransmissions", "retry_packets_sent"),
    ...rssi,
  ],
  windows: {
    each: null,
    columns: [
      ...same("expected", "received", "late", "duplicate", "joins", "leaves", "roams", "flaps"),
      ...same("ping_pongs", "rotations", "host_joins", "host_leaves"),
      ...same("stations_peak", "hosts_peak", "wired_hosts_peak", "bytes_sent", "bytes_received"),
      ["told_ms", toldMs],
      ["packets_sent", sumOfStations("station_metrics.packets_sent")],
      ["retransmissions", sumOfStations(ofBoth("retransmissions", "packets_sent"))],
      ["retry_packets_sent", sumOfStations(ofBoth("packets_sent", "retransmissions"))],
      ...same(...rssiFields),
    ],
    counts: "true",
  },
  hours: "home",
};

/** One counter of the stations that have the other too. */
function ofBoth(wanted: string, other: string): string {
  const arrays = `station_metrics.${wanted}, station_metrics.${other}`;
  return `arrayMap((wanted, other) -> if(other IS NULL, NULL, wanted), ${arrays})`;
}

const stationParts: WindowParts = {
  each: "stations.sta_mac",
  columns: [
    ...within("stations", "endpoint_id", "sta_mac", "band", "samples", ...rssiFields, "rssi_mean_dbm"),
    ...beside("station_metrics", "stations.sta_mac", "associated_ms", "traffic_ms"),
    ...beside("station_metrics", "stations.sta_mac", "bytes_sent", "bytes_received"),
    ...beside("station_metrics", "stations.sta_mac", "packets_sent", "retransmissions"),
    ...beside("station_metrics", "stations.sta_mac", "downlink_rate_mean_kbps", "best_other_rssi_dbm"),
  ],
  counts: "part.samples > 0",
};

const stationColumns: readonly RollupColumn[] = [
  ...sums("samples", "associated_ms"),
  ...rssi,
  ...sums("traffic_ms", "bytes_sent", "bytes_received"),
  ...retries,
  ...downlinkRate,
];

const band: Rollup = {
  noun: "band",
  keys: ["band"],
  columns: [
    differing(
      "stations",
      "uniqExactIf(part.sta_mac, part.samples > 0)",
      "uniqExactIf(part.sta_mac, part.place > 0)",
    ),
    differing("station_windows", "countIf(part.samples > 0)", "sum(part.windows)"),
    ...stationColumns,
  ],
  windows: stationParts,
  // Only these tell how many different stations a day had.
  hours: "station",
};

const station: Rollup = {
  noun: "station",
  keys: ["endpoint_id", "sta_mac", "band"],
  columns: [
    countOf("windows", "part.samples > 0"),
    ...stationColumns,
    countOf("best_other_windows", "part.best_other_rssi_dbm IS NOT NULL AND part.rssi_mean_dbm IS NOT NULL"),
    countOf("best_other_better_windows", "part.best_other_rssi_dbm >= part.rssi_mean_dbm + 10"),
  ],
  windows: stationParts,
  hours: "station",
};

const radio: Rollup = {
  noun: "radio",
  keys: ["endpoint_id", "radio", "band"],
  columns: [
    countOf("windows", "true"),
    differing(
      "channel",
      "argMaxIf(part.channel, (part.window_start, part.clock_epoch, part.window_ms), part.channel IS NOT NULL)",
      "argMaxIf(part.channel, part.bucket_start, part.channel IS NOT NULL)",
    ),
    ...sums("samples"),
    ...peaks("stations_peak"),
    ...rssi,
    countOf("utilization_windows", "part.channel_utilization_mean_percent IS NOT NULL"),
    sumOf("utilization_sum_percent", "ifNull(part.channel_utilization_mean_percent, 0)"),
    ...peaks("channel_utilization_max_percent"),
    // Not of the null itself: newer ClickHouses leave nulls out of least and greatest.
    ...tally(
      "utilization",
      "if(part.channel_utilization_mean_percent IS NULL, NULL, toUInt8(greatest(0, least(100, floor(assumeNotNull(part.channel_utilization_mean_percent))))))",
    ),
    ...sums("bytes_sent", "bytes_received"),
    sumOf("noise_samples", "if(part.noise_mean_dbm IS NULL, 0, part.samples)"),
    sumOf("noise_sum_dbm", "ifNull(part.noise_mean_dbm, 0) * part.samples"),
  ],
  windows: {
    each: "radios.radio",
    columns: [
      ...within(
        "radios",
        "endpoint_id",
        "radio",
        "band",
        "channel",
        "samples",
        "noise_mean_dbm",
        ...rssiFields,
      ),
      ...beside("radio_metrics", "radios.radio", "channel_utilization_mean_percent"),
      ...beside("radio_metrics", "radios.radio", "channel_utilization_max_percent", "stations_peak"),
      ...beside("radio_metrics", "radios.radio", "bytes_sent", "bytes_received"),
    ],
    counts: "true",
  },
  hours: "radio",
};

/** In the order in which they are counted: a day of bands needs the hours of stations. */
export const rollups: readonly Rollup[] = [home, radio, station, band];
