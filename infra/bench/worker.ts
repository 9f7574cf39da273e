/**
 * Stage worker: the bytes of telemetry records to the bytes of windows, association changes, snapshots and
 * checkpoints, as a partition of the home worker does it, without the network. Its floor is decoding the same bytes.
 */
import { defaultWindow } from "#processors/config.ts";
import { inlineMore } from "#infra/adapters/compiler.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { IntakeConfig } from "#ingest/config.ts";
import { tickEvent } from "#ingest/event.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { encodeSettings, type FoldSettings } from "#processors/home/settings.ts";
import { createEventDecoder, type EventDecoder } from "#processors/runtime/decoder.ts";
import { PartitionMemory } from "#processors/runtime/memory.ts";
import { sendLimitBytes } from "#processors/runtime/ports.ts";
import { type OutputTypes, toOutputRecords } from "#processors/runtime/wire.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { compilePlainType } from "#schemas/plain-type.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type Benchmark, type Candidate, interleave, type Measurement } from "./benchmark.ts";
import { createReportingGateway, reportShape, toReceived } from "./report.ts";
import { localIntake, localValues } from "./settings.ts";

const startMs = Date.parse("2026-11-22T06:00:00Z");
const hourMs = 3_600_000;
const tickPeriodMs = 5000;
/** What a transaction takes at some 2,000 reports a second in 12 partitions. */
const recordsPerCut = 50;
const { replayDistanceMs } = localValues();
const aim = { ratio: 3, cpuUs: 5 } as const;

const settings: FoldSettings = { window: defaultWindow, rules: [], logGeneration: 0 };

const intake: IntakeConfig = { ...localIntake, parameterTopic: false };

/** Three lines: a report a minute (every report closes a window), one every ten seconds, and one every five. */
export const workerBenchmark: Benchmark = {
  name: "worker",
  async run({ smoke, say }) {
    inlineMore();
    const rounds = smoke ? 1 : 7;
    const lines: Measurement[] = [];
    for (const { intervalMs, homes } of smoke ? [{ intervalMs: 60_000, homes: 5 }] : logs) {
      say(`worker: ${homes} homes, an hour, a report every ${intervalMs / 1000} s`);
      lines.push(await measured(homes, intervalMs, rounds));
    }
    return lines;
  },
};

const logs = [
  { intervalMs: 60_000, homes: 400 },
  { intervalMs: 10_000, homes: 70 },
  { intervalMs: 5000, homes: 35 },
] as const;

async function measured(homes: number, intervalMs: number, rounds: number): Promise<Measurement> {
  const log = await logOf(homes, intervalMs);
  const candidates = { floor: decodeOnly(log), read: decodeRead(log), ours: wholePath(log) };
  const { ours, read, floor } = await interleave(candidates, rounds);
  const ratio = ours.cpuUs / floor.cpuUs;
  const { outputs, snapshots } = log.made;
  return {
    stage: "worker",
    event: "station sample",
    ratePerSecond: ours.ratePerSecond,
    cpuUs: ours.cpuUs,
    floor: { what: "Avro decoding of the same values", ...floor },
    ratio,
    aim: `<= ${aim.ratio} x, <= ${aim.cpuUs} us`,
    met: ratio <= aim.ratio && ours.cpuUs <= aim.cpuUs,
    notes: [
      `${homes} homes, an hour of reports every ${intervalMs / 1000} s with ${reportShape.stations} stations and ${reportShape.hosts} hosts`,
      `decoding only what folds read: ${read.cpuUs.toFixed(2)} us, of which ours is ${(ours.cpuUs / read.cpuUs).toFixed(1)} x`,
      `${log.reports} reports, ${outputs} records out, ${snapshots} snapshots`,
    ],
  };
}

/** An hour of one partition, as it lies in Kafka. */
interface Log {
  readonly values: readonly Buffer[];
  readonly reports: number;
  readonly decoder: EventDecoder;
  /** What the last run over it made, to see that it did its work. */
  readonly made: { outputs: number; snapshots: number };
}

const telemetry = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
const outputTypes: OutputTypes = {
  window: { type: compilePlainType<HomeWindow>(loadSchema(topics.window.schema)), schemaId: 2 },
  associationChange: {
    type: compilePlainType<AssociationChange>(loadSchema(topics.associationChange.schema)),
    schemaId: 3,
  },
  alertCandidate: { type: compileType<Alert>(loadSchema(topics.alertCandidate.schema)), schemaId: 4 },
};

async function logOf(homes: number, intervalMs: number): Promise<Log> {
  const values: Buffer[] = [];
  const pipeline = createPipeline(intake);
  const gateways = Array.from({ length: homes }, (_, number) => createReportingGateway("worker", number));
  const write = (event: TelemetryEvent): void => void values.push(telemetry.encode(event, 1));
  let reports = 0;
  for (let atMs = startMs; atMs < startMs + hourMs; atMs += tickPeriodMs) {
    write(tickAt(atMs));
    for (const [index, gateway] of gateways.entries()) {
      const phaseMs = Math.floor((index * intervalMs) / homes);
      const sinceTickMs = (((phaseMs - atMs) % intervalMs) + intervalMs) % intervalMs;
      if (sinceTickMs >= tickPeriodMs) continue;
      const outcome = pipeline(toReceived(gateway, atMs + sinceTickMs));
      if (outcome.kind !== "produced") throw new Error(`a report became ${outcome.kind}`);
      for (const event of outcome.events) write(event);
      reports += 1;
    }
  }
  const decoder = createEventDecoder(telemetry, () => Promise.resolve(telemetry.schema));
  await decoder.load(1);
  return { values, reports, decoder, made: { outputs: 0, snapshots: 0 } };
}

const tickAt = (atMs: number): TelemetryEvent =>
  tickEvent(
    { bridge_id: "bench", period_ms: tickPeriodMs, session_expiry_ms: hourMs, farewell: false },
    epochMs(atMs),
  );

const decodeOnly = ({ values, reports }: Log): Candidate => ({
  run() {
    for (const value of values) telemetry.decode(bodyOf(value));
    return reports * reportShape.stations;
  },
});

/** As the worker does it: what folds do not read is stepped over. */
const decodeRead = ({ values, reports, decoder }: Log): Candidate => ({
  run() {
    for (const value of values) decoder.decode(value);
    return reports * reportShape.stations;
  },
});

const wholePath = ({ values, reports, decoder, made }: Log): Candidate => ({
  run() {
    const memory = new PartitionMemory(
      createPartitionFold(settings),
      {
        partition: 0,
        stateTopic: topics.workerState.name,
        toRecords: (output, partition) => toOutputRecords(outputTypes, output, partition),
        logIdentity: "bench",
        foldSettings: encodeSettings(settings),
        replayDistanceMs,
        limitBytes: sendLimitBytes,
      },
      { position: 0, emitted: { offset: 0, home: null }, settings: [], appendedAt: null },
    );
    Object.assign(made, { outputs: 0, snapshots: 0 });
    for (const [offset, value] of values.entries()) {
      const decoded = decoder.decode(value);
      if (decoded.kind !== "event") throw new Error(`a value is ${decoded.kind}`);
      memory.apply(decoded.event, offset, decoded.event.received_at);
      if (offset % recordsPerCut === 0) cut(memory, made);
    }
    return reports * reportShape.stations;
  },
});

function cut(memory: PartitionMemory, made: Log["made"]): void {
  const taken = memory.cut(false);
  memory.settle(taken);
  made.outputs += taken.outputs.length;
  made.snapshots += taken.snapshots;
}
