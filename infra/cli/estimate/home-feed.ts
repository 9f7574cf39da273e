/**
 * What one simulated home makes: its reports go through the bridge's own pipeline and encoders and the worker's own fold,
 * whose snapshots are written when the worker would write them.
 * Nothing is connected; time is an argument.
 */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { advanceHome, type Habits, type Home } from "#infra/simulator/home.ts";
import { createRandom } from "#infra/simulator/random.ts";
import type { IntakeConfig, ProfileDefinition } from "#ingest/config.ts";
import { tickEvent } from "#ingest/event.ts";
import type { Outcome } from "#ingest/outcome.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { type RecordFormat, toPublication } from "#ingest/records.ts";
import type { WorkerConfig } from "#processors/config.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { parseStateKey } from "#processors/home/snapshot.ts";
import { encodeSettings } from "#processors/home/settings.ts";
import { PartitionMemory } from "#processors/runtime/memory.ts";
import { type OutputTypes, toOutputRecords } from "#processors/runtime/wire.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { createSampleHome, type HomeShape, readModel } from "./sample-home.ts";
import { formatSample } from "./sample-report.ts";

export interface FeedOptions {
  readonly profiles: readonly { readonly definition: ProfileDefinition; readonly intervalMs: number }[];
  readonly shape: HomeShape;
  /** Limits, aliases and whether parameters are published count; topics and identities do not. */
  readonly intake: IntakeConfig;
  readonly worker: Pick<WorkerConfig, "window" | "replayDistanceMs">;
  readonly startMs: number;
  readonly habits: Habits;
}

/** What became of one report. */
export interface FedReport {
  readonly sizeBytes: number;
  readonly produced: Extract<Outcome, { kind: "produced" }>;
  /** Of the bridge and, by and by, of the worker. */
  readonly records: readonly OutRecord[];
  /** References that the simulated home has nothing for. */
  readonly unknown: readonly string[];
}

const types = {
  telemetry: compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema)),
  parameter: compileType<ParameterEvent>(loadSchema(topics.parameter.schema)),
  window: compileType<HomeWindow>(loadSchema(topics.window.schema)),
  associationChange: compileType<AssociationChange>(loadSchema(topics.associationChange.schema)),
  alertCandidate: compileType<Alert>(loadSchema(topics.alertCandidate.schema)),
};
const outputTypes: OutputTypes = {
  window: { type: types.window, schemaId: 3 },
  associationChange: { type: types.associationChange, schemaId: 4 },
  alertCandidate: { type: types.alertCandidate, schemaId: 5 },
};
const tickPeriodMs = 60_000;

export class HomeFeed {
  readonly #options: FeedOptions;
  readonly #id: string;
  readonly #random: ReturnType<typeof createRandom>;
  readonly #home: Home;
  readonly #pipeline: ReturnType<typeof createPipeline>;
  readonly #format: RecordFormat;
  readonly #memory: PartitionMemory;

  /** `number` keeps homes apart. */
  constructor(options: FeedOptions, number: number) {
    const { profiles, shape, intake, startMs } = options;
    this.#options = options;
    this.#id = `estimate-${number}`;
    this.#random = createRandom(this.#id);
    this.#home = createSampleHome(shape, this.#random, number, startMs);
    this.#pipeline = createPipeline({
      ...intake,
      topics: profiles.map((_, index) => ({ template: streamOf(index), kind: "report" })),
      identity: { endpoints: [{ match: "{id}", endpoint: "os::{id}" }], home: "{endpoint}" },
      profiles: profiles.map(({ definition, intervalMs }, index) => ({
        ...definition,
        topic: streamOf(index),
        intervalMs,
      })),
    });
    this.#format = {
      encodeTelemetry: (event) => types.telemetry.encode(event, 1),
      encodeParameter: (event) => types.parameter.encode(event, 2),
      partitions: 1,
      maxRecordBytes: intake.limits.kafkaRecordBytes,
      parameterTopic: intake.parameterTopic,
    };
    this.#memory = createMemory(options.worker);
  }

  /** The report of a profile at that moment. Throws where intake would not take it. */
  report(profile: number, atMs: number): FedReport {
    const { profiles, startMs, habits } = this.#options;
    advanceHome(this.#home, this.#random, atMs, habits);
    const model = readModel(this.#home, this.#id, startMs);
    const parameters = profiles[profile]?.definition.parameters ?? [];
    const { payload, unknown } = formatSample(model, parameters, atMs);
    const message = {
      topic: streamOf(profile).replace("{id}", this.#id),
      payload,
      contentType: "application/json",
      responseTopic: null,
      retain: false,
      receivedAt: epochMs(atMs),
      arrival: 0,
    };
    const { outcome, records } = toPublication(this.#pipeline(message), message, this.#format);
    if (outcome.kind !== "produced") {
      throw new Error(`intake would not take a report of this profile: ${outcome.kind}, ${outcome.reason}`);
    }
    const more = outcome.events.flatMap((event) => this.#apply(event));
    return { sizeBytes: payload.length, produced: outcome, records: [...records, ...more], unknown };
  }

  /** Time passes for the worker too. */
  tick(atMs: number): readonly OutRecord[] {
    const tick = {
      bridge_id: "estimate",
      period_ms: tickPeriodMs,
      session_expiry_ms: 3_600_000,
      farewell: false,
    };
    return this.#apply(tickEvent(tick, epochMs(atMs)));
  }

  /** As the worker sees it: decoded from its bytes. What it writes, the checkpoint of its partition left out. */
  #apply(event: TelemetryEvent): OutRecord[] {
    const decoded = types.telemetry.decode(bodyOf(types.telemetry.encode(event, 1)));
    if (!decoded.ok) throw new Error(decoded.detail);
    this.#memory.apply(decoded.value, this.#memory.position, event.received_at);
    const { outputs, state } = this.#memory.cut(false);
    return [...outputs, ...state.filter(({ key }) => parseStateKey(String(key)) !== null)];
  }
}

function createMemory({ window, replayDistanceMs }: FeedOptions["worker"]): PartitionMemory {
  const settings = { window, rules: [], logGeneration: 0 };
  return new PartitionMemory(
    createPartitionFold(settings),
    {
      partition: 0,
      stateTopic: topics.workerState.name,
      toRecords: (output) => toOutputRecords(outputTypes, output, 0),
      logIdentity: "estimate",
      foldSettings: encodeSettings(settings),
      replayDistanceMs,
      limitBytes: Number.POSITIVE_INFINITY,
    },
    { position: 0, emitted: { offset: 0, home: null }, settings: [], appendedAt: null },
  );
}

const streamOf = (profile: number): string => `estimate/${profile}/{id}`;
