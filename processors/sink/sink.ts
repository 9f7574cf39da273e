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
 * Two flushes may be under way, so that one is made ready while ClickHouse works on the other. In memory are then at
 * most four times the limits of a flush, and the containers of two.
 */
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { Backlog, type BacklogLimits, type ReadBatch } from "./backlog.ts";
import { Doorway } from "./doorway.ts";
import { insertBatch, type InsertPorts } from "./insert-batch.ts";
import { Ledger, type SinkStatus } from "./ledger.ts";
import { createPatience, SinkStopped } from "./patience.ts";
import { createRoutes, findTables, type RoutePorts } from "./routes.ts";
import { compareLanding, type SinkTopic } from "./sink-topic.ts";
import { createSorter, type Letter, type RoutedBatch, type Sorter } from "./sort.ts";

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
  /** Longest that a record waits for company; while a flush is under way, until that is through. */
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

/** One is inserted while the next is made ready. */
const flushesAtOnce = 2;

class RunningSink implements Sink {
  readonly #deps: SinkDeps;
  readonly #topics: ReadonlyMap<string, SinkTopic>;
  readonly #backlog: Backlog<RoutedBatch>;
  readonly #doorway: Doorway<RoutedBatch>;
  readonly #ledger = new Ledger();
  readonly #patience: ReturnType<typeof createPatience>;
  readonly #ports: RoutePorts & InsertPorts;
  readonly #sorter: Sorter;
  readonly #paused = new Map<string, { topic: string; partition: number }>();
  readonly #flushes = new Set<Promise<void>>();
  /** Resolves when everything taken out of the backlog so far is committed. */
  #committed: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;
  /** What is in the backlog has waited for company as long as it may, whatever else is under way. */
  #hasWaited = false;
  #stopping = false;
  #failed = false;

  constructor(deps: SinkDeps) {
    this.#deps = deps;
    this.#topics = new Map(deps.topics.map((topic) => [topic.name, topic]));
    this.#backlog = new Backlog(deps.limits);
    this.#patience = createPatience(deps, this.#ledger);
    const { schemaById, landingTables, insert } = deps;
    const { waitFor } = this.#patience;
    this.#ports = { schemaById, landingTables, insert, waitFor };
    this.#sorter = createSorter(deps.topics, createRoutes(this.#ports));
    this.#doorway = new Doorway<RoutedBatch>({
      route: this.#sorter.route,
      hold: ({ topic, partition }) => deps.reader.pause(topic, partition),
      admit: (_batch, routed) => this.#throughDoorway(routed),
      letGo: (batch) => this.#resume(batch),
      onError: (error) => this.#fail(error),
    });
  }

  async check(): Promise<void> {
    const complaints = compareLanding(this.#deps.topics, await findTables(this.#ports));
    this.#ledger.settled("ClickHouse");
    if (complaints.length > 0) throw new SinkRefused(complaints.join("\n"));
  }

  take(batch: ReadBatch): void {
    if (this.#stopping) return;
    const routed = this.#doorway.holds(batch) ? null : this.#sorter.routeKnown(batch);
    if (routed === null) this.#doorway.enter(batch);
    else this.#add(routed);
  }

  revoked(partitions: readonly { readonly topic: string; readonly partition: number }[]): void {
    for (const { topic, partition } of partitions) {
      this.#doorway.drop({ topic, partition });
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
    await Promise.all(this.#flushes);
  }

  #throughDoorway(routed: RoutedBatch): void {
    this.#ledger.settled("schema registry", "migrations", "ClickHouse");
    if (!this.#stopping) this.#add(routed);
  }

  #add(routed: RoutedBatch): void {
    const { topic, partition } = routed.batch;
    this.#backlog.add(routed);
    if (this.#backlog.isFull) {
      this.#paused.set(`${topic}|${partition}`, { topic, partition });
      this.#deps.reader.pause(topic, partition);
    }
    this.#goOn();
  }

  /** Reads on, unless there is another reason not to. */
  #resume({ topic, partition }: { topic: string; partition: number }): void {
    if (this.#paused.has(`${topic}|${partition}`) || this.#doorway.holds({ topic, partition })) return;
    this.#deps.reader.resume(topic, partition);
  }

  #resumeAll(): void {
    const paused = [...this.#paused.values()];
    this.#paused.clear();
    for (const partition of paused) this.#resume(partition);
  }

  /** Begins what can begin: a flush for enough at once, for less when it has waited and nothing is under way. */
  #goOn(): void {
    while (this.#mayFlush()) this.#flush();
    if (this.#backlog.isEmpty || this.#hasWaited || this.#stopping) return;
    this.#cancelTimer ??= this.#deps.after(this.#deps.flushEveryMs, () => {
      this.#cancelTimer = null;
      this.#hasWaited = !this.#backlog.isEmpty;
      this.#goOn();
    });
  }

  #mayFlush(): boolean {
    if (this.#stopping || this.#backlog.isEmpty) return false;
    return this.#backlog.isDue
      ? this.#flushes.size < flushesAtOnce
      : this.#hasWaited && this.#flushes.size === 0;
  }

  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#hasWaited = false;
    const batches = this.#backlog.take();
    if (!this.#backlog.isFull) this.#resumeAll();
    const committed = this.#flushBatches(batches, this.#committed);
    this.#committed = committed;
    const done = committed
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#flushes.delete(done);
        this.#goOn();
      });
    this.#flushes.add(done);
  }

  /** The flush behind one that failed fails with it: said once. */
  #fail(error: unknown): void {
    if (error instanceof SinkStopped || this.#failed) return;
    this.#failed = true;
    this.#stopping = true;
    this.#deps.fatal(error instanceof Error ? error : new Error(String(error)));
  }

  async #flushBatches(batches: readonly RoutedBatch[], before: Promise<void>): Promise<void> {
    const { groups, letters } = this.#sorter.sort(batches);
    const inserts = [...groups].map(async ([route, entries]) => {
      const refused = await insertBatch(this.#ports, route, entries);
      this.#ledger.inserted(route.topic.name, entries.length - refused.length);
      return refused.map(({ admitted, reason, detail }): Letter => ({
        ...admitted,
        reason,
        stage: "sink_insert",
        detail,
      }));
    });
    letters.push(...(await Promise.all(inserts)).flat());
    this.#ledger.settled("ClickHouse");
    await before;
    await Promise.all(letters.map((letter) => this.#deadLetter(letter)));
    await this.#commit(batches);
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

  async #commit(batches: readonly RoutedBatch[]): Promise<void> {
    const next = new Map<string, CommitOffset>();
    for (const { topic, partition, next: offset } of batches.map(({ batch }) => batch)) {
      next.set(`${topic}|${partition}`, { topic, partition, offset });
    }
    if (!(await this.#deps.reader.commit([...next.values()]))) {
      this.#deps.warn("offsets not committed, the records will be inserted again", {});
    }
  }
}
