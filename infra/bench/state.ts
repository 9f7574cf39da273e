/**
 * Stage state: what the home worker keeps of a home of 15 stations and 20 hosts: bytes of its snapshot as written to
 * Kafka, the hot state (written every time) apart from the closed windows (written once each), and heap.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parseStateKey } from "#processors/home/snapshot.ts";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { applyWhole, createEventSource, emptyFold, tickAt, tickPeriodMs } from "./homes.ts";
import { createReportingGateway, type ReportingGateway } from "./report.ts";

const startMs = Date.parse("2026-11-22T06:00:00Z");

export const stateBenchmark: Benchmark = {
  name: "state",
  run({ smoke, say }) {
    const lines: Measurement[] = [];
    // What is compiled and learned at first is no home's heap.
    if (!smoke) measured(briefly);
    for (const course of smoke ? [briefly] : courses) {
      say(`state: ${course.homes} homes, ${course.minutes} minutes of reports`);
      lines.push(measured(course));
    }
    return Promise.resolve(lines);
  },
};

interface Course {
  readonly homes: number;
  readonly minutes: number;
  readonly intervalMs: number;
  readonly aimBytes: number;
  /** What is known of the homes by then. */
  readonly known: string;
}

const briefly: Course = { homes: 4, minutes: 3, intervalMs: 10_000, aimBytes: 8000, known: "a few windows" };

const courses: readonly Course[] = [
  // Longer than the horizon, so that as many windows are closed as ever are.
  { homes: 200, minutes: 20, intervalMs: 10_000, aimBytes: 8000, known: "all windows of the horizon" },
  // The usual level of each hour of the day takes a day to be known.
  { homes: 10, minutes: 1500, intervalMs: 60_000, aimBytes: 16_000, known: "every baseline" },
];

function measured({ homes, minutes, intervalMs, aimBytes, known }: Course): Measurement {
  const gateways = Array.from({ length: homes }, (_, number) => createReportingGateway("state", number));
  const source = createEventSource();
  for (const gateway of gateways) source(gateway, startMs);
  const before = heapBytes();
  const fold = emptyFold();
  live(fold, gateways, source, { minutes, intervalMs });
  const cpu = process.cpuUsage();
  const began = performance.now();
  const { hot, closed, windows } = snapshotAll(fold, gateways);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  // Not before: writing a window down makes one text of the pieces it was built from.
  const heapPerHome = (heapBytes() - before) / homes;
  return {
    stage: "state",
    event: `hot snapshot of a home, ${known}`,
    ratePerSecond: homes / seconds,
    cpuUs: (user + system) / homes,
    floor: null,
    ratio: null,
    figure: kilobytes(hot / homes),
    aim: `<= ${aimBytes / 1000} kB`,
    met: hot / homes <= aimBytes,
    notes: [
      `mean of ${homes} homes of 15 stations and 20 hosts after ${minutes} minutes of reports every ${intervalMs / 1000} s`,
      `apart from it ${(windows / homes).toFixed(1)} closed windows a home, ${kilobytes(closed / Math.max(1, windows))} each, written once`,
      `heap ${kilobytes(heapPerHome)} a home, closed windows included`,
    ],
  };
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Each home reports at a phase of its own. */
function live(
  fold: PartitionFold,
  gateways: readonly ReportingGateway[],
  source: ReturnType<typeof createEventSource>,
  { minutes, intervalMs }: Pick<Course, "minutes" | "intervalMs">,
): void {
  let offset = 0;
  for (let atMs = startMs; atMs < startMs + minutes * 60_000; atMs += tickPeriodMs) {
    applyWhole(fold, tickAt(atMs), offset++);
    for (const [index, gateway] of gateways.entries()) {
      const phaseMs = Math.floor((index * intervalMs) / gateways.length);
      const waitMs = (((phaseMs - atMs) % intervalMs) + intervalMs) % intervalMs;
      if (waitMs < tickPeriodMs) applyWhole(fold, source(gateway, atMs + waitMs), offset++);
    }
  }
}

/** Sizes of the records' values; keys are a hundredth of that. */
function snapshotAll(fold: PartitionFold, gateways: readonly ReportingGateway[]) {
  const sizes = { hot: 0, closed: 0, windows: 0 };
  for (const { endpointId } of gateways) {
    for (const { key, value } of fold.snapshotHome(endpointId)) {
      if (value === null) continue;
      if (parseStateKey(key)?.windowKey === null) sizes.hot += value.length;
      else {
        sizes.closed += value.length;
        sizes.windows += 1;
      }
    }
  }
  return sizes;
}

/** After a full collection. */
function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed;
}
