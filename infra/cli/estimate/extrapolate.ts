/** From one home to a fleet: rates, volumes and processes. Arithmetic only. */
import { bytesPerRow, cpuMeasuredBy, cpuUs, daysKept, plannedLoad } from "./measured.ts";
import type { Weight } from "./weigh.ts";

export interface Estimate {
  readonly homes: number;
  readonly reportsPerSecond: number;
  readonly reportBytes: number;
  readonly mqttMegabytesPerSecond: number;
  /** By topic; one replica, uncompressed. The state topic is compacted: written, but not kept. */
  readonly kafkaGigabytesPerDay: Readonly<Record<string, number>>;
  readonly kafkaTotalGigabytesPerDay: number;
  readonly rowsPerSecond: number;
  /** By table; one replica, compressed, if nothing expired. */
  readonly clickhouseGigabytesPerYear: Readonly<Record<string, number>>;
  readonly clickhouseTotalGigabytesPerYear: number;
  /** What is there once the oldest rows expire (the tables' TTL). */
  readonly clickhouseKeptGigabytes: number;
  readonly processes: { readonly bridges: number; readonly workers: number; readonly sinks: number };
  /** What `processes` is worked out with: microseconds of CPU, and where they were measured. */
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
  const kept = tables.map(({ table, bytesPerDay }) => (bytesPerDay * daysKept[table]) / giga);
  const rowsPerSecond = perSecond(sum([...weight.rows.values()]));
  return {
    homes,
    reportsPerSecond: perSecond(weight.reports),
    reportBytes: weight.reportBytes / Math.max(1, weight.reports),
    mqttMegabytesPerSecond: perSecond(weight.reportBytes) / 1e6,
    kafkaGigabytesPerDay: kafka,
    kafkaTotalGigabytesPerDay: sum(Object.values(kafka)),
    rowsPerSecond,
    clickhouseGigabytesPerYear: clickhouse,
    clickhouseTotalGigabytesPerYear: sum(Object.values(clickhouse)),
    clickhouseKeptGigabytes: sum(kept),
    processes: {
      bridges: processesFor((perSecond(weight.reportBytes) / 1000) * cpuUs.bridgePerReportKilobyte),
      workers: processesFor(
        perSecond(weight.reports) * cpuUs.workerPerReport +
          perSecond(weight.stations) * cpuUs.workerPerStation,
      ),
      sinks: processesFor(rowsPerSecond * cpuUs.sinkPerRow),
    },
    cpu: { ...cpuUs, measuredBy: cpuMeasuredBy },
    notCounted: weight.unknown,
  };
}

/** Processes of one core each for so many microseconds of CPU a second. */
const processesFor = (usPerSecond: number): number => Math.max(1, Math.ceil(usPerSecond / 1e6 / plannedLoad));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const mapOf = (
  amounts: ReadonlyMap<string, number>,
  change: (amount: number) => number,
): Readonly<Record<string, number>> =>
  Object.fromEntries([...amounts].map(([name, amount]) => [name, change(amount)]));
