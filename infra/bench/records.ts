/** Reports as the records that the bridge makes of them. */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { bridgeConfig } from "#infra/cli/config/process-config.ts";
import type { Values } from "#infra/cli/settings.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { telemetryRecord } from "#ingest/records.ts";
import { compileType } from "#schemas/avro.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { createReportingGateway } from "./report.ts";

const gateways = 1000;
const intervalMs = 60_000;

/** `count` reports of 1,000 gateways, a minute apart and up to now, as records of the telemetry topic. */
export function telemetryRecords(seed: string, count: number, schemaId: number, values: Values): OutRecord[] {
  const type = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const config = bridgeConfig(values);
  const pipeline = createPipeline(config);
  const format = {
    encodeTelemetry: (event: TelemetryEvent) => type.encode(event, schemaId),
    encodeParameter: () => Buffer.alloc(0),
    partitions: values.kafkaPartitions,
    maxRecordBytes: config.limits.kafkaRecordBytes,
    parameterTopic: false,
  };
  const fleet = Array.from({ length: gateways }, (_, number) => createReportingGateway(seed, number));
  const startMs = Date.now() - Math.ceil(count / gateways) * intervalMs;
  return Array.from({ length: count }, (_, index) => {
    const gateway = fleet[index % gateways];
    if (gateway === undefined) throw new RangeError("no such gateway");
    const atMs = startMs + Math.floor(index / gateways) * intervalMs;
    const message = { topic: gateway.topic, payload: gateway.next(atMs), receivedAt: epochMs(atMs) };
    const more = { contentType: "application/json", responseTopic: null, retain: false, arrival: 0 };
    const outcome = pipeline({ ...message, ...more });
    const event = outcome.kind === "produced" ? outcome.events[0] : undefined;
    if (event === undefined) throw new Error(`a report became ${outcome.kind}`);
    return telemetryRecord(event, format);
  });
}
