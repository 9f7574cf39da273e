/**
 * How a partition becomes ours: acquire -> restore -> check.
 *
 * 1. acquire: the first transaction of a new transactional producer fences the last owner and leaves a
 *    sentinel in the state partition; whatever that owner committed lies before it.
 * 2. restore: the state partition is read up to the sentinel.
 * 3. check: the log is the one the checkpoint is of, and still reaches back to C.
 */
import type { OutRecord } from "#schemas/out-record.ts";
import { type LogRange, sentinelKey } from "./checkpoint.ts";
import type { Aside } from "./home-failure.ts";
import type { InputBatch } from "./membership.ts";
import { PartitionMemory } from "./memory.ts";
import { asError, type PartitionDeps, sendLimitBytes, type Transactor } from "./ports.ts";
import { findCheckpoint, restoreFold } from "./restore.ts";
import type { Snapshots } from "./snapshots.ts";
import { StateReading } from "./state-reading.ts";

export type AcquisitionPhase = "acquire" | "restore" | "check";

/** What an owner has. */
export interface Owned {
  readonly transactor: Transactor;
  readonly memory: PartitionMemory;
}

export type Acquired =
  | { readonly kind: "owned"; readonly owned: Owned }
  /** The worker must not go on; a sentence for the operator. */
  | { readonly kind: "refused"; readonly sentence: string }
  | { readonly kind: "abandoned" };

const abandoned: Acquired = { kind: "abandoned" };
const restoreAtATime = 200;

export class Acquisition {
  readonly #partition: number;
  readonly #deps: PartitionDeps;
  readonly #aside: Aside;
  readonly #steer: () => void;
  #phase: AcquisitionPhase = "acquire";
  #transactor: Transactor | null = null;
  #reading: StateReading | null = null;
  #isAbandoned = false;

  /** `aside`: homes to pass over; `steer` is called when `wantedState` has changed. */
  constructor(partition: number, deps: PartitionDeps, aside: Aside, steer: () => void) {
    this.#partition = partition;
    this.#deps = deps;
    this.#aside = aside;
    this.#steer = steer;
  }

  get phase(): AcquisitionPhase {
    return this.#phase;
  }

  /** Where to read the state partition; null: not now. */
  get wantedState(): number | null {
    return this.#reading?.position ?? null;
  }

  /** Records of the state partition. */
  state(batch: InputBatch): void {
    this.#reading?.records(batch);
    if (this.#reading?.position === null) this.#steer();
  }

  /** Once. Rejects with whatever Kafka had against it. */
  async run(): Promise<Acquired> {
    const { kafka, timers } = this.#deps;
    const transactor = await kafka.openTransactor(this.#partition);
    this.#transactor = transactor;
    if (this.#isAbandoned) await transactor.close();
    if (this.#isAbandoned) return abandoned;
    const [sentinel] = await transactor.commit([[this.#sentinel()]], null);
    if (this.#isAbandoned || sentinel === undefined) return abandoned;
    this.#phase = "restore";
    this.#reading = new StateReading(this.#partition, sentinel, timers);
    this.#steer();
    const snapshots = await this.#reading.done;
    if (this.#isAbandoned) return abandoned;
    this.#phase = "check";
    const checkpoint = findCheckpoint(snapshots);
    const appendedAt = typeof checkpoint === "string" ? null : checkpoint.appendedAt;
    const log = await kafka.logRange(this.#partition, appendedAt);
    if (this.#isAbandoned) return abandoned;
    return this.#remember(snapshots, log, transactor);
  }

  /** Somebody else's, or to be begun anew: what is awaited comes to nothing. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#reading?.stop();
    this.#transactor?.close().catch((error: unknown) => {
      this.#deps.host.warn("closing a producer failed", { error: asError(error).message });
    });
  }

  #sentinel(): OutRecord {
    const { workerState: topic } = this.#deps.topics;
    return { topic, partition: this.#partition, key: Buffer.from(sentinelKey), value: Buffer.from("{}") };
  }

  async #remember(snapshots: Snapshots, log: LogRange, transactor: Transactor): Promise<Acquired> {
    const { createFold, timers } = this.#deps;
    const fold = createFold(this.#partition);
    const restoring = restoreFold(fold, snapshots, log, this.#partition, restoreAtATime, this.#aside);
    let step = restoring.next();
    while (step.done !== true) {
      await new Promise<void>((resolve) => timers.after(0, resolve));
      if (this.#isAbandoned) return abandoned;
      step = restoring.next();
    }
    if (step.value.kind === "refused") return step.value;
    const memory = new PartitionMemory(fold, this.#memorySettings(log.identity), step.value.start);
    return { kind: "owned", owned: { transactor, memory } };
  }

  #memorySettings(logIdentity: string) {
    const { topics, toRecords, foldSettings, replayDistanceMs, ledger, timers } = this.#deps;
    const writer = `worker-${this.#partition}-${timers.now().toString(36)}`;
    return {
      partition: this.#partition,
      stateTopic: topics.workerState,
      toRecords,
      logIdentity,
      foldSettings,
      replayDistanceMs,
      limitBytes: sendLimitBytes,
      aside: this.#aside,
      ...(ledger === undefined ? {} : { ledger: { ...ledger, writer, topic: topics.telemetry } }),
    };
  }
}
