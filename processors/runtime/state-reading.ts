/** Reading a partition of the worker-state topic from its start up to a sentinel. */
import type { InputBatch } from "./membership.ts";
import type { Timers } from "./ports.ts";
import { Snapshots } from "./snapshots.ts";

/** A restore that reads nothing for so long is not going on. */
const stallMs = 30_000;

export class StateReading {
  /** Rejects when reading does not go on. */
  readonly done: Promise<Snapshots>;
  readonly #sentinel: number;
  readonly #timers: Timers;
  readonly #snapshots = new Snapshots();
  readonly #settled = Promise.withResolvers<Snapshots>();
  #cancelStall: () => void = () => {};
  #position: number | null = 0;

  constructor(partition: number, sentinel: number, timers: Timers) {
    this.done = this.#settled.promise;
    this.#sentinel = sentinel;
    this.#timers = timers;
    this.#expectProgress(partition);
  }

  /** Where to read on; null when all is read. */
  get position(): number | null {
    return this.#position;
  }

  /** Takes the next records. */
  records({ partition, records, next }: InputBatch): void {
    if (this.#position === null) return;
    this.#position = next;
    this.#expectProgress(partition);
    for (const { offset, key, value } of records) {
      if (offset >= this.#sentinel) {
        this.stop();
        return this.#settled.resolve(this.#snapshots);
      }
      if (key !== null) this.#snapshots.add(key.toString(), value);
    }
  }

  /** Reads no further; `done` stays open unless all was read. */
  stop(): void {
    this.#position = null;
    this.#cancelStall();
  }

  #expectProgress(partition: number): void {
    this.#cancelStall();
    this.#cancelStall = this.#timers.after(stallMs, () =>
      this.#settled.reject(new RestoreStalledError(partition, this.#sentinel)),
    );
  }
}

/** The state partition gave nothing for too long. */
class RestoreStalledError extends Error {
  override readonly name = "RestoreStalledError";

  constructor(partition: number, sentinel: number) {
    super(`Reading the state of partition ${partition} up to offset ${sentinel} does not go on`);
  }
}
