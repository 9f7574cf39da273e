/** Simulated homes with faults as the log has them: encoded events and ticks, in the order of received time. */
import type { PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { toEvents } from "#infra/cli/evaluate/world-event.ts";
import { defaultOptions } from "#infra/simulator/world/options.ts";
import { simulateHome } from "#infra/simulator/world/simulate.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import {
  blankEvent,
  blankGateway,
  blankHost,
  blankRadio,
  blankStation,
  tickAt,
} from "#processors/scenarios/blank.ts";
import { compileType } from "#schemas/avro.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";

const homes = 8;
const hour = 3_600_000;
const tickPeriodMs = 20_000;

export const logStartMs = defaultOptions.startMs;
export const logEndMs = logStartMs + 6 * hour;

/** Events and ticks of six hours; silences, weak signals, lost reports and storms are among what happens in them. */
export function simulatedEvents(): TelemetryEvent[] {
  const events = Array.from({ length: homes }, (_, index) => eventsOf(index + 1)).flat();
  for (let at = logStartMs; at < logEndMs; at += tickPeriodMs) events.push(tickAt(at, "b", hour));
  return events.sort((a, b) => a.received_at - b.received_at);
}

function eventsOf(home: number): TelemetryEvent[] {
  const reports = simulateHome({
    ...defaultOptions,
    seed: "backtest",
    home,
    durationMs: logEndMs - logStartMs,
    anomalies: 60,
    warmUpMs: hour,
  });
  return [...reports].flatMap(toEvents).map(toWhole);
}

/** With the fields that folds do not read. */
const toWhole = ({ stations, hosts, radios, gateway, ...event }: FoldEvent): TelemetryEvent => ({
  ...blankEvent,
  ...event,
  access_points: [],
  heard_stations: [],
  stations: stations.map((row) => ({ ...blankStation, ...row })),
  hosts: hosts.map((row) => ({ ...blankHost, ...row })),
  radios: radios.map((row) => ({ ...blankRadio, ...row })),
  gateway: gateway.map((row) => ({ ...blankGateway, ...row })),
  events: event.events.map((row) => ({
    path: "",
    value: null,
    params: {},
    error_code: null,
    ...row,
  })),
});

/** Publishes them as a bridge does: a home's to its partition, ticks to all. */
export async function publishEvents(
  producer: PartitionProducer,
  schemaId: number,
  partitions: number,
  events: readonly TelemetryEvent[],
): Promise<void> {
  const type = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  const published = events.flatMap((event) => {
    const value = type.encode(event, schemaId);
    const key = Buffer.from(event.home_id);
    const to = event.kind === "tick" ? all : [partitionOf(key, partitions)];
    return to.map((partition) => producer.publish({ topic: topics.telemetry.name, partition, key, value }));
  });
  await Promise.all(published);
}
