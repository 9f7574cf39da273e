/**
 * One input partition of the worker, from assignment to the end:
 *
 *   waiting -> acquire -> restore -> check -> replay -> live
 *
 * The first three are the acquisition's (`acquisition.ts`). replay: C..E muted. live: events in, transactions out.
 *
 * Every failure, whatever and wherever it is, goes through `drop`: the memory is gone, and the partition starts
 * over. What was awaited for an earlier acquisition or memory finds another one in its place and stops.
 */
import { traceHeader, type TraceSpan } from "#schemas/tracing.ts";
import { Acquisition, type AcquisitionPhase, type Owned } from "./acquisition.ts";
import { HomeFailure } from "./home-failure.ts";
import type { InputBatch, InputRecord } from "./membership.ts";
import { type PartitionMemory, toSends } from "./memory.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { asError, type PartitionDeps, sendLimitBytes } from "./ports.ts";

export type Phase = "waiting" | AcquisitionPhase | "replay" | "live" | "released";

/** Two heartbeats: a member that lost its partitions has heard of it by then. */
const reacquireDelayMs = 1000;
const registryRetryMs = 1000;
/** Homes of a partition that are set aside. More are no matter of single homes: the worker ends. */
const mostAside = 20;
/** How much longer a transaction waits in which nothing is told: what follows it is told the sooner. */
const quietTimes = 4;

export const homeSetAside =
  "a home failed and is set aside: it has no windows, changes and alerts from this offset on, until the worker starts again";

export class Partition {
  readonly #partition: number;
  readonly #deps: PartitionDeps;
  readonly #aside = new Map<string, number>();
  #acquisition: Acquisition | null = null;
  #owned: Owned | null = null;
  #missingSchema: number | null = null;
  #committing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #lastCommitAt = 0;
  /** When the timer runs. */
  #dueAt = 0;
  #isRetiring = false;
  #isReleased = false;
  /** Code of the failure since which nothing was committed. */
  #failure: string | null = null;
  #restoreMs: number | null = null;
  #notLiveSince: number;

  constructor(partition: number, deps: PartitionDeps) {
    this.#partition = partition;
    this.#deps = deps;
    this.#notLiveSince = deps.timers.steadyMs();
  }

  get phase(): Phase {
    if (this.#isReleased) return "released";
    if (this.#owned !== null) return this.#owned.memory.replaying ? "replay" : "live";
    return this.#acquisition?.phase ?? "waiting";
  }

  /** E, while there is a memory: what to claim in the next join. */
  get claim(): number | null {
    return this.#owned?.memory.emittedThrough ?? null;
  }

  /** Everything before it is out; null without a memory. */
  get reached(): number | null {
    return this.#owned?.memory.committedThrough ?? null;
  }

  get position(): number | null {
    return this.#owned?.memory.position ?? null;
  }

  get homeCount(): number {
    return this.#owned?.memory.homeCount ?? 0;
  }

  /** What was received up to then is out, since 1970; null before anything is. */
  get committedReceivedAt(): number | null {
    return this.#owned?.memory.committedReceivedAt ?? null;
  }

  /** For how long nothing of it was applied live; null while it is. */
  get notLiveMs(): number | null {
    return this.phase === "live" ? null : this.#deps.timers.steadyMs() - this.#notLiveSince;
  }

  /** Code of the failure since which nothing was committed; null without one. */
  get failure(): string | null {
    return this.#failure;
  }

  /** How many homes are passed over, because the code can't go on with them. */
  get asideCount(): number {
    return this.#aside.size;
  }

  /** How long the last acquisition took, up to the first live or replayed event. */
  get restoreMs(): number | null {
    return this.#restoreMs;
  }

  /** Assigned, for the first time or as a new member: everything anew. */
  acquire(): void {
    this.#forget();
    this.#isReleased = false;
    this.#failure = null;
    this.#notLiveSince = this.#deps.timers.steadyMs();
    void this.#acquire();
  }

  /** Assigned to somebody else. */
  release(): void {
    this.#forget();
    this.#isReleased = true;
  }

  /** Records of the telemetry partition; synchronous, never throws. Returns how many were applied live. */
  input({ records, next }: InputBatch): number {
    const memory = this.#owned?.memory;
    if (memory === undefined) return 0;
    let applied = 0;
    try {
      for (const record of records) {
        if (record.offset < memory.position) continue;
        const isMuted = memory.replaying;
        if (memory.full || !this.#pass(memory, record)) break;
        if (!isMuted) applied += 1;
      }
      const last = records.at(-1);
      if (last === undefined || memory.position > last.offset) memory.advance(next);
    } catch (error) {
      if (error instanceof HomeFailure) this.#setAside(error);
      else this.#deps.host.fatal(asError(error));
      return applied;
    }
    this.#steer();
    this.#scheduleCommit();
    return applied;
  }

  /** Records of the worker-state partition, while restoring. */
  state(batch: InputBatch): void {
    this.#acquisition?.state(batch);
  }

  /**
   * The one way out of every failure. Transient ones are tried again however often; any other code twice
   * without a commit in between ends the worker.
   */
  drop(error: unknown): void {
    if (this.#isReleased) return;
    if (error instanceof HomeFailure) return this.#setAside(error);
    const { kind, code } = this.#deps.kafka.classify(error);
    const isRepeated = kind !== "transient" && this.#failure === code;
    if (this.phase === "live") this.#notLiveSince = this.#deps.timers.steadyMs();
    this.#failure = code;
    this.#forget();
    const fields = { partition: this.#partition, code, error: asError(error).message };
    if (isRepeated) {
      this.#isReleased = true;
      const sentence = `Partition ${this.#partition} failed twice in the same way (${code}): ${fields.error}`;
      return this.#deps.host.fatal(new Error(sentence, { cause: error }));
    }
    this.#deps.host.warn("partition dropped, acquiring anew", fields);
    this.#acquireSoon();
  }

  #acquireSoon(): void {
    this.#cancelTimer = this.#deps.timers.after(reacquireDelayMs, () => {
      this.#cancelTimer = null;
      void this.#acquire();
    });
  }

  /** Everything anew, and from the failure on without that home: what it is now may be half of a step. */
  #setAside(failure: HomeFailure): void {
    const { homeId, fromOffset, cause } = failure;
    const already = this.#aside.get(homeId);
    const isMany = already === undefined && this.#aside.size >= mostAside;
    if (isMany || (already !== undefined && already <= fromOffset)) {
      const before = isMany ? ` ${mostAside} homes before it failed too.` : "";
      const sentence = `Partition ${this.#partition} can't go on: ${failure.message}.${before}`;
      return this.#deps.host.fatal(new Error(sentence, { cause }));
    }
    if (this.phase === "live") this.#notLiveSince = this.#deps.timers.steadyMs();
    this.#aside.set(homeId, fromOffset);
    this.#forget();
    this.#deps.host.warn(homeSetAside, {
      partition: this.#partition,
      home: homeId,
      offset: fromOffset,
      error: asError(cause).stack ?? failure.message,
    });
    this.#acquireSoon();
  }

  /** Finishes the running transaction, snapshots all that is dirty, closes. For a stop in good order. */
  async retire(): Promise<void> {
    this.#isRetiring = true;
    this.#steer();
    await this.#committing;
    while (this.#owned !== null && this.phase === "live" && this.#owned.memory.isUnsaved) {
      await this.#commit();
    }
    const owned = this.#owned;
    this.#owned = null;
    this.release();
    await owned?.transactor.close();
  }

  /** Ends the present acquisition or memory: what is awaited for it will find out. */
  #forget(): void {
    this.#acquisition?.abandon();
    this.#acquisition = null;
    this.#missingSchema = null;
    this.#committing = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const owned = this.#owned;
    this.#owned = null;
    owned?.transactor.close().catch((error: unknown) => {
      this.#deps.host.warn("closing a producer failed", { error: asError(error).message });
    });
    this.#steer();
  }

  async #acquire(): Promise<void> {
    const startedAt = this.#deps.timers.steadyMs();
    const acquisition = new Acquisition(this.#partition, this.#deps, this.#aside, () => this.#steer());
    this.#acquisition = acquisition;
    try {
      const acquired = await acquisition.run();
      if (acquisition !== this.#acquisition || acquired.kind === "abandoned") return;
      if (acquired.kind === "refused") {
        this.release();
        return this.#deps.host.fatal(new Error(acquired.sentence));
      }
      this.#acquisition = null;
      this.#owned = acquired.owned;
      this.#deps.host.reached(this.#partition, acquired.owned.memory.emittedThrough);
      this.#restoreMs = this.#deps.timers.steadyMs() - startedAt;
      this.#steer();
    } catch (error) {
      if (acquisition === this.#acquisition) this.drop(error);
    }
  }

  /** false: stop here, the record can't be decoded yet. */
  #pass(memory: PartitionMemory, record: InputRecord): boolean {
    const passed = this.#deps.disturb?.(record) ?? [record];
    if (passed.length === 0) memory.advance(record.offset + 1);
    return passed.every((each) => this.#apply(memory, each));
  }

  #apply(memory: PartitionMemory, record: InputRecord): boolean {
    const { key, value, offset, timestampMs } = record;
    const number = this.#deps.ledger === undefined ? 0 : sumOfRecord(key, value);
    const decoded = this.#deps.decoder.decode(value);
    switch (decoded.kind) {
      case "event":
        memory.apply(
          decoded.event,
          offset,
          timestampMs,
          memory.replaying ? null : this.#follow(record),
          number,
        );
        break;
      case "bad":
        this.#noteSkipped(offset, decoded);
        memory.skip(offset, timestampMs, number);
        break;
      case "schema_missing":
        this.#awaitSchema(decoded.schemaId);
    }
    return decoded.kind !== "schema_missing";
  }

  /** What a traced record causes is part of its trace. */
  #follow({ headers, offset }: InputRecord): TraceSpan | null {
    const traceparent = headers[traceHeader];
    if (traceparent === undefined) return null;
    return this.#deps.follow?.(traceparent.toString("latin1"), this.#partition, offset) ?? null;
  }

  /** Its dead letter is the sink's, which reads every topic. */
  #noteSkipped(offset: number, { reason, detail }: { reason: string; detail: string }): void {
    this.#deps.host.warn("skipped a record that is no event", {
      partition: this.#partition,
      offset,
      reason,
      detail,
    });
  }

  /** Reading is held until the registry has answered; it is asked for as long as it takes. */
  #awaitSchema(schemaId: number): void {
    const owned = this.#owned;
    this.#missingSchema = schemaId;
    this.#deps.decoder.load(schemaId).then(
      () => {
        if (owned !== this.#owned) return;
        this.#missingSchema = null;
        this.#steer();
      },
      (error: unknown) => {
        if (owned !== this.#owned) return;
        this.#deps.host.warn("schema registry not reachable, holding the partition", {
          partition: this.#partition,
          schemaId,
          error: asError(error).message,
        });
        this.#deps.timers.after(registryRetryMs, () => {
          if (owned === this.#owned) this.#awaitSchema(schemaId);
        });
      },
    );
  }

  /** Where to read follows from the phase, and from nothing else. */
  #steer(): void {
    const state = this.#acquisition?.wantedState ?? null;
    this.#deps.host.steer(this.#partition, { input: this.#wantedInput(), state });
  }

  #wantedInput(): number | null {
    const memory = this.#owned?.memory;
    if (memory === undefined || memory.full || this.#missingSchema !== null || this.#isRetiring) return null;
    return memory.position;
  }

  #scheduleCommit(): void {
    const memory = this.#owned?.memory;
    if (memory === undefined || this.#committing !== null || this.#isRetiring || !memory.hasWork) return;
    const nowMs = this.#deps.timers.steadyMs();
    const dueAt = Math.max(nowMs, this.#lastCommitAt + this.#commitWaitMs(memory));
    if (this.#cancelTimer !== null && dueAt >= this.#dueAt) return;
    this.#cancelTimer?.();
    this.#dueAt = dueAt;
    this.#cancelTimer = this.#deps.timers.after(dueAt - nowMs, () => {
      this.#cancelTimer = null;
      void this.#commit();
    });
  }

  /** Least time between two transactions. */
  #commitWaitMs(memory: PartitionMemory): number {
    if (memory.full || memory.isUrgent) return 0;
    return this.#deps.commitIntervalMs() * (memory.hasNews ? 1 : quietTimes);
  }

  #commit(): Promise<void> {
    const owned = this.#owned;
    if (owned === null) return Promise.resolve();
    if (this.#committing !== null) return this.#committing;
    const committing = this.#transact(owned).finally(() => this.#scheduleCommit());
    // A home that failed before anything was sent: the memory is gone already.
    if (owned === this.#owned) this.#committing = committing;
    return committing;
  }

  async #transact(owned: Owned): Promise<void> {
    const { host, timers } = this.#deps;
    const { memory, transactor } = owned;
    this.#lastCommitAt = timers.steadyMs();
    try {
      const cut = memory.cut(this.#isRetiring);
      this.#steer();
      const sends = toSends([...cut.outputs, ...cut.state], sendLimitBytes);
      await transactor.commit(sends, null);
      if (owned !== this.#owned) return;
      memory.settle(cut);
      this.#failure = null;
      this.#committing = null;
      for (const span of cut.spans) span.end();
      host.committed(cut);
      host.reached(this.#partition, cut.emitted.offset);
    } catch (error) {
      if (owned === this.#owned) this.drop(error);
    }
  }
}
