/** What static rules may look at: fields of closed windows by name, each with its unit. */
import type { SubjectKind } from "#schemas/alert.ts";
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import { quantileOf } from "./station-watch.ts";

/** What rules may be narrowed to. */
export const scopeLabels = ["band", "model_name", "software_version", "access_point"] as const;
export type ScopeLabel = (typeof scopeLabels)[number];
/** All values of the label `band`. */
export const bands = ["2.4GHz", "5GHz", "6GHz"] as const;

type MetricKind = Extract<SubjectKind, "station" | "radio" | "home">;

/** One subject of a window. */
export interface Measured {
  readonly subjectKind: MetricKind;
  /** MAC, radio path or home id. */
  readonly subject: string;
  readonly endpointId: string | null;
  readonly value: number | null;
  /** Samples (of a home: reports) behind the value. */
  readonly samples: number;
  /** As far as known. */
  readonly labels: Readonly<Partial<Record<ScopeLabel, string>>>;
}

type NumbersOf<Row> = {
  [Name in keyof Row]: Row[Name] extends number | null ? Name : never;
}[keyof Row];
type Units<Row> = Readonly<Partial<Record<NumbersOf<Row>, string>>>;

const levels = {
  rssi_count: "samples",
  rssi_out_of_range: "samples",
  rssi_min_dbm: "dBm",
  rssi_max_dbm: "dBm",
  rssi_mean_dbm: "dBm",
} as const;
const traffic = { bytes_sent: "bytes", bytes_received: "bytes" } as const;

/** Of the exact histogram. */
const quantiles: Readonly<Record<string, number>> = {
  rssi_p10_dbm: 0.1,
  rssi_p50_dbm: 0.5,
  rssi_p90_dbm: 0.9,
};

const stationUnits: Units<StationWindow> = {
  samples: "reports",
  ...levels,
  downlink_rate_mean_kbps: "kbps",
  downlink_rate_min_kbps: "kbps",
  downlink_rate_max_kbps: "kbps",
  uplink_rate_mean_kbps: "kbps",
  uplink_rate_min_kbps: "kbps",
  uplink_rate_max_kbps: "kbps",
  ...traffic,
  packets_sent: "packets",
  retransmissions: "packets",
  retry_share: "share",
  counter_resets: "resets",
  traffic_ms: "ms",
  associated_ms: "ms",
  best_other_rssi_dbm: "dBm",
};

const radioUnits: Units<RadioWindow> = {
  samples: "reports",
  ...levels,
  channel: "channel",
  noise_mean_dbm: "dBm",
  channel_utilization_mean_percent: "percent",
  channel_utilization_max_percent: "percent",
  stations_peak: "stations",
  ...traffic,
};

const homeUnits: Units<HomeWindow> = {
  expected: "reports",
  received: "reports",
  late: "reports",
  duplicate: "reports",
  coverage: "share",
  joins: "joins",
  leaves: "leaves",
  roams: "roams",
  flaps: "flaps",
  ping_pongs: "roams",
  rotations: "joins",
  stations_peak: "stations",
  hosts_peak: "hosts",
  wired_hosts_peak: "hosts",
  host_joins: "joins",
  host_leaves: "leaves",
  ...levels,
  ...traffic,
  retry_share: "share",
  uptime_seconds: "s",
};

const unitsOf = (kind: MetricKind, units: Readonly<Record<string, string>>): [string, string][] => [
  ...Object.entries(units).map(([field, unit]): [string, string] => [`${kind}.${field}`, unit]),
  ...Object.keys(quantiles).map((field): [string, string] => [`${kind}.${field}`, "dBm"]),
];

/** Unit of every metric, by name: `station.rssi_p50_dbm` and so on. */
export const metricUnits: ReadonlyMap<string, string> = new Map([
  ...unitsOf("station", stationUnits),
  ...unitsOf("radio", radioUnits),
  ...unitsOf("home", homeUnits),
]);

/** What a value can be, both included. */
export interface MetricRange {
  readonly least: number;
  readonly most: number;
}

/** By field, where a unit does not say it. */
const ranges: Readonly<Record<string, MetricRange>> = {
  noise_mean_dbm: { least: -200, most: -1 },
  channel: { least: 1, most: 255 },
  // Above 1 where a vendor divides by delivered packets.
  retry_share: { least: 0, most: 2 },
};
const rangesOfUnits: Readonly<Record<string, MetricRange>> = {
  dBm: { least: -110, most: 0 },
  share: { least: 0, most: 1 },
  percent: { least: 0, most: 100 },
};

/** What values of a metric can be; counts and times have no end. */
export function rangeOf(metric: string): MetricRange {
  const field = metric.slice(metric.indexOf(".") + 1);
  const ofUnit = rangesOfUnits[metricUnits.get(metric) ?? ""];
  return ranges[field] ?? ofUnit ?? { least: 0, most: Number.POSITIVE_INFINITY };
}

/** What subjects a metric is of; null when there is no such metric. */
export function kindOf(metric: string): MetricKind | null {
  if (!metricUnits.has(metric)) return null;
  if (metric.startsWith("station.")) return "station";
  return metric.startsWith("radio.") ? "radio" : "home";
}

const kindLabels: Readonly<Record<MetricKind, readonly ScopeLabel[]>> = {
  station: scopeLabels,
  radio: ["band", "model_name", "software_version"],
  home: ["model_name", "software_version"],
};

/** The labels that subjects of a metric can have. */
export const labelsFor = (kind: MetricKind): readonly ScopeLabel[] => kindLabels[kind];

/** All subjects of the metric in the window, each once. */
export function measure(metric: string, window: HomeWindow): readonly Measured[] {
  const kind = kindOf(metric);
  if (kind === null) return [];
  const field = metric.slice(kind.length + 1);
  const gateway = { model_name: window.model_name, software_version: window.software_version };
  if (kind === "home") {
    const of = { subjectKind: kind, subject: window.home_id, endpointId: null };
    return [{ ...of, ...valueOf(window, field, window.received), labels: known(gateway) }];
  }
  if (kind === "radio")
    return window.radios.map((row) => ({
      ...{ subjectKind: kind, subject: row.radio, endpointId: row.endpoint_id },
      ...valueOf(row, field, row.samples),
      labels: known({ band: row.band, ...gateway }),
    }));
  return stationsOf(window).map((row) => ({
    ...{ subjectKind: kind, subject: row.sta_mac, endpointId: row.endpoint_id },
    ...valueOf(row, field, row.samples),
    labels: known({ band: row.band, access_point: row.access_point, ...gateway }),
  }));
}

/** A station that two endpoints of the home told of is taken where it was told of more often. */
function stationsOf({ stations }: HomeWindow): StationWindow[] {
  const rows = new Map<string, StationWindow>();
  for (const row of stations) {
    if (row.samples > (rows.get(row.sta_mac)?.samples ?? -1)) rows.set(row.sta_mac, row);
  }
  return [...rows.values()];
}

/** Levels have samples of their own. */
function valueOf(
  row: HomeWindow | RadioWindow | StationWindow,
  field: string,
  samples: number,
): Pick<Measured, "value" | "samples"> {
  const share = quantiles[field];
  const read: unknown = share === undefined ? Reflect.get(row, field) : quantileOf(row, share);
  return {
    value: typeof read === "number" ? read : null,
    samples: /^rssi_(min|max|mean|p\d+)_/.test(field) ? row.rssi_count : samples,
  };
}

function known(labels: Readonly<Partial<Record<ScopeLabel, string | null>>>): Measured["labels"] {
  const found: Partial<Record<ScopeLabel, string>> = {};
  for (const name of scopeLabels) {
    const label = labels[name] ?? "";
    if (label !== "") found[name] = label;
  }
  return found;
}
