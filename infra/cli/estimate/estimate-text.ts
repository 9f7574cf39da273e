/** An estimate for people. */
import { plannedLoad } from "./measured.ts";
import type { Estimate } from "./extrapolate.ts";

/** Lines of text; figures of three digits. */
export function formatEstimate(estimate: Estimate): string {
  const { processes, cpu, notCounted } = estimate;
  const lines = [
    ["reports", `${figure(estimate.reportsPerSecond)} a second of ${figure(estimate.reportBytes / 1000)} kB`],
    ["MQTT", `${figure(estimate.mqttMegabytesPerSecond)} MB a second`],
    ["Kafka", `${figure(estimate.kafkaTotalGigabytesPerDay)} GB a day, each replica, uncompressed`],
    ...parts(estimate.kafkaGigabytesPerDay, "GB a day"),
    ["ClickHouse", `${figure(estimate.clickhouseTotalGigabytesPerYear)} GB a year, each replica, compressed`],
    ...parts(estimate.clickhouseGigabytesPerYear, "GB a year"),
    [
      "",
      `${figure(estimate.rowsPerSecond)} rows a second; ${figure(estimate.clickhouseKeptGigabytes)} GB once the oldest rows expire`,
    ],
    [
      "processes",
      `${counted(processes.bridges, "bridge")}, ${counted(processes.workers, "worker")}, ${counted(processes.sinks, "sink")}, each on at most ${plannedLoad * 100} % of a core`,
    ],
    ["", `  bridges by ${cpu.bridgePerReportKilobyte} us of CPU a kB of reports`],
    ["", `  workers by ${cpu.workerPerReport} us a report and ${cpu.workerPerStation} us a station in it`],
    ["", `  sinks by ${cpu.sinkPerRow} us a row`],
    ["", `  measured: ${cpu.measuredBy}`],
    ...notCounted.map((reference) => ["not counted", `${reference}: the simulated home has nothing there`]),
  ];
  return lines.map(([name = "", text = ""]) => `${name.padEnd(12)}${text}`.trimEnd()).join("\n");
}

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
