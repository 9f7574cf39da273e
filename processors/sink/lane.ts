/**
 * One topic's way through the sink (see `sink.ts`): batches gather, are sorted by schema, inserted and committed. Topics do
 * not wait for each other.
 */
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { Backlog, type ReadBatch } from "./backlog.ts";
import { Doorway } from "./doorway.ts";
import { insertBatch, type InsertPorts } from "./insert-batch.ts";
import type { Ledger } from "./ledger.ts";
import { SinkStopped } from "./patience.ts";
import type { CommitOffset, SinkDeps } from "./sink.ts";
import type { SinkTopic } from "./sink-topic.ts";
import type { Letter, RoutedBatch, Sorter } from "./sort.ts";

/** What the lanes of a sink share. */
export interface LaneDeps extends Pick<
  SinkDeps,
  "limits" | "flushEveryMs" | "deadLetterBytes" | "reader" | "publish" | "after" | "warn"
> {
  readonly ports: InsertPorts;
  readonly sorter: Sorter;
  readonly ledger: Ledger;
  /** The sink can't go on, or was stopped. */
  readonly fail: (error: unknown) => void;
}

/** One is inserted while the next is made ready. */
const flushesAtOnce = 2;
/** A rebalance takes some seconds. */
const commitAgainMs = 1000;
/** How much longer records wait whose rows nobody looks at within a second: fewer and larger inserts cost less. */
const patientTimes = 4;

interface Uncommitted {
  next: CommitOffset;
  /** What is counted once it is committed. */
  readonly counts: (() => void)[];
}

export class Lane {
  readonly #topic: SinkTopic;
  readonly #deps: LaneDeps;
  readonly #backlog: Backlog<RoutedBatch>;
  readonly #doorway: Doorway<RoutedBatch>;
  readonly #paused = new Set<number>();
  /** What is through and not committed yet, by partition. */
  readonly #uncommitted = new Map<number, Uncommitted>();
  #cancelCommit: (() => void) | null = null;
  /** How often each partition was taken from us: what was read before is not committed after, though it be ours again. */
  readonly #revocations = new Map<number, number>();
  readonly #flushes = new Set<Promise<void>>();
  /** Resolves when everything taken out of the backlog so far is committed. */
  #committed: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;
  /** What is in the backlog has waited for company as long as it may, whatever else is under way. */
  #hasWaited = false;
  #stopping = false;

  constructor(topic: SinkTopic, deps: LaneDeps) {
    this.#topic = topic;
    this.#deps = deps;
    this.#backlog = new Backlog(deps.limits);
    this.#doorway = new Doorway<RoutedBatch>({
      route: deps.sorter.route,
      hold: ({ partition }) => deps.reader.pause(topic.name, partition),
      admit: (_batch, routed) => this.#throughDoorway(routed),
      letGo: ({ partition }) => this.#resume(partition),
      onError: (error) => this.#fail(error),
    });
  }

  /** Takes records over; returns at once. */
  take(batch: ReadBatch): void {
    if (this.#stopping) return;
    const routed = this.#doorway.holds(batch) ? null : this.#deps.sorter.routeKnown(batch);
    if (routed === null) this.#doorway.enter(batch);
    else this.#add(routed);
  }

  /** The partition is somebody else's now. */
  revoked(partition: number): void {
    this.#doorway.drop({ topic: this.#topic.name, partition });
    this.#backlog.drop(this.#topic.name, partition);
    this.#paused.delete(partition);
    this.#uncommitted.delete(partition);
    this.#revocations.set(partition, this.#revocationsOf(partition) + 1);
    this.#deps.ledger.revoked(this.#topic.name, partition);
  }

  #revocationsOf(partition: number): number {
    return this.#revocations.get(partition) ?? 0;
  }

  /** Begins nothing more; resolves when no flush is under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTimer?.();
    this.#cancelCommit?.();
    await Promise.all(this.#flushes);
  }

  #throughDoorway(routed: RoutedBatch): void {
    this.#deps.ledger.settled("schema registry", "migrations", "ClickHouse");
    if (!this.#stopping) this.#add(routed);
  }

  #add(routed: RoutedBatch): void {
    const { topic, partition } = routed.batch;
    this.#backlog.add(routed);
    if (this.#backlog.isFull) {
      this.#paused.add(partition);
      this.#deps.reader.pause(topic, partition);
    }
    this.#goOn();
  }

  /** Reads on, unless there is another reason not to. */
  #resume(partition: number): void {
    const topic = this.#topic.name;
    if (this.#paused.has(partition) || this.#doorway.holds({ topic, partition })) return;
    this.#deps.reader.resume(topic, partition);
  }

  #resumeAll(): void {
    const paused = [...this.#paused];
    this.#paused.clear();
    for (const partition of paused) this.#resume(partition);
  }

  /** Begins what can begin: a flush for enough at once, for less when it has waited and nothing is under way. */
  #goOn(): void {
    while (this.#mayFlush()) this.#flush();
    if (this.#backlog.isEmpty || this.#hasWaited || this.#stopping) return;
    this.#cancelTimer ??= this.#deps.after(this.#waitMs, () => {
      this.#cancelTimer = null;
      this.#hasWaited = !this.#backlog.isEmpty;
      this.#goOn();
    });
  }

  get #waitMs(): number {
    return this.#topic.isUrgent === true ? this.#deps.flushEveryMs : patientTimes * this.#deps.flushEveryMs;
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

  #fail(error: unknown): void {
    if (!(error instanceof SinkStopped)) this.#deps.fail(error);
  }

  async #flushBatches(batches: readonly RoutedBatch[], previous: Promise<void>): Promise<void> {
    const before = new Map(
      batches.map(({ batch: { partition } }) => [partition, this.#revocationsOf(partition)]),
    );
    const isOurs = (partition: number): boolean => before.get(partition) === this.#revocationsOf(partition);
    const { groups, letters } = this.#deps.sorter.sort(batches);
    const inserts = [...groups].map(async ([route, entries]) => {
      const refused = await insertBatch(this.#deps.ports, route, entries);
      this.#deps.ledger.inserted(route.topic.name, entries.length - refused.length);
      return refused.map(({ admitted, reason, detail }): Letter => ({
        ...admitted,
        reason,
        stage: "sink_insert",
        detail,
      }));
    });
    letters.push(...(await Promise.all(inserts)).flat());
    this.#deps.ledger.settled("ClickHouse");
    await previous;
    await Promise.all(letters.map((letter) => this.#deadLetter(letter)));
    await this.#commit(
      batches.filter(({ batch }) => isOurs(batch.partition)),
      letters.filter(({ row }) => isOurs(row.partition)),
    );
  }

  /** A dead letter that can't be inserted stays where it is: it is counted, never published again. */
  async #deadLetter({ row, record, reason, stage, detail }: Letter): Promise<void> {
    const { topic, partition } = row;
    const source = { partition, offset: record.offset };
    if (this.#topic.form === "dead-letter") {
      this.#deps.ledger.lostDeadLetter(detail);
      this.#deps.warn("dead letter not insertable, left in its topic", { topic, ...source, reason, detail });
      return;
    }
    const { key, value, timestampMs: receivedAtMs } = record;
    const letter = { reason, stage, detail, topic, source, endpointId: null, receivedAtMs, key, value };
    for (const out of toDeadLetterRecords(letter, partition, this.#deps.deadLetterBytes)) {
      await this.#deps.publish(out);
    }
    this.#deps.ledger.deadLettered(reason, detail);
  }

  async #commit(batches: readonly RoutedBatch[], letters: readonly Letter[]): Promise<void> {
    const { ledger } = this.#deps;
    for (const { batch } of batches)
      this.#owe(batch, () => {
        const newest = batch.records.at(-1);
        if (newest !== undefined) ledger.committed(batch.topic, batch.partition, newest.timestampMs);
        ledger.countInserted(batch);
      });
    for (const { row, record, reason } of letters)
      this.#uncommitted.get(row.partition)?.counts.push(() => {
        const fate = this.#topic.form === "dead-letter" ? `refused:${reason}` : `dead_letter:${reason}`;
        ledger.count(row.topic, row.partition, "inserted", record.timestampMs, -1);
        ledger.count(row.topic, row.partition, fate, record.timestampMs, 1);
      });
    await this.#commitAll();
  }

  #owe({ topic, partition, next: offset }: ReadBatch, count: () => void): void {
    const next = { topic, partition, offset };
    const owed = this.#uncommitted.get(partition);
    if (owed === undefined) this.#uncommitted.set(partition, { next, counts: [count] });
    else {
      owed.next = next;
      owed.counts.push(count);
    }
  }

  /** What the group does not take now, as in a rebalance, it is told again: who keeps a partition reads nothing of it twice. */
  async #commitAll(): Promise<void> {
    const told = [...this.#uncommitted.values()].map((owed) => ({
      owed,
      next: owed.next,
      counts: owed.counts.length,
    }));
    if (told.length === 0) return;
    if (!(await this.#deps.reader.commit(told.map(({ next }) => next)))) {
      this.#deps.warn(
        "offsets not committed yet; who has the partitions next inserts their records again",
        {},
      );
      return this.#commitLater();
    }
    for (const { owed, next, counts } of told) {
      if (this.#uncommitted.get(next.partition) !== owed) continue;
      for (const count of owed.counts.splice(0, counts)) count();
      if (owed.next === next) this.#uncommitted.delete(next.partition);
    }
  }

  #commitLater(): void {
    if (this.#stopping || this.#cancelCommit !== null) return;
    this.#cancelCommit = this.#deps.after(commitAgainMs, () => {
      this.#cancelCommit = null;
      this.#commitAll().catch((error: unknown) => this.#fail(error));
    });
  }
}
