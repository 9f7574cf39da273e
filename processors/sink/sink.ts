/**
 * Kafka into ClickHouse, at least once; natural keys in the tables make it once.
 *
 * 1. Batches of records are read (read committed) and wait until there are enough, or long enough.
 * 2. They are sorted by topic and schema; what is no Avro, or of no known schema, becomes a dead letter.
 * 3. Each group is inserted as one Avro container; a record that ClickHouse refuses becomes a dead letter.
 * 4. ClickHouse acknowledged. 5. Dead letters are published and acknowledged. 6. The offsets are committed.
 *
 * A stop before 4: nothing has happened, the same records are read again. Between 4 and 6: they are inserted (and dead
 * letters published) once more; the tables' keys drop the copies, dead letters are then twice in their topic.
 * While ClickHouse or the registry is away nothing is committed, reading pauses, and nothing is lost.
 */
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { Backlog, type BacklogLimits, type ReadBatch } from "./backlog.ts";
import { insertBatch, type InsertPorts } from "./insert-batch.ts";
import { Ledger, type SinkStatus } from "./ledger.ts";
import { createPatience, SinkStopped } from "./patience.ts";
import { createRoutes, findTables, type RoutePorts } from "./routes.ts";
import { compareLanding, type SinkTopic } from "./sink-topic.ts";
import { createSorter, type Letter, type Sorted } from "./sort.ts";

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
  /** Longest that a record waits for company. */
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
  status(): SinkStatus;
  /** Lets a running flush finish, unless it waits for something; then nothing more is inserted or committed. */
  stop(): Promise<void>;
}

/** Schemas and tables do not fit; the message says what to do. */
export class SinkRefused extends Error {
  override readonly name = "SinkRefused";
}

export const createSink = (deps: SinkDeps): Sink => new RunningSink(deps);

class RunningSink implements Sink {
  readonly #deps: SinkDeps;
  readonly #topics: ReadonlyMap<string, SinkTopic>;
  readonly #backlog: Backlog;
  readonly #ledger = new Ledger();
  readonly #patience: ReturnType<typeof createPatience>;
  readonly #ports: RoutePorts & InsertPorts;
  readonly #sort: (batches: readonly ReadBatch[]) => Promise<Sorted>;
  readonly #paused = new Map<string, { topic: string; partition: number }>();
  #flushing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #stopping = false;

  constructor(deps: SinkDeps) {
    this.#deps = deps;
    this.#topics = new Map(deps.topics.map((topic) => [topic.name, topic]));
    this.#backlog = new Backlog(deps.limits);
    this.#patience = createPatience(deps, this.#ledger);
    const { schemaById, landingTables, insert } = deps;
    const { waitFor } = this.#patience;
    this.#ports = { schemaById, landingTables, insert, waitFor };
    this.#sort = createSorter(deps.topics, createRoutes(this.#ports));
  }

  async check(): Promise<void> {
    const complaints = compareLanding(this.#deps.topics, await findTables(this.#ports));
    this.#ledger.settled();
    if (complaints.length > 0) throw new SinkRefused(complaints.join("\n"));
  }

  take(batch: ReadBatch): void {
    if (this.#stopping) return;
    this.#backlog.add(batch);
    if (this.#backlog.isFull) this.#pause(batch);
    if (this.#backlog.isDue) this.#flush();
    else this.#cancelTimer ??= this.#deps.after(this.#deps.flushEveryMs, () => this.#flush());
  }

  revoked(partitions: readonly { readonly topic: string; readonly partition: number }[]): void {
    for (const { topic, partition } of partitions) {
      this.#backlog.drop(topic, partition);
      this.#paused.delete(`${topic}|${partition}`);
    }
  }

  status(): SinkStatus {
    return this.#ledger.status();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTimer?.();
    this.#patience.stop();
    await this.#flushing;
  }

  #pause({ topic, partition }: ReadBatch): void {
    this.#paused.set(`${topic}|${partition}`, { topic, partition });
    this.#deps.reader.pause(topic, partition);
  }

  #resumeAll(): void {
    for (const { topic, partition } of this.#paused.values()) this.#deps.reader.resume(topic, partition);
    this.#paused.clear();
  }

  /** One flush at a time; what comes meanwhile waits for the next. */
  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#flushing ??= this.#drain()
      .catch((error: unknown) => {
        if (error instanceof SinkStopped) return;
        this.#stopping = true;
        this.#deps.fatal(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        this.#flushing = null;
        if (this.#backlog.isEmpty || this.#stopping) return;
        this.#cancelTimer ??= this.#deps.after(this.#deps.flushEveryMs, () => this.#flush());
      });
  }

  async #drain(): Promise<void> {
    do {
      const batches = this.#backlog.take();
      if (!this.#backlog.isFull) this.#resumeAll();
      await this.#flushBatches(batches);
    } while (this.#backlog.isDue && !this.#stopping);
  }

  async #flushBatches(batches: readonly ReadBatch[]): Promise<void> {
    const { groups, letters } = await this.#sort(batches);
    for (const [route, entries] of groups) {
      const refused = await insertBatch(this.#ports, route, entries);
      this.#ledger.inserted(route.topic.name, entries.length - refused.length);
      for (const { admitted, reason, detail } of refused) {
        letters.push({ ...admitted, reason, stage: "sink_insert", detail });
      }
    }
    await Promise.all(letters.map((letter) => this.#deadLetter(letter)));
    await this.#commit(batches);
    this.#ledger.settled();
  }

  /** A dead letter that can't be inserted stays where it is: it is counted, never published again. */
  async #deadLetter({ row, record, reason, stage, detail }: Letter): Promise<void> {
    const { topic, partition } = row;
    const source = { partition, offset: record.offset };
    if (this.#topics.get(topic)?.form === "dead-letter") {
      this.#ledger.lostDeadLetter(detail);
      this.#deps.warn("dead letter not insertable, left in its topic", { topic, ...source, reason, detail });
      return;
    }
    const { key, value, timestampMs: receivedAtMs } = record;
    const letter = { reason, stage, detail, topic, source, endpointId: null, receivedAtMs, key, value };
    for (const out of toDeadLetterRecords(letter, partition, this.#deps.deadLetterBytes)) {
      await this.#deps.publish(out);
    }
    this.#ledger.deadLettered(reason, detail);
  }

  async #commit(batches: readonly ReadBatch[]): Promise<void> {
    const next = new Map<string, CommitOffset>();
    for (const { topic, partition, next: offset } of batches) {
      next.set(`${topic}|${partition}`, { topic, partition, offset });
    }
    if (!(await this.#deps.reader.commit([...next.values()]))) {
      this.#deps.warn("offsets not committed, the records will be inserted again", {});
    }
  }
}
