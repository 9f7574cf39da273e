/**
 * One input partition of the worker, from assignment to the end:
 *
 *   waiting -> acquire -> restore -> check -> replay -> live
 *
 * 1. acquire: the first transaction of a new transactional producer fences the last owner and leaves a
 *    sentinel in the state partition; whatever that owner committed lies before it.
 * 2. restore: the state partition is read up to the sentinel.
 * 3. check: the log is the one the checkpoint is of, and still reaches back to C.
 * 4. replay: C..E muted. 5. live: events in, transactions out.
 *
 * Every failure, whatever and wherever it is, goes through `drop`: the memory is gone, and the partition starts
 * over. A promise that was awaited in an earlier run finds another run number and stops.
 */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { type LogRange, sentinelKey } from "./checkpoint.ts";
import type { EventDecoder } from "./decoder.ts";
import type { CreatePartitionFold, Output } from "./fold.ts";
import type { InputBatch, InputRecord, Wanted } from "./membership.ts";
import { PartitionMemory, toSends, type Cut } from "./memory.ts";
import { restoreFold } from "./restore.ts";
import { Snapshots } from "./snapshots.ts";

export type Phase = "waiting" | "acquire" | "restore" | "check" | "replay" | "live" | "released";

/** One transactional producer; see the adapter for what happens if it stops between two steps. */
export interface Transactor {
  commit(
    sends: readonly (readonly OutRecord[])[],
    offset: { readonly topic: string; readonly partition: number; readonly offset: number } | null,
  ): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** What a partition asks of Kafka, beside its transactor and what membership reads for it. */
export interface LogPorts {
  openTransactor(partition: number): Promise<Transactor>;
  logRange(partition: number): Promise<LogRange>;
  /** transient: try again however often; otherwise `code` twice without progress is the end. */
  classify(error: unknown): { readonly kind: string; readonly code: string };
}

export interface Timers {
  now(): number;
  /** Runs once, later; the returned function prevents it. */
  after(ms: number, run: () => void): () => void;
}

/** The worker a partition lives in. */
export interface PartitionHost {
  steer(partition: number, wanted: Wanted): void;
  /** The worker cannot go on. */
  fatal(error: Error): void;
  committed(cut: Cut): void;
  warn(message: string, fields: object): void;
}

export interface PartitionDeps {
  readonly topics: { readonly telemetry: string; readonly workerState: string };
  readonly kafka: LogPorts;
  readonly timers: Timers;
  readonly host: PartitionHost;
  readonly decoder: EventDecoder;
  readonly createFold: CreatePartitionFold;
  readonly toRecords: (output: Output, partition: number) => readonly OutRecord[];
  readonly toDeadLetter: (
    record: InputRecord,
    partition: number,
    reason: DeadLetterReason,
    detail: string,
  ) => readonly OutRecord[];
  readonly replayDistanceMs: number;
  /** Between two transactions of one partition; grows with the number of partitions held. */
  readonly commitIntervalMs: () => number;
}

/** Two heartbeats: a member that lost its partitions has heard of it by then. */
const reacquireDelayMs = 1000;
const registryRetryMs = 1000;
/** A restore that reads nothing for so long is not going on. */
const restoreStallMs = 30_000;
/** Most bytes in one send, and where a transaction's outputs and snapshots stop growing. */
export const sendLimitBytes = 700_000;
const restoreAtATime = 200;

interface Restoring {
  /** Reading ends here. */
  readonly sentinel: number;
  /** What has been read of the state partition. */
  position: number;
  readonly snapshots: Snapshots;
  readonly done: () => void;
  readonly progress: () => void;
}

export class Partition {
  readonly #partition: number;
  readonly #deps: PartitionDeps;
  #phase: Phase = "waiting";
  #run = 0;
  #transactor: Transactor | null = null;
  #memory: PartitionMemory | null = null;
  #restoring: Restoring | null = null;
  #missingSchema: number | null = null;
  #committing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #lastCommitAt = 0;
  #retiring = false;
  /** Code of the failure since which nothing was committed. */
  #failure: string | null = null;
  #restoreMs: number | null = null;

  constructor(partition: number, deps: PartitionDeps) {
    this.#partition = partition;
    this.#deps = deps;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** E, while there is a memory: what to claim in the next join. */
  get claim(): number | null {
    return this.#memory?.emittedThrough ?? null;
  }

  get position(): number | null {
    return this.#memory?.position ?? null;
  }

  get homeCount(): number {
    return this.#memory?.homeCount ?? 0;
  }

  /** How long the last acquisition took, up to the first live or replayed event. */
  get restoreMs(): number | null {
    return this.#restoreMs;
  }

  /** Assigned, for the first time or as a new member: everything anew. */
  acquire(): void {
    this.#forget();
    this.#failure = null;
    void this.#acquire(this.#run);
  }

  /** Assigned to somebody else. */
  release(): void {
    this.#forget();
    this.#phase = "released";
  }

  /** Records of the telemetry partition; synchronous, never throws. Returns how many were applied live. */
  input({ records, next }: InputBatch): number {
    const memory = this.#memory;
    if (memory === null) return 0;
    let applied = 0;
    try {
      for (const record of records) {
        if (record.offset < memory.position) continue;
        const muted = memory.replaying;
        if (memory.full || !this.#apply(memory, record)) break;
        if (!muted) applied += 1;
      }
      const last = records.at(-1);
      if (last === undefined || memory.position > last.offset) memory.advance(next);
    } catch (error) {
      this.#deps.host.fatal(asError(error));
      return applied;
    }
    if (this.#phase === "replay" && !memory.replaying) this.#phase = "live";
    this.#steer();
    this.#scheduleCommit();
    return applied;
  }

  /** Records of the worker-state partition, while restoring. */
  state({ records, next }: InputBatch): void {
    const restoring = this.#restoring;
    if (restoring === null) return;
    restoring.position = next;
    restoring.progress();
    for (const { offset, key, value } of records) {
      if (offset >= restoring.sentinel) {
        this.#restoring = null;
        this.#steer();
        return restoring.done();
      }
      if (key !== null) restoring.snapshots.add(key.toString(), value);
    }
  }

  /**
   * The one way out of every failure. Transient ones are tried again however often; any other code twice
   * without a commit in between ends the worker.
   */
  drop(error: unknown): void {
    if (this.#phase === "released") return;
    const { kind, code } = this.#deps.kafka.classify(error);
    const repeated = kind !== "transient" && this.#failure === code;
    this.#failure = code;
    this.#forget();
    const fields = { partition: this.#partition, code, error: asError(error).message };
    if (repeated) {
      this.#phase = "released";
      return this.#deps.host.fatal(
        new Error(`Partition ${this.#partition} failed twice in the same way (${code}): ${fields.error}`, {
          cause: error,
        }),
      );
    }
    this.#deps.host.warn("partition dropped, acquiring anew", fields);
    const run = this.#run;
    this.#cancelTimer = this.#deps.timers.after(reacquireDelayMs, () => {
      this.#cancelTimer = null;
      void this.#acquire(run);
    });
  }

  /** Finishes the running transaction, snapshots all that is dirty, closes. For a stop in good order. */
  async retire(): Promise<void> {
    this.#retiring = true;
    this.#steer();
    await this.#committing;
    while (this.#phase === "live" && this.#memory !== null && this.#unsaved(this.#memory))
      await this.#commit();
    const transactor = this.#transactor;
    this.#transactor = null;
    this.release();
    await transactor?.close();
  }

  #unsaved(memory: PartitionMemory): boolean {
    return memory.hasWork || memory.dirtyCount > 0;
  }

  /** Ends the present run: what it awaits will find out. */
  #forget(): void {
    this.#run += 1;
    this.#phase = "waiting";
    this.#memory = null;
    this.#restoring = null;
    this.#missingSchema = null;
    this.#committing = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const transactor = this.#transactor;
    this.#transactor = null;
    transactor?.close().catch((error: unknown) => {
      this.#deps.host.warn("closing a producer failed", { error: asError(error).message });
    });
    this.#steer();
  }

  async #acquire(run: number): Promise<void> {
    const startedAt = this.#deps.timers.now();
    try {
      this.#phase = "acquire";
      const transactor = await this.#deps.kafka.openTransactor(this.#partition);
      if (run !== this.#run) return await transactor.close();
      this.#transactor = transactor;
      const [sentinel] = await transactor.commit([[this.#sentinel()]], null);
      if (run !== this.#run || sentinel === undefined) return;
      const snapshots = await this.#restore(sentinel);
      if (run !== this.#run) return;
      this.#phase = "check";
      const log = await this.#deps.kafka.logRange(this.#partition);
      if (run !== this.#run) return;
      const memory = await this.#remember(snapshots, log, run);
      if (run !== this.#run || memory === null) return;
      this.#memory = memory;
      this.#phase = memory.replaying ? "replay" : "live";
      this.#restoreMs = this.#deps.timers.now() - startedAt;
      this.#steer();
    } catch (error) {
      if (run === this.#run) this.drop(error);
    }
  }

  #sentinel(): OutRecord {
    return {
      topic: this.#deps.topics.workerState,
      partition: this.#partition,
      key: Buffer.from(sentinelKey),
      value: Buffer.from("{}"),
    };
  }

  #restore(sentinel: number): Promise<Snapshots> {
    return new Promise((resolve, reject) => {
      const { timers } = this.#deps;
      const snapshots = new Snapshots();
      const stalled = (): void => reject(new RestoreStalledError(this.#partition, sentinel));
      let cancel = timers.after(restoreStallMs, stalled);
      const progress = (): void => {
        cancel();
        cancel = timers.after(restoreStallMs, stalled);
      };
      const done = (): void => {
        cancel();
        resolve(snapshots);
      };
      this.#phase = "restore";
      this.#restoring = { sentinel, position: 0, snapshots, done, progress };
      this.#steer();
    });
  }

  /** The fold as it was, or null when this run is over or the worker must not go on (it has been told). */
  async #remember(snapshots: Snapshots, log: LogRange, run: number): Promise<PartitionMemory | null> {
    const fold = this.#deps.createFold();
    const restoring = restoreFold(fold, snapshots, log, this.#partition, restoreAtATime);
    let step = restoring.next();
    while (step.done !== true) {
      await new Promise<void>((resolve) => this.#deps.timers.after(0, resolve));
      if (run !== this.#run) return null;
      step = restoring.next();
    }
    if (step.value.kind === "refused") return this.#refuse(step.value.sentence);
    return new PartitionMemory(fold, this.#memorySettings(log.identity), step.value.start);
  }

  #refuse(sentence: string): null {
    this.release();
    this.#deps.host.fatal(new Error(sentence));
    return null;
  }

  #memorySettings(logIdentity: string) {
    const { topics, toRecords, replayDistanceMs } = this.#deps;
    return {
      partition: this.#partition,
      stateTopic: topics.workerState,
      toRecords,
      logIdentity,
      replayDistanceMs,
      limitBytes: sendLimitBytes,
    };
  }

  /** false: stop here, the record can't be decoded yet. */
  #apply(memory: PartitionMemory, record: InputRecord): boolean {
    const { decoder, toDeadLetter } = this.#deps;
    const decoded = decoder.decode(record.value);
    switch (decoded.kind) {
      case "event":
        memory.apply(decoded.event, record.offset);
        break;
      case "bad":
        memory.refuse(toDeadLetter(record, this.#partition, decoded.reason, decoded.detail), record.offset);
        break;
      case "schema_missing":
        this.#awaitSchema(decoded.schemaId);
    }
    return decoded.kind !== "schema_missing";
  }

  /** Reading is held until the registry has answered; it is asked for as long as it takes. */
  #awaitSchema(schemaId: number): void {
    const run = this.#run;
    this.#missingSchema = schemaId;
    this.#deps.decoder.load(schemaId).then(
      () => {
        if (run !== this.#run) return;
        this.#missingSchema = null;
        this.#steer();
      },
      (error: unknown) => {
        if (run !== this.#run) return;
        this.#deps.host.warn("schema registry not reachable, holding the partition", {
          partition: this.#partition,
          schemaId,
          error: asError(error).message,
        });
        this.#deps.timers.after(registryRetryMs, () => {
          if (run === this.#run) this.#awaitSchema(schemaId);
        });
      },
    );
  }

  /** Where to read follows from the phase, and from nothing else. */
  #steer(): void {
    this.#deps.host.steer(this.#partition, { input: this.#wantedInput(), state: this.#wantedState() });
  }

  #wantedInput(): number | null {
    const memory = this.#memory;
    if (memory === null || memory.full || this.#missingSchema !== null || this.#retiring) return null;
    return memory.position;
  }

  #wantedState(): number | null {
    return this.#restoring?.position ?? null;
  }

  #scheduleCommit(): void {
    const memory = this.#memory;
    if (memory === null || this.#phase !== "live" || this.#committing !== null || this.#retiring) return;
    if (!memory.hasWork) return;
    if (memory.full) this.#cancelTimer?.();
    else if (this.#cancelTimer !== null) return;
    const due = this.#lastCommitAt + this.#deps.commitIntervalMs() - this.#deps.timers.now();
    this.#cancelTimer = this.#deps.timers.after(memory.full ? 0 : Math.max(0, due), () => {
      this.#cancelTimer = null;
      void this.#commit();
    });
  }

  #commit(): Promise<void> {
    const [memory, transactor] = [this.#memory, this.#transactor];
    if (memory === null || transactor === null) return Promise.resolve();
    this.#committing ??= this.#transact(this.#run, memory, transactor).finally(() => this.#scheduleCommit());
    return this.#committing;
  }

  async #transact(run: number, memory: PartitionMemory, transactor: Transactor): Promise<void> {
    const { topics, host, timers } = this.#deps;
    this.#lastCommitAt = timers.now();
    try {
      const cut = memory.cut(this.#retiring);
      this.#steer();
      const sends = toSends([...cut.outputs, ...cut.state], sendLimitBytes);
      const offset = { topic: topics.telemetry, partition: this.#partition, offset: cut.emittedThrough };
      await transactor.commit(sends, offset);
      if (run !== this.#run) return;
      memory.settle(cut);
      this.#failure = null;
      this.#committing = null;
      host.committed(cut);
    } catch (error) {
      if (run === this.#run) this.drop(error);
    }
  }
}

/** The state partition gave nothing for too long. */
class RestoreStalledError extends Error {
  override readonly name = "RestoreStalledError";

  constructor(partition: number, sentinel: number) {
    super(`Reading the state of partition ${partition} up to offset ${sentinel} does not go on`);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
