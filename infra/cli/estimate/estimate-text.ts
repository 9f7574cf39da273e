/** An estimate for people. */
import { formatTable } from "../text-table.ts";
import type { Estimate } from "./extrapolate.ts";
import { kafkaCluster, plannedHeapGigabytes, plannedLoad } from "./measured.ts";

/** Lines of text; figures of three digits. */
export function formatEstimate(estimate: Estimate): string {
  const { processes, cpu, kafkaBrokers, clickhouseCores } = estimate;
  const lines = [
    ["reports", `${figure(estimate.reportsPerSecond)} a second of ${figure(estimate.reportBytes / 1000)} kB`],
    ["MQTT", `${figure(estimate.mqttMegabytesPerSecond)} MB a second`],
    ["Kafka", `${figure(estimate.kafkaTotalGigabytesPerDay)} GB a day, each replica, uncompressed`],
    ...parts(estimate.kafkaGigabytesPerDay, "GB a day"),
    ["", `${figure(estimate.kafkaKeptGigabytes)} GB once the oldest records expire`],
    ["ClickHouse", `${figure(estimate.clickhouseTotalGigabytesPerYear)} GB a year, each replica, compressed`],
    ...parts(estimate.clickhouseGigabytesPerYear, "GB a year"),
    [
      "",
      `${figure(estimate.rowsPerSecond)} rows a second; ${figure(estimate.clickhouseKeptGigabytes)} GB once the oldest rows expire`,
    ],
    ["network", "MB a second, all replicas"],
    ...parts(estimate.networkMegabytesPerSecond, ""),
    [
      "processes",
      `${counted(processes.bridges, "bridge")}, ${counted(processes.workers, "worker")}, ${counted(processes.sinks, "sink")}, each on at most ${plannedLoad * 100} % of a core`,
    ],
    ["", `  a worker's heap: ${figure(estimate.workerHeapGigabytes)} GB`],
    ["", `  bridges by ${cpu.bridgePerReportKilobyte} us of CPU a kB of reports`],
    [
      "",
      `  workers by ${cpu.workerPerReport} us a report, ${cpu.workerPerStation} a station in it, ${cpu.workerPerWindow} a window, ${cpu.workerPerWindowStation} a station in it, all times ${cpu.workerManyHomes}`,
    ],
    ["", `  sinks by ${cpu.sinkPerRow} us a row`],
    ["services", `${counted(processes.mqttBrokers, "core")} of MQTT brokers, ${servicesOf(kafkaBrokers)},`],
    ["", `${counted(clickhouseCores, "core")} of ClickHouse, at most ${plannedLoad * 100} % busy`],
    [
      "",
      `  by ${cpu.mqttPerReportKilobyte} us a kB of reports, ${cpu.kafkaPerKilobyte} a kB of Kafka and replica, ${cpu.clickhousePerRow} a row`,
    ],
    ["partitions", `${estimate.partitions} at least (USP_KAFKA_PARTITIONS), which is never changed later`],
    ["measured", cpu.measuredBy],
    ...notCounted(estimate),
  ];
  return lines.map(([name = "", text = ""]) => `${name.padEnd(12)}${text}`.trimEnd()).join("\n");
}

const servicesOf = (kafkaBrokers: number): string =>
  `${kafkaBrokers} Kafka brokers of ${kafkaCluster.coresPerBroker}`;

/** What a line says, and of each fleet: a number is told as a figure. */
type Line = readonly [string, (estimate: Estimate) => string | number];

const textOf = (told: string | number): string => (typeof told === "number" ? figure(told) : told);

/** Of what is counted no digit is rounded away. */
const whole = (count: number): string => count.toLocaleString("en-US");

/** Fleets of several sizes side by side. */
export function formatFleets(estimates: readonly Estimate[]): string {
  const rows: readonly Line[] = [
    ["reports a second", ({ reportsPerSecond }) => reportsPerSecond],
    ["rows a second", ({ rowsPerSecond }) => rowsPerSecond],
    ["MQTT brokers, cores", ({ processes }) => whole(processes.mqttBrokers)],
    ["bridges", ({ processes }) => whole(processes.bridges)],
    ["workers", ({ processes }) => whole(processes.workers)],
    ["  heap of each, GB", ({ workerHeapGigabytes }) => workerHeapGigabytes],
    ["sinks", ({ processes }) => whole(processes.sinks)],
    ["partitions, at least", ({ partitions }) => whole(partitions)],
    [`Kafka brokers of ${kafkaCluster.coresPerBroker} cores`, ({ kafkaBrokers }) => whole(kafkaBrokers)],
    ["  GB a day, each replica", ({ kafkaTotalGigabytesPerDay }) => kafkaTotalGigabytesPerDay],
    ["  GB kept, each replica", ({ kafkaKeptGigabytes }) => kafkaKeptGigabytes],
    ["ClickHouse, cores", ({ clickhouseCores }) => whole(clickhouseCores)],
    ["  GB a year, each replica", ({ clickhouseTotalGigabytesPerYear }) => clickhouseTotalGigabytesPerYear],
    ["  GB kept, each replica", ({ clickhouseKeptGigabytes }) => clickhouseKeptGigabytes],
  ];
  const links = Object.keys(estimates[0]?.networkMegabytesPerSecond ?? {});
  const lines: readonly Line[] = [
    ["gateways", ({ homes }) => whole(homes)],
    ...rows,
    ["network, MB a second", () => ""],
    ...links.map((link): Line => [`  ${link}`, (estimate) => estimate.networkMegabytesPerSecond[link] ?? 0]),
  ];
  const table = lines.map(([name, told]) => [name, ...estimates.map((estimate) => textOf(told(estimate)))]);
  const widths = estimates.map((_, index) => Math.max(...table.map((row) => row[index + 1]?.length ?? 0)));
  const aligned = table.map(([name = "", ...cells]) => [
    name,
    ...cells.map((cell, index) => cell.padStart(widths[index] ?? 0)),
  ]);
  const [header = [], ...body] = aligned;
  const [first] = estimates;
  const notes = [
    `Reports of ${figure((first?.reportBytes ?? 0) / 1000)} kB. Processes and cores are planned to be ${plannedLoad * 100} % busy, a worker's heap to hold ${plannedHeapGigabytes} GB.`,
    `Measured: ${first?.cpu.measuredBy}.`,
    ...(first === undefined ? [] : notCounted(first)).map(([name, text]) => `${name}: ${text}`),
  ];
  return formatTable(header, body, Number.POSITIVE_INFINITY) + notes.join("\n");
}

const notCounted = ({ notCounted: references }: Estimate): string[][] =>
  references.map((reference) => ["not counted", `${reference}: the simulated home has nothing there`]);

const parts = (amounts: Readonly<Record<string, number>>, unit: string): string[][] =>
  Object.entries(amounts)
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => ["", `  ${name.padEnd(26)}${figure(amount)} ${unit}`]);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Three digits that mean something: `1,670`, `12.9`, `0.0432`. */
export function figure(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}
