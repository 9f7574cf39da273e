/** Weighs what one home makes, for as long as it takes to see what is typical. */
import { parseStateKey } from "#processors/home/snapshot.ts";
import type { StateRecord } from "#processors/runtime/fold.ts";
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

/** An hour, or four reports where they are rare; less where they are so many that a few minutes tell. */
const spanOf = (intervals: readonly number[]): number => {
  const longest = Math.max(...intervals);
  const span = Math.max(6 * minuteMs, 4 * longest, Math.min(60 * minuteMs, 100 * longest));
  return Math.ceil(span / minuteMs) * minuteMs;
};

export function weigh(options: WeighOptions): Weight {
  const spanMs = spanOf(options.profiles.map(({ intervalMs }) => intervalMs));
  const feed = new HomeFeed({ ...options, startMs, habits }, 1);
  const scale = new Scale();
  const due = options.profiles.map(({ intervalMs }) => ({ atMs: startMs, intervalMs }));
  for (let tickAtMs = startMs + minuteMs; tickAtMs <= startMs + spanMs; tickAtMs += minuteMs) {
    for (const [index, each] of due.entries()) {
      for (; each.atMs < tickAtMs; each.atMs += each.intervalMs) scale.report(feed.report(index, each.atMs));
    }
    scale.records(feed.tick(tickAtMs));
  }
  scale.state(feed.state());
  return scale.weight(spanMs);
}

class Scale {
  readonly #kafkaBytes = new Map<string, number>();
  readonly #rows = new Map<Table, number>();
  readonly #unknown = new Set<string>();
  readonly #sums = { reports: 0, stations: 0, reportBytes: 0 };

  report({ sizeBytes, produced, records, unknown }: FedReport): void {
    this.#sums.reports += 1;
    this.#sums.reportBytes += sizeBytes;
    for (const reference of unknown) this.#unknown.add(reference);
    this.records(records);
    const published = records.some(({ topic }) => topic === topics.parameter.name) ? produced.parameters : [];
    for (const { parameters } of published) this.#count("parameter", parameters.length);
    for (const event of produced.events) {
      this.#sums.stations += event.stations.length;
      for (const [table, count] of rowsOf(event)) this.#count(table, count);
    }
  }

  records(records: readonly OutRecord[]): void {
    for (const record of records) {
      this.#add(record.topic, recordSizeBytes(record));
      if (record.topic === topics.window.name) this.#count("home_window", 1);
      if (record.topic === topics.associationChange.name) this.#count("association_change", 1);
    }
  }

  /** A home's hot state is written about once a report, a window once when it has closed. */
  state(records: readonly StateRecord[]): void {
    for (const { key, value } of records) {
      const times = parseStateKey(key)?.windowKey === null ? this.#sums.reports : 1;
      const record = { topic: topics.workerState.name, partition: 0, key: Buffer.from(key), value };
      this.#add(record.topic, times * recordSizeBytes(record));
    }
  }

  weight(spanMs: number): Weight {
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
