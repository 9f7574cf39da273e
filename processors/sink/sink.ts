/**
 * Kafka into ClickHouse, at least once; natural keys in the tables make it once.
 *
 * 1. Batches of records are read (read committed); one with a schema id that nobody can tell now waits in the doorway,
 *    and its partition with it. Then they wait until there are enough, or long enough: a flush begins.
 * 2. They are sorted by topic and schema; what is no Avro, or of no known schema, becomes a dead letter.
 * 3. Each group is inserted as one Avro container; a record that ClickHouse refuses becomes a dead letter.
 * 4. ClickHouse acknowledged, and everything read before is through 6. 5. Dead letters are published and acknowledged.
 * 6. The offsets are committed.
 *
 * A stop before 4: nothing has happened, the same records are read again. Between 4 and 6: they are inserted (and dead
 * letters published) once more; the tables' keys drop the copies, dead letters are then twice in their topic.
 * While ClickHouse is away nothing is committed, while the registry is away nothing of what needs it; reading pauses.
 *
 * Each topic has a lane of its own: what is urgent does not wait for an insert of what is not. Two flushes of a topic may
 * be under way, so that one is made ready while ClickHouse works on the other. In memory are then at most four times the
 * limits of a flush, and the containers of two, for each topic.
 */
import type { OutRecord } from "#schemas/out-record.ts";
import type { BacklogLimits, ReadBatch } from "./backlog.ts";
import type { InsertPorts } from "./insert-batch.ts";
import { Lane } from "./lane.ts";
import { type HourCount, Ledger, type SinkStatus } from "./ledger.ts";
import { createPatience } from "./patience.ts";
import { createRoutes, findTables, type RoutePorts } from "./routes.ts";
import { compareLanding, type SinkTopic } from "./sink-topic.ts";
import { createSorter } from "./sort.ts";

/** The consumer, as far as the sink steers it. */
export interface SinkReader {
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
  /** Commits next offsets; false when this member no longer owns them. */
  commit(offsets: readonly CommitOffset[]): Promise<boolean>;
}

export interface CommitOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface SinkDeps {
  readonly topics: readonly SinkTopic[];
  readonly limits: BacklogLimits;
  /** Longest that a record of an urgent topic waits for company; while a flush is under way, until that is through. */
  readonly flushEveryMs: number;
  /** Largest record of the dead-letter topic. */
  readonly deadLetterBytes: number;
  readonly reader: SinkReader;
  readonly insert: InsertPorts["insert"];
  /** Resolves when Kafka has acknowledged. */
  readonly publish: (record: OutRecord) => Promise<void>;
  readonly schemaById: RoutePorts["schemaById"];
  readonly landingTables: RoutePorts["landingTables"];
  /** Calls `run` once after `ms`; the result prevents it. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly warn: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** The sink can't go on; called once. */
  readonly fatal: (error: Error) => void;
}

export interface Sink {
  /** Resolves when schemas and landing tables fit; rejects with the sentences why they do not. */
  check(): Promise<void>;
  /** Takes records over; returns at once. */
  take(batch: ReadBatch): void;
  /** These partitions are somebody else's now. */
  revoked(partitions: readonly { readonly topic: string; readonly partition: number }[]): void;
  /** Retention has removed records of this partition before they were inserted. */
  overtaken(detail: string): void;
  status(): SinkStatus;
  /** What became of what is committed, since the last time. */
  takeCounts(): readonly HourCount[];
  /** Lets a running flush finish, unless it waits for something; then nothing more is inserted or committed. */
  stop(): Promise<void>;
}

/** Schemas and tables do not fit; the message says what to do. */
export class SinkRefused extends Error {
  override readonly name = "SinkRefused";
}

/** Makes a sink; it inserts what it is given. */
export function createSink(deps: SinkDeps): Sink {
  const ledger = new Ledger();
  const patience = createPatience(deps, ledger);
  const { schemaById, landingTables, insert } = deps;
  const ports: RoutePorts & InsertPorts = { schemaById, landingTables, insert, waitFor: patience.waitFor };
  const sorter = createSorter(deps.topics, createRoutes(ports));
  let isFailed = false;
  const stopAll = (): Promise<void[]> => Promise.all([...lanes.values()].map((lane) => lane.stop()));
  /** What stands behind one that failed fails with it: said once. */
  const fail = (error: unknown): void => {
    if (isFailed) return;
    isFailed = true;
    void stopAll();
    deps.fatal(error instanceof Error ? error : new Error(String(error)));
  };
  const lanes = new Map(
    deps.topics.map((topic) => [topic.name, new Lane(topic, { ...deps, ports, sorter, ledger, fail })]),
  );
  return {
    async check() {
      const complaints = compareLanding(deps.topics, await findTables(ports));
      ledger.settled("ClickHouse");
      if (complaints.length > 0) throw new SinkRefused(complaints.join("\n"));
    },
    take(batch) {
      const lane = lanes.get(batch.topic);
      if (lane === undefined) throw new Error(`The sink was given records of ${batch.topic}`);
      lane.take(batch);
    },
    revoked(partitions) {
      for (const { topic, partition } of partitions) lanes.get(topic)?.revoked(partition);
    },
    overtaken: (detail) => ledger.overtaken(detail),
    status: () => ledger.status(),
    takeCounts: () => ledger.takeCounts(),
    async stop() {
      patience.stop();
      await stopAll();
    },
  };
}
