/** Weighs what one home makes, for as long as it takes to see what is typical. */
import { type OutRecord, recordSizeBytes } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { type FedReport, type FeedOptions, HomeFeed } from "./home-feed.ts";
import type { Table } from "./measured.ts";

export type WeighOptions = Omit<FeedOptions, "startMs" | "habits">;

/** Of one home over `spanMs`. */
export interface Weight {
  readonly spanMs: number;
  readonly reports: number;
  /** Stations in the reports, summed. */
  readonly stations: number;
  readonly reportBytes: number;
  /** Bytes of records by topic, with what Kafka adds to each; not compressed, replicas not counted. */
  readonly kafkaBytes: ReadonlyMap<string, number>;
  readonly rows: ReadonlyMap<Table, number>;
  /** References that the simulated home has nothing for; they are not in the figures. */
  readonly unknown: readonly string[];
}

const startMs = Date.UTC(2026, 0, 1);
const minuteMs = 60_000;
/** Nobody comes or goes: what is weighed is a home as it mostly is. */
const habits = { stayMs: Infinity, awayMs: Infinity, moveMs: Infinity, forgetMs: Infinity };

/** An hour, or four reports where they are rare; less where they are so many that three snapshots' time tells. */
const spanOf = (intervals: readonly number[], replayDistanceMs: number): number => {
  const longest = Math.max(...intervals);
  const least = Math.max(6 * minuteMs, 3 * replayDistanceMs);
  const span = Math.max(least, 4 * longest, Math.min(60 * minuteMs, 100 * longest));
  return Math.ceil(span / minuteMs) * minuteMs;
};

export function weigh(options: WeighOptions): Weight {
  const intervals = options.profiles.map(({ intervalMs }) => intervalMs);
  const spanMs = spanOf(intervals, options.worker.replayDistanceMs);
  const feed = new HomeFeed({ ...options, startMs, habits }, 1);
  const scale = new Scale();
  const due = options.profiles.map(({ intervalMs }) => ({ atMs: startMs, intervalMs }));
  for (let tickAtMs = startMs + minuteMs; tickAtMs <= startMs + spanMs; tickAtMs += minuteMs) {
    for (const [index, each] of due.entries()) {
      for (; each.atMs < tickAtMs; each.atMs += each.intervalMs)
        scale.report(feed.report(index, each.atMs), each.atMs);
    }
    scale.records(feed.tick(tickAtMs), tickAtMs);
  }
  return scale.weight(spanMs);
}

class Scale {
  readonly #kafkaBytes = new Map<string, number>();
  readonly #rows = new Map<Table, number>();
  readonly #unknown = new Set<string>();
  readonly #sums = { reports: 0, stations: 0, reportBytes: 0 };
  /** Bytes of state by the moment at which they were written. */
  readonly #snapshots = new Map<number, number>();

  report({ sizeBytes, produced, records, unknown }: FedReport, atMs: number): void {
    this.#sums.reports += 1;
    this.#sums.reportBytes += sizeBytes;
    for (const reference of unknown) this.#unknown.add(reference);
    this.records(records, atMs);
    const published = records.some(({ topic }) => topic === topics.parameter.name) ? produced.parameters : [];
    for (const { parameters } of published) this.#count("parameter", parameters.length);
    for (const event of produced.events) {
      this.#sums.stations += event.stations.length;
      for (const [table, count] of rowsOf(event)) this.#count(table, count);
    }
  }

  records(records: readonly OutRecord[], atMs: number): void {
    for (const record of records) {
      const sizeBytes = recordSizeBytes(record);
      const isState = record.topic === topics.workerState.name;
      if (isState) this.#snapshots.set(atMs, (this.#snapshots.get(atMs) ?? 0) + sizeBytes);
      else this.#add(record.topic, sizeBytes);
      if (record.topic === topics.window.name) this.#count("home_window", 1);
      if (record.topic === topics.associationChange.name) this.#count("association_change", 1);
    }
  }

  weight(spanMs: number): Weight {
    const state = topics.workerState.name;
    this.#kafkaBytes.set(state, stateBytes([...this.#snapshots], spanMs));
    const { reports, stations, reportBytes } = this.#sums;
    const [kafkaBytes, rows, unknown] = [this.#kafkaBytes, this.#rows, [...this.#unknown]];
    return { spanMs, reports, stations, reportBytes, kafkaBytes, rows, unknown };
  }

  #add(topic: string, bytes: number): void {
    this.#kafkaBytes.set(topic, (this.#kafkaBytes.get(topic) ?? 0) + bytes);
  }

  #count(table: Table, count: number): void {
    if (count > 0) this.#rows.set(table, (this.#rows.get(table) ?? 0) + count);
  }
}

/** In so long, from the first snapshot on: how long before it the home had nothing to write down is chance. */
function stateBytes(snapshots: readonly (readonly [number, number])[], spanMs: number): number {
  const [[firstMs] = [0], [lastMs] = [0]] = [snapshots[0], snapshots.at(-1)];
  const bytes = snapshots.slice(1).reduce((sum, [, each]) => sum + each, 0);
  return lastMs > firstMs ? (bytes * spanMs) / (lastMs - firstMs) : 0;
}

const rowsOf = (event: TelemetryEvent): readonly (readonly [Table, number])[] => [
  ["telemetry_event", 1],
  ["station_observation", event.stations.length],
  ["host_observation", event.hosts.length],
  ["radio_observation", event.radios.length],
  ["access_point_observation", event.access_points.length],
  ["gateway_observation", event.gateway.length],
  ["interface_observation", event.interfaces.length],
  ["mesh_node_observation", event.mesh_nodes.length],
  ["heard_station_observation", event.heard_stations.length],
  ["heard_bss_observation", event.heard_bsses.length],
];
