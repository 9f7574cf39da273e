/** A past of which everything is known, put straight into the rollups' tables. */
import type { ClickHouseClient } from "@clickhouse/client";

const quarterMs = 900_000;
const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** What one home did in one quarter of an hour. */
export interface Quarter {
  readonly hosts: number;
  readonly bytes: number;
  readonly expected: number;
  readonly covered: number;
  readonly late: number;
  readonly roams: number;
  readonly pingPongs: number;
  readonly joins: number;
  readonly rotations: number;
  readonly flaps: number;
  readonly stations: readonly StationQuarter[];
  readonly utilizationPercent: number;
}

export interface StationQuarter {
  readonly mac: string;
  readonly band: string;
  readonly bytes: number;
  readonly packets: number;
  readonly retransmissions: number;
  /** dBm -> samples. */
  readonly rssi: ReadonlyMap<number, number>;
  readonly bestOtherWindows: number;
  readonly bestOtherBetterWindows: number;
  /** 100 Mbit/s where it is not said. */
  readonly rateKbps?: number;
}

export interface Past {
  readonly homes: readonly PastHome[];
  /** Quarter hours are kept from here on, hours too; days from `daysFrom`. */
  readonly quartersFrom: number;
  readonly daysFrom: number;
  readonly to: number;
  quarter(home: PastHome, at: number): Quarter | null;
}

export interface PastHome {
  readonly id: string;
  readonly area: string | null;
  readonly model: string;
  /** When the inventory let it go, as ClickHouse reads it; until further notice where it is not said. */
  readonly validTo?: string;
  softwareAt(at: number): string;
}

type Element = Readonly<Record<string, unknown>>;
type Level = "quarter_hour" | "hour" | "day";
const levelMs: Readonly<Record<Level, number>> = { quarter_hour: quarterMs, hour: hourMs, day: dayMs };
const windowsPerQuarter = 15;

/** Fills the rollups of all levels, the inventory, and what is kept of each home since when and until when it reports. */
export async function insertPast(client: ClickHouseClient, past: Past): Promise<void> {
  await insertInventory(client, past.homes);
  await insertSpans(client, past);
  for (const level of ["quarter_hour", "hour", "day"] as const) {
    const from = level === "day" ? past.daysFrom : past.quartersFrom;
    const tables = new Map<string, Record<string, unknown>[]>();
    for (const home of past.homes)
      for (let start = from; start < past.to; start += levelMs[level])
        for (const [table, elements] of elementsOf(past, home, start, levelMs[level])) {
          if (table === "station" && level === "quarter_hour") continue;
          const rows = tables.get(table) ?? [];
          rows.push({ home_id: home.id, bucket_start: start / 1000, elements });
          tables.set(table, rows);
        }
    for (const [table, rows] of tables) await insertElements(client, `${table}_${level}_store`, rows);
  }
}

async function insertInventory(client: ClickHouseClient, homes: readonly PastHome[]): Promise<void> {
  await client.insert({
    table: "home_inventory_store",
    values: homes.map(({ id, area, validTo = null }) => ({
      home_id: id,
      endpoint_id: id,
      periods: [
        {
          valid_from: null,
          valid_to: validTo,
          area,
          access_node: area === null ? null : `olt-${area}`,
          tariff: null,
        },
      ],
      loaded_at: 1,
    })),
    format: "JSONEachRow",
  });
}

/** As the views that windows pass make them: a window is a minute long. */
async function insertSpans(client: ClickHouseClient, past: Past): Promise<void> {
  const rows = past.homes.flatMap((home) => {
    const quarters: number[] = [];
    for (let at = past.daysFrom; at < past.to; at += quarterMs)
      if (past.quarter(home, at) !== null) quarters.push(at);
    const [first, last] = [quarters.at(0), quarters.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [`('${home.id}', ${first}, ${last + quarterMs}, '${home.model}', '${home.softwareAt(last)}')`];
  });
  const spans = `(
    SELECT home_id, model, software, fromUnixTimestamp64Milli(first_ms, 'UTC') AS first_at, fromUnixTimestamp64Milli(last_ms, 'UTC') AS last_at
    FROM values('home_id String, first_ms Int64, last_ms Int64, model Nullable(String), software Nullable(String)', ${rows.join(", ")})
)`;
  const lastTold = "(last_at - INTERVAL 1 MINUTE, toInt64(1))";
  for (const query of [
    `INSERT INTO home_due_store (home_id, first_at, last_at, told_ms)
SELECT home_id, min(first_at), max(last_at), argMaxState(toInt64(60000), ${lastTold}) FROM ${spans} GROUP BY home_id`,
    `INSERT INTO home_counted_store (home_id, seen_from, seen_to, counted_from, counted_to)
SELECT home_id, first_at, last_at, first_at, last_at FROM ${spans}`,
    `INSERT INTO home_gateway_store (home_id, model_name, software_version, last_window_start)
SELECT home_id, argMaxState(model, ${lastTold}), argMaxState(software, ${lastTold}), max(last_at) FROM ${spans} GROUP BY home_id`,
  ])
    await client.command({ query });
}

/** Columns that a test does not set are nothing: null, 0 or empty, by their type. */
async function insertElements(
  client: ClickHouseClient,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const answer = await client.query({
    query:
      "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table: String} AND startsWith(name, 'rows.')",
    query_params: { table },
    format: "JSONEachRow",
  });
  const columns = await answer.json<{ name: string; type: string }>();
  const nothing = (type: string): unknown =>
    type.startsWith("Array(Array(")
      ? []
      : type.includes("Nullable(")
        ? null
        : type === "Array(String)"
          ? ""
          : 0;
  const values = rows.map(({ elements, ...key }) => {
    const all = elements as readonly Element[];
    const arrays = columns.map(({ name, type }) => [
      name,
      all.map((element) => element[name.slice("rows.".length)] ?? nothing(type)),
    ]);
    return { ...key, source_version: 1, ...Object.fromEntries(arrays) };
  });
  for (let n = 0; n < values.length; n += 20_000)
    await client.insert({ table, values: values.slice(n, n + 20_000), format: "JSONEachRow" });
}

/** What the home's rows of a bucket hold, in each table; a home that said nothing has none. */
function elementsOf(past: Past, home: PastHome, start: number, sizeMs: number): [string, Element[]][] {
  const quarters: Quarter[] = [];
  for (let at = start; at < Math.min(start + sizeMs, past.to); at += quarterMs) {
    const quarter = past.quarter(home, at);
    if (quarter !== null) quarters.push(quarter);
  }
  if (quarters.length === 0) return [];
  const names = { model_name: home.model, software_version: home.softwareAt(start) };
  const stations = stationElements(quarters);
  const bands = [...Map.groupBy(stations, ({ band }) => band)].map(([band, mine]) => ({
    ...names,
    ...addUp(mine),
    band,
    stations: mine.length,
    station_windows: mine.reduce((sum, one) => sum + one.windows, 0),
  }));
  const utilization = quarters.map(({ utilizationPercent }) => utilizationPercent);
  const radio = {
    ...names,
    endpoint_id: home.id,
    radio: "Device.WiFi.Radio.2.",
    band: "5GHz",
    channel: 36,
    windows: quarters.length * windowsPerQuarter,
    samples: quarters.length * windowsPerQuarter,
    stations_peak: Math.max(...quarters.map((quarter) => quarter.stations.length)),
    utilization_windows: quarters.length * windowsPerQuarter,
    utilization_sum_percent: utilization.reduce((sum, percent) => sum + percent * windowsPerQuarter, 0),
    channel_utilization_max_percent: Math.round(Math.max(...utilization)),
  };
  return [
    ["home", [{ ...names, ...homeElement(quarters, stations) }]],
    ["band", bands],
    ["radio", [radio]],
    ["station", stations.map((station) => ({ ...names, endpoint_id: home.id, ...station }))],
  ];
}

const total = (quarters: readonly Quarter[], of: (quarter: Quarter) => number): number =>
  quarters.reduce((sum, quarter) => sum + of(quarter), 0);

function homeElement(quarters: readonly Quarter[], stations: readonly StationElement[]): Element {
  const counts = (of: (quarter: Quarter) => number, what: string): Element => {
    const times = new Map<number, number>();
    for (const quarter of quarters) times.set(of(quarter), (times.get(of(quarter)) ?? 0) + windowsPerQuarter);
    const sorted = [...times].sort(([a], [b]) => a - b);
    return { [`${what}_bins`]: sorted.map(([n]) => n), [`${what}_counts`]: sorted.map(([, n]) => n) };
  };
  const { rssi_bins, rssi_counts, rssi_count, packets_sent, retransmissions } = addUp(stations);
  return {
    windows: quarters.length * windowsPerQuarter,
    expected: total(quarters, ({ expected }) => expected),
    received: total(quarters, ({ covered }) => covered),
    covered: total(quarters, ({ covered }) => covered),
    told_ms: quarters.length * quarterMs,
    late: total(quarters, ({ late }) => late),
    joins: total(quarters, ({ joins }) => joins),
    leaves: total(quarters, ({ joins }) => joins),
    roams: total(quarters, ({ roams }) => roams),
    ping_pongs: total(quarters, ({ pingPongs }) => pingPongs),
    rotations: total(quarters, ({ rotations }) => rotations),
    flaps: total(quarters, ({ flaps }) => flaps),
    hosts_peak: Math.max(...quarters.map(({ hosts }) => hosts)),
    stations_peak: Math.max(...quarters.map((quarter) => quarter.stations.length)),
    bytes_sent: total(quarters, ({ bytes }) => bytes),
    bytes_received: 0,
    ...counts(({ hosts }) => hosts, "hosts"),
    ...counts((quarter) => quarter.stations.length, "stations"),
    packets_sent,
    retransmissions,
    retry_packets_sent: packets_sent,
    rssi_bins,
    rssi_counts,
    rssi_count,
  };
}

type StationElement = ReturnType<typeof addUp> & {
  readonly sta_mac: string;
  readonly band: string;
  readonly windows: number;
  readonly best_other_windows: number;
  readonly best_other_better_windows: number;
};

function stationElements(quarters: readonly Quarter[]): StationElement[] {
  const all = quarters.flatMap(({ stations }) => stations);
  return [...Map.groupBy(all, ({ mac, band }) => `${mac} ${band}`).values()].map((mine) => {
    const parts = mine.map((one) => ({
      associated_ms: quarterMs,
      samples: windowsPerQuarter,
      bytes_sent: one.bytes,
      packets_sent: one.packets,
      retransmissions: one.retransmissions,
      downlink_rate_samples: 1,
      downlink_rate_sum_kbps: one.rateKbps ?? 100_000,
      rssi_bins: [...one.rssi.keys()],
      rssi_counts: [...one.rssi.values()],
    }));
    return {
      sta_mac: mine[0]?.mac ?? "",
      band: mine[0]?.band ?? "",
      windows: mine.length * windowsPerQuarter,
      best_other_windows: mine.reduce((sum, one) => sum + one.bestOtherWindows, 0),
      best_other_better_windows: mine.reduce((sum, one) => sum + one.bestOtherBetterWindows, 0),
      ...addUp(parts),
    };
  });
}

interface Part {
  readonly associated_ms: number;
  readonly samples: number;
  readonly bytes_sent: number;
  readonly packets_sent: number;
  readonly retransmissions: number;
  readonly downlink_rate_samples: number;
  readonly downlink_rate_sum_kbps: number;
  readonly rssi_bins: readonly number[];
  readonly rssi_counts: readonly number[];
}

/** Sums of parts, and their histograms as one. */
function addUp(parts: readonly Part[]) {
  const sum = (of: (part: Part) => number): number => parts.reduce((all, part) => all + of(part), 0);
  const rssi = new Map<number, number>();
  for (const { rssi_bins, rssi_counts } of parts)
    rssi_bins.forEach((dbm, n) => rssi.set(dbm, (rssi.get(dbm) ?? 0) + (rssi_counts[n] ?? 0)));
  const sorted = [...rssi].sort(([a], [b]) => a - b);
  return {
    associated_ms: sum((part) => part.associated_ms),
    samples: sum((part) => part.samples),
    traffic_ms: sum((part) => part.associated_ms),
    bytes_sent: sum((part) => part.bytes_sent),
    bytes_received: 0,
    packets_sent: sum((part) => part.packets_sent),
    retransmissions: sum((part) => part.retransmissions),
    retry_packets_sent: sum((part) => part.packets_sent),
    downlink_rate_samples: sum((part) => part.downlink_rate_samples),
    downlink_rate_sum_kbps: sum((part) => part.downlink_rate_sum_kbps),
    rssi_bins: sorted.map(([dbm]) => dbm),
    rssi_counts: sorted.map(([, n]) => n),
    rssi_count: sorted.reduce((all, [, n]) => all + n, 0),
  };
}
