/** The second opinion on rollups: counted in TypeScript from the newest revision of each window, one bucket at a time. */
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import { timeText, withSilence } from "./silence.ts";

/** A view's row by column, but for `computed_at` and what the inventory adds. */
export type RollupRow = Readonly<Record<string, unknown>>;

export type Subject = "home" | "band" | "radio" | "station";

/** The newest revision of each window. */
function newestOf(windows: readonly HomeWindow[]): HomeWindow[] {
  const newest = new Map<string, HomeWindow>();
  for (const window of windows) {
    const key = JSON.stringify([window.home_id, window.window_start, window.window_ms, window.clock_epoch]);
    const before = newest.get(key);
    if (before === undefined || before.row_version < window.row_version) newest.set(key, window);
  }
  return [...newest.values()];
}

/** The rows that the view of a subject and size must have of these revisions of windows. */
export function recountRows(history: readonly HomeWindow[], subject: Subject, sizeMs: number): RollupRow[] {
  const rows = countRows(newestOf(history), subject, sizeMs);
  return subject === "home" ? withSilence(rows, history, sizeMs) : rows;
}

function countRows(windows: readonly HomeWindow[], subject: Subject, sizeMs: number): RollupRow[] {
  const buckets = groupBy(windows, (window) => ({
    home_id: window.home_id,
    bucket_start: timeText(Math.floor(window.window_start / sizeMs) * sizeMs),
    model_name: window.model_name,
    software_version: window.software_version,
  }));
  return buckets.flatMap(({ key, items }) => countSubject(items, subject).map((row) => ({ ...key, ...row })));
}

function countSubject(windows: readonly HomeWindow[], subject: Subject): RollupRow[] {
  if (subject === "home") return [countHome(windows)];
  if (subject === "radio") {
    const rows = windows.flatMap((window) => window.radios.map((row) => ({ ...row, window })));
    return groupBy(rows, ({ endpoint_id, radio, band }) => ({ endpoint_id, radio, band })).map(
      ({ key, items }) => ({ ...key, ...countRadio(items) }),
    );
  }
  const rows = windows.flatMap((window) => window.stations.filter(({ samples }) => samples > 0));
  if (subject === "band") {
    return groupBy(rows, ({ band }) => ({ band })).map(({ key, items }) => ({
      ...key,
      stations: new Set(items.map(({ sta_mac }) => sta_mac)).size,
      station_windows: items.length,
      ...countStations(items),
    }));
  }
  return groupBy(rows, ({ endpoint_id, sta_mac, band }) => ({ endpoint_id, sta_mac, band })).map(
    ({ key, items }) => ({ ...key, windows: items.length, ...countStations(items), ...countOther(items) }),
  );
}

function countHome(windows: readonly HomeWindow[]): RollupRow {
  const stations = windows.flatMap((window) => window.stations);
  const total = (field: NumberField<HomeWindow>): number | null => sumOf(windows, (row) => row[field]);
  const most = (field: NumberField<HomeWindow>): number => Math.max(...windows.map((row) => row[field] ?? 0));
  const expected = total("expected") ?? 0;
  const covered = sumOf(windows, (row) => Math.min(row.expected, row.received)) ?? 0;
  return {
    windows: windows.length,
    expected,
    received: total("received"),
    covered,
    late: total("late"),
    duplicate: total("duplicate"),
    joins: total("joins"),
    leaves: total("leaves"),
    roams: total("roams"),
    flaps: total("flaps"),
    ping_pongs: total("ping_pongs"),
    rotations: total("rotations"),
    host_joins: total("host_joins"),
    host_leaves: total("host_leaves"),
    stations_peak: most("stations_peak"),
    hosts_peak: most("hosts_peak"),
    wired_hosts_peak: most("wired_hosts_peak"),
    ...tallyOf(
      "stations",
      windows.map((row) => row.stations_peak),
    ),
    ...tallyOf(
      "hosts",
      windows.map((row) => row.hosts_peak),
    ),
    bytes_sent: total("bytes_sent"),
    bytes_received: total("bytes_received"),
    ...countRetries(stations),
    ...countRssi(windows),
  };
}

function countStations(rows: readonly StationWindow[]): RollupRow {
  const total = (field: NumberField<StationWindow>): number | null => sumOf(rows, (row) => row[field]);
  const rated = rows.filter((row) => row.downlink_rate_mean_kbps !== null);
  return {
    samples: total("samples"),
    associated_ms: total("associated_ms"),
    ...countRssi(rows),
    traffic_ms: total("traffic_ms"),
    bytes_sent: total("bytes_sent"),
    bytes_received: total("bytes_received"),
    ...countRetries(rows),
    downlink_rate_mean_kbps: weightedMean(rated, (row) => row.downlink_rate_mean_kbps ?? 0),
  };
}

function countOther(rows: readonly StationWindow[]): RollupRow {
  const known = rows.flatMap(({ best_other_rssi_dbm: other, rssi_mean_dbm: own }) =>
    other === null || own === null ? [] : [{ other, own }],
  );
  return {
    best_other_windows: known.length,
    best_other_better_windows: known.filter(({ other, own }) => other >= own + 10).length,
  };
}

function countRadio(rows: readonly (RadioWindow & { readonly window: HomeWindow })[]): RollupRow {
  const total = (field: NumberField<RadioWindow>): number | null => sumOf(rows, (row) => row[field]);
  const utilization = rows.flatMap((row) => row.channel_utilization_mean_percent ?? []);
  const inOrder = rows.toSorted(({ window: a }, { window: b }) =>
    a.window_start !== b.window_start
      ? a.window_start - b.window_start
      : a.clock_epoch - b.clock_epoch || a.window_ms - b.window_ms,
  );
  const noisy = rows.filter((row) => row.noise_mean_dbm !== null && row.samples > 0);
  return {
    windows: rows.length,
    channel: inOrder.findLast(({ channel }) => channel !== null)?.channel ?? null,
    samples: total("samples"),
    stations_peak: Math.max(...rows.map((row) => row.stations_peak)),
    ...countRssi(rows),
    utilization_windows: utilization.length,
    channel_utilization_mean_percent:
      utilization.length === 0 ? null : (sumOf(utilization, (percent) => percent) ?? 0) / utilization.length,
    channel_utilization_max_percent: greatest(
      rows.flatMap((row) => row.channel_utilization_max_percent ?? []),
    ),
    ...tallyOf("utilization", utilization.map(Math.floor)),
    bytes_sent: total("bytes_sent"),
    bytes_received: total("bytes_received"),
    noise_mean_dbm: weightedMean(noisy, (row) => row.noise_mean_dbm ?? 0),
  };
}

function countRetries(rows: readonly StationWindow[]): RollupRow {
  const both = rows.filter((row) => row.packets_sent !== null && row.retransmissions !== null);
  const again = sumOf(both, (row) => row.retransmissions);
  const sent = sumOf(both, (row) => row.packets_sent);
  return {
    packets_sent: sumOf(rows, (row) => row.packets_sent),
    retransmissions: again,
    retry_packets_sent: sent,
    retry_share: again === null || sent === null || sent === 0 ? null : again / sent,
  };
}

type Rssi = Pick<HomeWindow, "rssi_count" | "rssi_bins" | "rssi_counts" | "rssi_out_of_range">;

function countRssi(rows: readonly Rssi[]): RollupRow {
  const samples = new Map<number, number>();
  for (const { rssi_bins: bins, rssi_counts: counts } of rows)
    for (const [index, bin] of bins.entries())
      samples.set(bin, (samples.get(bin) ?? 0) + (counts[index] ?? 0));
  const { bins, counts } = inColumns(samples);
  const percentile = (percent: number): number | null => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    let below = 0;
    return bins.find((_, index) => (below += counts[index] ?? 0) * 100 >= all * percent) ?? null;
  };
  return {
    rssi_count: sumOf(rows, (row) => row.rssi_count),
    rssi_bins: bins,
    rssi_counts: counts,
    rssi_out_of_range: sumOf(rows, (row) => row.rssi_out_of_range),
    rssi_p10_dbm: percentile(10),
    rssi_p50_dbm: percentile(50),
    rssi_p90_dbm: percentile(90),
  };
}

function tallyOf(noun: string, values: readonly number[]): RollupRow {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  const { bins, counts } = inColumns(times);
  return { [`${noun}_bins`]: bins, [`${noun}_counts`]: counts };
}

function inColumns(counts: ReadonlyMap<number, number>): { bins: number[]; counts: number[] } {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { bins: sorted.map(([bin]) => bin), counts: sorted.map(([, count]) => count) };
}

type NumberField<T> = { [K in keyof T]: T[K] extends number | null ? K : never }[keyof T];

/** Nulls are left out; null where there is nothing else. */
function sumOf<T>(items: readonly T[], value: (item: T) => number | null): number | null {
  const known = items.map(value).filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

const greatest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values);

function weightedMean<T extends { readonly samples: number }>(
  rows: readonly T[],
  value: (row: T) => number,
): number | null {
  const weight = sumOf(rows, ({ samples }) => samples) ?? 0;
  return weight === 0 ? null : (sumOf(rows, (row) => value(row) * row.samples) ?? 0) / weight;
}

function groupBy<T, K extends object>(items: readonly T[], keyOf: (item: T) => K): { key: K; items: T[] }[] {
  const groups = new Map<string, { key: K; items: T[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = JSON.stringify(key);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { key, items: [item] });
    else group.items.push(item);
  }
  return [...groups.values()];
}
