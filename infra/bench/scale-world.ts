/**
 * One side of the scale benchmark, as a process: `scale-world.ts HOMES`. A number by IPC is so many reports to take, in
 * turn over all homes, a minute apart for each; the answer is what one cost.
 */
import { inlineMore } from "#infra/adapters/compiler.ts";
import { countBuffersWithHeap } from "#infra/adapters/heap.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { Cost } from "./benchmark.ts";
import {
  applyWhole,
  createEventSource,
  decodeEvent,
  emptyFold,
  telemetryType,
  tickAt,
  tickPeriodMs,
} from "./homes.ts";
import { createReportingGateway } from "./report.ts";

/** Small homes: a hundred thousand of them have to fit into one process. */
export const worldShape = { stations: 3, hosts: 4 } as const;

const startMs = Date.parse("2026-11-22T06:00:00Z");
const intervalMs = 60_000;

/** Every home's report as it lies in Kafka; only its times and its id change from minute to minute. */
function valuesOf(homes: number): readonly Buffer[] {
  const source = createEventSource();
  return Array.from({ length: homes }, (_, number) => {
    const event = source(createReportingGateway("scale", number), startMs);
    const { stations, hosts } = worldShape;
    const small = {
      ...event,
      stations: event.stations.slice(0, stations),
      hosts: event.hosts.slice(0, hosts),
    };
    return telemetryType.encode(small, 1);
  });
}

function createWorld(homes: number): (reports: number) => void {
  const values = valuesOf(homes);
  const fold = emptyFold();
  let [report, offset, tickedMs] = [0, 0, 0];
  const takeOne = (): void => {
    const atMs = startMs + Math.floor((report * intervalMs) / homes);
    if (atMs >= tickedMs + tickPeriodMs) {
      tickedMs = atMs;
      applyWhole(fold, tickAt(atMs), offset++);
    }
    const event: TelemetryEvent = {
      ...decodeEvent(values[report % homes] ?? Buffer.alloc(0)),
      event_id: report.toString(16).padStart(32, "0"),
      observed_at: epochMs(atMs),
      received_at: epochMs(atMs),
    };
    applyWhole(fold, event, offset++);
    fold.snapshotHome(event.home_id);
    report += 1;
  };
  return (reports) => {
    for (let taken = 0; taken < reports; taken += 1) takeOne();
  };
}

if (process.send !== undefined) {
  // As a worker does.
  inlineMore();
  countBuffersWithHeap();
  const take = createWorld(Number(process.argv[2]));
  process.on("message", (reports: number) => {
    const cpu = process.cpuUsage();
    const began = performance.now();
    take(reports);
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - began) / 1000;
    const cost: Cost = { cpuUs: (user + system) / reports, ratePerSecond: reports / seconds };
    process.send?.(cost);
  });
  process.on("disconnect", () => process.exit());
}
