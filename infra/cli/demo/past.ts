/**
 * A simulated past: gateways of the labelled world, and what bridge, home worker and fleet stage make of what they say,
 * by those processes' own code. Nothing is connected; time is an argument.
 */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { bridgeConfig, workerConfig } from "#infra/cli/config/process-config.ts";
import type { Values } from "#infra/cli/settings.ts";
import type { Publication, Step } from "#infra/simulator/gateway.ts";
import { createWorldGateway } from "#infra/simulator/world-gateway.ts";
import { tickEvent } from "#ingest/event.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { type RecordFormat, tickRecords, toPublication } from "#ingest/records.ts";
import { Fleet } from "#processors/fleet/fleet.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { type OutputTypes, toOutputRecords } from "#processors/runtime/wire.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";

export interface PastOptions {
  /** Settings of the processes, as `npm start` has them. */
  readonly values: Values;
  readonly seed: string;
  readonly homes: number;
  /** Number of the first home; 1 unless told. */
  readonly first?: number;
  /** Full minutes, milliseconds since 1970; the end is not included. */
  readonly startMs: number;
  readonly endMs: number;
  readonly intervalMs: number;
  /** Rate of injected faults; 1: each class about once in 30 home-days. */
  readonly anomalies: number;
  /** Meshes steer their stations. No, unless told. */
  readonly isSteered?: boolean;
  /** What still stands at the end is resolved then: nobody will go on with it. No, unless told. */
  readonly endsAlerts?: boolean;
}

/** JSON where nothing else is said. */
export type Extras = readonly (Pick<Publication, "topic" | "payload"> & { readonly contentType?: string })[];

/** What else befalls the gateways. */
export interface Extra {
  /** Messages of somebody else than the simulated gateways, received at the end of that minute. */
  readonly messages: (gateway: number, minuteMs: number) => Extras;
  /** Whether what the gateway publishes there at that moment never arrives. */
  readonly isLost: (gateway: number, topic: string, atMs: number) => boolean;
}

const nothingElse: Extra = { messages: () => [], isLost: () => false };

/** All records of one minute, in the order they would be on each topic. */
export interface Minute {
  readonly startMs: number;
  readonly records: readonly OutRecord[];
}

const minuteMs = 60_000;
const bridge = { bridge_id: "bridge-1", period_ms: minuteMs, session_expiry_ms: 3_600_000, farewell: false };

const types = {
  telemetry: compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema)),
  parameter: compileType<ParameterEvent>(loadSchema(topics.parameter.schema)),
  window: compileType<HomeWindow>(loadSchema(topics.window.schema)),
  associationChange: compileType<AssociationChange>(loadSchema(topics.associationChange.schema)),
  alert: compileType<Alert>(loadSchema(topics.alert.schema)),
};
const outputTypes: OutputTypes = {
  window: { type: types.window, schemaId: 3 },
  associationChange: { type: types.associationChange, schemaId: 4 },
  alertCandidate: { type: types.alert, schemaId: 5 },
};

/** Minute by minute; the same options give the same records. Candidates of alerts are not among them. */
export function* simulatePast(options: PastOptions, extra: Extra = nothingElse): Generator<Minute> {
  const { seed, homes, first = 1, startMs, endMs, intervalMs, anomalies, isSteered = false } = options;
  const past = new Past(options.values);
  const gateways = Array.from({ length: homes }, (_, index) => {
    const number = first + index;
    const gateway = createWorldGateway({ seed, number, startMs, intervalMs, anomalies, isSteered });
    past.receive(gateway.connect(startMs), startMs);
    return { gateway, next: gateway.next() };
  });
  for (let atMs = startMs; atMs < endMs; atMs += minuteMs) {
    for (const [index, each] of gateways.entries()) {
      for (; each.next.atMs < atMs + minuteMs; each.next = each.gateway.next())
        past.receive(arriving(each.next, first + index, extra), each.next.atMs);
      past.receive(extra.messages(first + index, atMs), atMs + minuteMs - 1);
    }
    past.tick(atMs + minuteMs);
    if (options.endsAlerts === true && atMs + minuteMs >= endMs) past.endAlerts(endMs);
    yield { startMs: atMs, records: past.takeRecords() };
  }
}

const arriving = ({ atMs, publications }: Step, gateway: number, { isLost }: Extra): readonly Publication[] =>
  publications.filter(({ topic }) => !isLost(gateway, topic, atMs));

/** The processes between the gateways and the sink. */
class Past {
  readonly #pipeline: ReturnType<typeof createPipeline>;
  readonly #format: RecordFormat;
  readonly #worker: ReturnType<typeof createPartitionFold>;
  readonly #fleet: Fleet;
  /** The last transition of what stands, by episode. */
  readonly #standing = new Map<string, Alert>();
  #records: OutRecord[] = [];
  #offset = 0;

  constructor(values: Values) {
    const intake = bridgeConfig(values);
    this.#pipeline = createPipeline(intake);
    this.#format = {
      encodeTelemetry: (event) => types.telemetry.encode(event, 1),
      encodeParameter: (event) => types.parameter.encode(event, 2),
      partitions: values.kafkaPartitions,
      maxRecordBytes: intake.limits.kafkaRecordBytes,
      parameterTopic: true,
    };
    this.#worker = createPartitionFold({ window: workerConfig(values).window, rules: [], logGeneration: 0 });
    this.#fleet = new Fleet({
      holdMs: values.fleetHoldMs,
      labelsOf: () => ({}),
      isInMaintenance: () => false,
      isRetired: () => false,
    });
  }

  /** What a bridge would make of these messages, and the worker and the fleet stage of that. */
  receive(messages: readonly Partial<Publication>[], atMs: number): void {
    for (const { topic = "", payload = Buffer.alloc(0), contentType, responseTopic } of messages) {
      const received = {
        topic,
        payload,
        contentType: contentType ?? "application/json",
        responseTopic: responseTopic ?? null,
        retain: false,
        receivedAt: epochMs(atMs),
        arrival: 0,
      };
      const { outcome, records } = toPublication(this.#pipeline(received), received, this.#format);
      this.#records.push(...records);
      if (outcome.kind === "produced") for (const event of outcome.events) this.#apply(event);
    }
  }

  /** Time passes for everybody. */
  tick(atMs: number): void {
    const event = tickEvent(bridge, epochMs(atMs));
    this.#records.push(...tickRecords(event, this.#format));
    this.#apply(event);
    this.#tell(this.#fleet.tick(atMs));
  }

  endAlerts(atMs: number): void {
    const at = epochMs(atMs);
    const ended = [...this.#standing.values()].map((alert): Alert => ({
      ...alert,
      sequence: alert.sequence + 1,
      state: "resolved",
      changed_at: at,
      cleared_at: at,
      received_at: at,
    }));
    this.#tell(ended);
  }

  takeRecords(): readonly OutRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** The worker sees what comes out of an event's bytes. */
  #apply(event: TelemetryEvent): void {
    const decoded = types.telemetry.decode(bodyOf(types.telemetry.encode(event, 1)));
    if (!decoded.ok) throw new Error(decoded.detail);
    const offset = this.#offset++;
    for (const { outputs } of this.#worker.apply(decoded.value, offset)) {
      for (const output of outputs) {
        const partition = partitionOf(output.value.home_id, this.#format.partitions);
        if (output.topic !== "alertCandidate")
          this.#records.push(...toOutputRecords(outputTypes, output, partition));
        else this.#tell(this.#fleet.take(output.value, { partition, offset }, output.value.received_at));
      }
    }
  }

  #tell(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      if (alert.state === "resolved") this.#standing.delete(alert.episode_id);
      else this.#standing.set(alert.episode_id, alert);
      const key = Buffer.from(alert.fingerprint);
      const partition = partitionOf(key, this.#format.partitions);
      this.#records.push({ topic: topics.alert.name, partition, key, value: types.alert.encode(alert, 6) });
    }
  }
}
