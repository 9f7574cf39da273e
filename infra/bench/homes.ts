/** Reports of many homes as the home worker gets them: decoded from Avro, with strings of their own. */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { bridgeConfig, workerConfig } from "#infra/cli/config/process-config.ts";
import { tickEvent } from "#ingest/event.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type ReportingGateway, toReceived } from "./report.ts";
import { localValues } from "./settings.ts";

/** How often a bridge ticks. */
export const tickPeriodMs = 5000;

export const telemetryType = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));

/** Decodes an Avro body; throws on anything that is no event. */
export function decodeEvent(value: Buffer): TelemetryEvent {
  const decoded = telemetryType.decode(bodyOf(value));
  if (!decoded.ok) throw new Error(decoded.detail);
  return decoded.value;
}

/** Turns a gateway's next report into its event. */
export function createEventSource(): (gateway: ReportingGateway, atMs: number) => TelemetryEvent {
  const pipeline = createPipeline(bridgeConfig(localValues()));
  return (gateway, atMs) => {
    const outcome = pipeline(toReceived(gateway, atMs));
    const event = outcome.kind === "produced" ? outcome.events[0] : undefined;
    if (event === undefined) throw new Error(`a report became ${outcome.kind}`);
    return decodeEvent(telemetryType.encode(event, 1));
  };
}

export const tickAt = (atMs: number): TelemetryEvent =>
  tickEvent(
    { bridge_id: "bench", period_ms: tickPeriodMs, session_expiry_ms: 3_600_000, farewell: false },
    epochMs(atMs),
  );

/** A partition without homes, with the defaults of the README. */
export const emptyFold = (): PartitionFold =>
  createPartitionFold({ window: workerConfig(localValues()).window, rules: [], logGeneration: 0 });

/** Applies an event to each home it concerns; returns how many outputs came of it. */
export function applyWhole(fold: PartitionFold, event: TelemetryEvent, offset: number): number {
  let outputs = 0;
  for (const applied of fold.apply(event, offset)) outputs += applied.outputs.length;
  return outputs;
}
