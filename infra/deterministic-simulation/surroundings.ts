/** What all processes of a run share: time, chance, network, services, and the schemas as the registry has them. */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createRandom, type Random } from "#infra/simulator/random.ts";
import { createEventDecoder, type EventDecoder } from "#processors/runtime/decoder.ts";
import type { OutputTypes, Registered } from "#processors/runtime/wire.ts";
import { type SinkTopic, sinkTopics } from "#processors/sink/sink-topic.ts";
import { type AvroType, compileType, schemaIdOf } from "#schemas/avro.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import { compilePlainType } from "#schemas/plain-type.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import { SimulatedBroker } from "./broker/broker.ts";
import type { BrokerClient, Connection } from "./broker/connection.ts";
import { type ClockError, Clocks } from "./clocks.ts";
import type { Defect } from "./defect.ts";
import type { LogClient } from "./log/clients.ts";
import { SimulatedLog } from "./log/log.ts";
import { type Counts, createNotes, type Note } from "./happenings.ts";
import type { Life } from "./life.ts";
import { Network } from "./network.ts";
import { Scheduler } from "./scheduler.ts";
import { SimulatedTables } from "./tables/tables.ts";

/** When every run begins. */
export const startMs = Date.UTC(2026, 0, 1);
export const partitions = 2;
/** How long the broker keeps the session of a bridge that is away: longer than any is. */
export const sessionExpirySeconds = 300;

export interface Surroundings {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly log: SimulatedLog;
  readonly broker: SimulatedBroker;
  readonly connections: Set<Connection>;
  readonly tables: SimulatedTables;
  readonly clocks: Clocks;
  readonly note: Note;
  /** What was noted. */
  readonly counts: Counts;
  /** What workers said of homes that they could not go on with: there should be none. */
  readonly setAside: string[];
  /** What the product does wrong on purpose; null: nothing. */
  readonly defect: Defect | null;
}

/** `clocks`: those of our processes that are wrong, by name. */
export function createSurroundings(
  seed: string,
  defect: Defect | null,
  clocks: Readonly<Record<string, ClockError>> = {},
): Surroundings {
  const random = createRandom(seed);
  const scheduler = new Scheduler(startMs);
  const { note, counts } = createNotes();
  const log = new SimulatedLog(scheduler, random, note);
  for (const { name } of Object.values(topics)) log.createTopic(name, partitions);
  return {
    random,
    scheduler,
    network: new Network(scheduler, random, note),
    log,
    broker: new SimulatedBroker(scheduler, random, sessionExpirySeconds * 1000, note),
    connections: new Set(),
    tables: new SimulatedTables(sunk, note, defect?.tableKey?.bind(defect)),
    clocks: new Clocks(scheduler, clocks),
    note,
    counts,
    setAside: [],
    defect,
  };
}

/** What one life of a process has: its clients, and its clock. */
export interface ProcessParts extends Surroundings {
  readonly life: Life;
  /** Its wall clock, which may be wrong. */
  readonly now: () => EpochMs;
}

export const partsOf = (life: Life, surroundings: Surroundings): ProcessParts => ({
  ...surroundings,
  life,
  now: () => epochMs(surroundings.clocks.now(life.process)),
});

export const logClient = ({ life, network, log, scheduler, now }: ProcessParts): LogClient => ({
  life,
  network,
  log,
  now,
  steadyMs: () => scheduler.nowMs,
});

export const brokerClient = ({
  life,
  network,
  broker,
  scheduler,
  connections,
}: ProcessParts): BrokerClient => ({ life, network, broker, scheduler, connections });

export interface RunningPart {
  /** In good order. */
  stop(): Promise<void>;
}

/** Topics that rows are made of. */
export const sunk: readonly SinkTopic[] = sinkTopics(loadSchema);

const texts = new Map<number, string>();

function registered<T>(
  schemaId: number,
  { schema }: { readonly schema: string },
  compile: (text: string) => AvroType<T> = compileType,
): Registered<T> {
  const type = compile(loadSchema(schema));
  texts.set(schemaId, type.schema);
  return { type, schemaId };
}

export const telemetry = registered<TelemetryEvent>(1, topics.telemetry);
export const parameter = registered<ParameterEvent>(2, topics.parameter);
export const ledger = registered<LedgerEntry>(3, topics.ledger);
export const outputTypes: OutputTypes = {
  window: registered<HomeWindow>(4, topics.window, compilePlainType),
  associationChange: registered<AssociationChange>(5, topics.associationChange, compilePlainType),
  alertCandidate: registered<Alert>(6, topics.alertCandidate),
};

export const alert = registered<Alert>(7, topics.alert);
export const alertState = registered<Alert>(8, topics.alertState);

/** The registry's answer. */
export const schemaText = (id: number): string | null => texts.get(id) ?? null;

/** One for all runs of a thread, because to compile takes long: it has all schemas, so nobody's run depends on another's. */
const compiled = createEventDecoder(telemetry.type, (id) => Promise.resolve(schemaText(id)));
await compiled.load(telemetry.schemaId);

/** A worker's decoder, which asks the registry for each schema first. */
export function createDecoder({ life, network }: ProcessParts): EventDecoder {
  const known = new Set<number>();
  return {
    decode(value) {
      const schemaId = schemaIdOf(value);
      if (schemaId !== null && !known.has(schemaId)) return { kind: "schema_missing", schemaId };
      return compiled.decode(value);
    },
    async load(schemaId) {
      await network.call(life, "registry", () => schemaText(schemaId));
      known.add(schemaId);
    },
  };
}
