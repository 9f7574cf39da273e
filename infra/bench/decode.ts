/**
 * Stage decode: the bytes of a bulk-data report to the records that Kafka gets, through the bridge's own pipeline.
 * Its floor is `JSON.parse` of the same bytes, which makes objects and nothing else.
 */
import { createGateway } from "#infra/simulator/gateway.ts";
import { inlineMore } from "#infra/adapters/compiler.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ReceivedMessage } from "#ingest/admit.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { type RecordFormat, toPublication } from "#ingest/records.ts";
import { compileType } from "#schemas/avro.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type Benchmark, interleave, type Measurement } from "./benchmark.ts";
import { createReportingGateway, reportShape } from "./report.ts";
import { localIntake } from "./settings.ts";

const startMs = Date.parse("2026-11-22T06:50:00Z");
const aimRatio = 1;
/**
 * Rounds of each line that do not count. With 1,000 reports a round V8 compiles code, and gives up what it compiled on too
 * little evidence, until the twelfth (`--trace-deopt`); the first line would pay for that, and those after it half.
 */
const warmUp = 12;
/** Reports of a simulated gateway, of which only the last counts: homes have then had their comings and goings. */
const fleetSteps = 60;

/**
 * The report of all benchmarks with rows numbered alike in all homes, as after a factory reset, and with numbers of
 * each home's own; the simulator's fleet, whose reports have all columns, and rows that differ from home to home; and
 * the first once more in a form that only the ordinary parser reads (a bare array), the fallback.
 */
export const decodeBenchmark: Benchmark = {
  name: "decode",
  async run({ smoke, say }) {
    // As a bridge does.
    inlineMore();
    const gateways = smoke ? 20 : 1000;
    const rounds: Rounds = smoke ? { counted: 1, warmUp: 1 } : { counted: 25, warmUp };
    say(`decode: reports of ${gateways} gateways`);
    const alike = reportsOf(gateways, (payload) => payload);
    const own = reportsOf(gateways, renumbered);
    const fleet = fleetReports(gateways);
    const bare = reportsOf(gateways, (payload) => bareArray(payload));
    const shape = `${reportShape.names} names, ${reportShape.stations} stations, ${reportShape.hosts} hosts each`;
    return [
      await measured(["rows numbered alike", shape], alike, rounds, `<= ${aimRatio} x`),
      await measured(["rows numbered anew in each home", shape], own, rounds, `<= ${aimRatio} x`),
      await measured(["the simulator's fleet, hosts come and go"], fleet, rounds, `<= ${aimRatio} x`),
      await measured(["a bare array: by the ordinary parser, the fallback", shape], bare, rounds, ""),
    ];
  },
};

interface Rounds {
  readonly counted: number;
  readonly warmUp: number;
}

async function measured(
  what: readonly string[],
  messages: readonly ReceivedMessage[],
  rounds: Rounds,
  aim: string,
): Promise<Measurement> {
  const translate = createTranslation();
  const { ours, floor } = await interleave(
    {
      floor: { run: () => count(messages, ({ payload }) => JSON.parse((payload as Buffer).toString())) },
      ours: { run: () => count(messages, translate) },
    },
    rounds.counted,
    rounds.warmUp,
  );
  const ratio = ours.cpuUs / floor.cpuUs;
  const bytes = messages.reduce((sum, { payload }) => sum + payload.length, 0) / messages.length;
  return {
    stage: "decode",
    event: `report of ${(bytes / 1000).toFixed(1)} kB`,
    ratePerSecond: ours.ratePerSecond,
    cpuUs: ours.cpuUs,
    floor: { what: "JSON.parse of the same bytes", ...floor },
    ratio,
    aim,
    met: ratio <= aimRatio,
    notes: [...what, `${messages.length} gateways`],
  };
}

/** As the bridge does it, up to the bytes of the records. */
function createTranslation(): (message: ReceivedMessage) => void {
  const pipeline = createPipeline(localIntake);
  const telemetry = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const parameter = compileType<ParameterEvent>(loadSchema(topics.parameter.schema));
  const format: RecordFormat = {
    encodeTelemetry: (event) => telemetry.encode(event, 1),
    encodeParameter: (event) => parameter.encode(event, 2),
    partitions: 12,
    maxRecordBytes: localIntake.limits.kafkaRecordBytes,
    parameterTopic: localIntake.parameterTopic,
  };
  return (message) => {
    const { outcome, records } = toPublication(pipeline(message), message, format);
    if (outcome.kind !== "produced" || records.length !== 2)
      throw new Error(`a report became ${outcome.kind}`);
  };
}

function count(messages: readonly ReceivedMessage[], each: (message: ReceivedMessage) => unknown): number {
  for (const message of messages) each(message);
  return messages.length;
}

const reportsOf = (
  gateways: number,
  change: (payload: Buffer, number: number) => Buffer,
): readonly ReceivedMessage[] =>
  Array.from({ length: gateways }, (_, number) => {
    const gateway = createReportingGateway("decode", number);
    return toMessage(gateway.topic, change(gateway.next(startMs), number));
  });

/** One report of each gateway of a simulated fleet, some time after its start. */
const fleetReports = (gateways: number): readonly ReceivedMessage[] =>
  Array.from({ length: gateways }, (_, index) => {
    const gateway = createGateway({ seed: "decode", number: index + 1, startMs, intervalMs: 10_000 });
    for (let step = 1; step < fleetSteps; step += 1) gateway.next();
    const report = gateway.next().publications.at(-1);
    if (report === undefined) throw new Error("a step without a report");
    return toMessage(report.topic, report.payload);
  });

/** `[{...}]` instead of `{"Report":[{...}]}`. */
const bareArray = (payload: Buffer): Buffer => {
  const { Report } = JSON.parse(payload.toString()) as { readonly Report: unknown };
  return Buffer.from(JSON.stringify(Report, null, 1));
};

/** The same report from a home whose rows begin somewhere else; the numbers keep their order, with a gap. */
const renumbered = (payload: Buffer, number: number): Buffer =>
  Buffer.from(
    payload
      .toString()
      .replaceAll(/(?<=Hosts\.|ApAssociatedDevice\.\d\.)\d+/g, (row) =>
        String(Number(row) + (number % 37) + (Number(row) > number % 13 ? 1 : 0)),
      ),
  );

const toMessage = (topic: string, payload: Buffer): ReceivedMessage => ({
  topic,
  payload,
  contentType: "application/json",
  responseTopic: null,
  retain: false,
  receivedAt: epochMs(startMs + 500),
  arrival: 0,
});
