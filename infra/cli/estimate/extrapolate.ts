/** From one home to a fleet: rates, volumes, processes and services. Arithmetic only. */
import { type TopicSpec, topics } from "#schemas/topics.ts";
import {
  bytesPerRow,
  cpuMeasuredBy,
  cpuUs,
  daysKept,
  heapKilobytesPerStation,
  kafkaCluster,
  leastHeapKilobytes,
  plannedHeapGigabytes,
  plannedLoad,
} from "./measured.ts";
import type { Weight } from "./weigh.ts";

export interface Estimate {
  readonly homes: number;
  readonly reportsPerSecond: number;
  readonly reportBytes: number;
  readonly mqttMegabytesPerSecond: number;
  /** By topic; one replica, uncompressed. The state topic is compacted: written, but not kept. */
  readonly kafkaGigabytesPerDay: Readonly<Record<string, number>>;
  readonly kafkaTotalGigabytesPerDay: number;
  /** What is there once the oldest records expire (the topics' retention); one replica. */
  readonly kafkaKeptGigabytes: number;
  readonly rowsPerSecond: number;
  /** By table; one replica, compressed, if nothing expired. */
  readonly clickhouseGigabytesPerYear: Readonly<Record<string, number>>;
  readonly clickhouseTotalGigabytesPerYear: number;
  /** What is there once the oldest rows expire (the tables' TTL). */
  readonly clickhouseKeptGigabytes: number;
  /** Our own; of the MQTT broker as many of one core as take the reports. */
  readonly processes: Readonly<Record<"mqttBrokers" | "bridges" | "workers" | "sinks", number>>;
  /** Twice as many as workers, in dozens: so that workers can be added. */
  readonly partitions: number;
  readonly kafkaBrokers: number;
  readonly clickhouseCores: number;
  /** Of each worker. */
  readonly workerHeapGigabytes: number;
  /** From each to each, all replicas counted. */
  readonly networkMegabytesPerSecond: Readonly<Record<string, number>>;
  /** What processes and services are worked out with: microseconds of CPU, and where they were measured. */
  readonly cpu: typeof cpuUs & { readonly measuredBy: string };
  readonly notCounted: readonly string[];
}

const dayMs = 86_400_000;
const giga = 1e9;

export function extrapolate(weight: Weight, homes: number): Estimate {
  const perSecond = (amount: number): number => (amount * homes * 1000) / weight.spanMs;
  const perDay = (amount: number): number => (amount * homes * dayMs) / weight.spanMs;
  const tables = [...weight.rows].map(([table, rows]) => ({
    table,
    bytesPerDay: perDay(rows) * bytesPerRow[table],
  }));
  const kafka = mapOf(weight.kafkaBytes, (bytes) => perDay(bytes) / giga);
  const clickhouse = Object.fromEntries(
    tables.map(({ table, bytesPerDay }) => [table, (bytesPerDay * 365) / giga]),
  );
  const rowsPerSecond = perSecond(sum([...weight.rows.values()]));
  const load = {
    reports: perSecond(weight.reports),
    stations: perSecond(weight.stations),
    windows: perSecond(weight.rows.get("home_window") ?? 0),
    kilobytes: perSecond(weight.reportBytes) / 1000,
    kafkaKilobytes: perSecond(sum([...weight.kafkaBytes.values()])) / 1000,
    rows: rowsPerSecond,
    heapGigabytes: (homes * heapKilobytesOf(weight)) / 1e6,
  };
  const processes = processesFor(load);
  return {
    homes,
    reportsPerSecond: load.reports,
    reportBytes: weight.reportBytes / Math.max(1, weight.reports),
    mqttMegabytesPerSecond: load.kilobytes / 1000,
    kafkaGigabytesPerDay: kafka,
    kafkaTotalGigabytesPerDay: sum(Object.values(kafka)),
    kafkaKeptGigabytes: sum(Object.entries(kafka).map(([topic, each]) => each * daysKeptInKafka(topic))),
    rowsPerSecond,
    clickhouseGigabytesPerYear: clickhouse,
    clickhouseTotalGigabytesPerYear: sum(Object.values(clickhouse)),
    clickhouseKeptGigabytes: sum(
      tables.map(({ table, bytesPerDay }) => (bytesPerDay * daysKept[table]) / giga),
    ),
    processes,
    partitions: 12 * Math.ceil(processes.workers / 6),
    kafkaBrokers: Math.max(
      kafkaCluster.replicas,
      Math.ceil(
        coresFor(load.kafkaKilobytes * cpuUs.kafkaPerKilobyte * kafkaCluster.replicas) /
          kafkaCluster.coresPerBroker,
      ),
    ),
    clickhouseCores: coresFor(rowsPerSecond * cpuUs.clickhousePerRow),
    workerHeapGigabytes: load.heapGigabytes / processes.workers,
    networkMegabytesPerSecond: networkOf(weight, (bytes) => perSecond(bytes) / 1e6),
    cpu: { ...cpuUs, measuredBy: cpuMeasuredBy },
    notCounted: weight.unknown,
  };
}

interface Load {
  /** A second. */
  readonly reports: number;
  readonly stations: number;
  readonly windows: number;
  readonly kilobytes: number;
  readonly kafkaKilobytes: number;
  readonly rows: number;
  /** Of all workers. */
  readonly heapGigabytes: number;
}

function processesFor({ reports, stations, windows, kilobytes, rows, heapGigabytes }: Load) {
  const worker =
    reports * cpuUs.workerPerReport +
    stations * cpuUs.workerPerStation +
    windows * (cpuUs.workerPerWindow + (stations / reports) * cpuUs.workerPerWindowStation);
  return {
    mqttBrokers: coresFor(kilobytes * cpuUs.mqttPerReportKilobyte),
    bridges: coresFor(kilobytes * cpuUs.bridgePerReportKilobyte),
    workers: Math.max(
      coresFor(worker * cpuUs.workerManyHomes),
      Math.ceil(heapGigabytes / plannedHeapGigabytes),
    ),
    sinks: coresFor(rows * cpuUs.sinkPerRow),
  };
}

/** Cores, planned to be half busy, for so many microseconds of CPU a second. */
const coresFor = (usPerSecond: number): number => Math.max(1, Math.ceil(usPerSecond / 1e6 / plannedLoad));

const heapKilobytesOf = ({ stations, reports }: Weight): number =>
  Math.max(leastHeapKilobytes, (heapKilobytesPerStation * stations) / Math.max(1, reports));

const specs: readonly TopicSpec[] = Object.values(topics);

/** Of a compacted topic only the newest of each key stays: nothing by days. */
function daysKeptInKafka(topic: string): number {
  const spec = specs.find(({ name }) => name === topic);
  return spec === undefined || spec.cleanup === "compact" ? 0 : spec.retentionMs / dayMs;
}

function networkOf(
  { reportBytes, kafkaBytes }: Weight,
  toRate: (bytes: number) => number,
): Readonly<Record<string, number>> {
  const of = (...names: readonly string[]): number => sum(names.map((name) => kafkaBytes.get(name) ?? 0));
  const all = sum([...kafkaBytes.values()]);
  const byBridges = of(topics.telemetry.name, topics.parameter.name);
  const inserted = all - of(topics.workerState.name);
  const links = {
    "gateways to MQTT brokers": reportBytes,
    "MQTT brokers to bridges": reportBytes,
    "bridges to Kafka": byBridges,
    "Kafka to workers": of(topics.telemetry.name),
    "workers to Kafka": all - byBridges,
    "between Kafka's brokers": all * (kafkaCluster.replicas - 1),
    "Kafka to sinks": inserted,
    "sinks to ClickHouse": inserted,
  };
  return Object.fromEntries(Object.entries(links).map(([link, bytes]) => [link, toRate(bytes)]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const mapOf = (
  amounts: ReadonlyMap<string, number>,
  change: (amount: number) => number,
): Readonly<Record<string, number>> =>
  Object.fromEntries([...amounts].map(([name, amount]) => [name, change(amount)]));
