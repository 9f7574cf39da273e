/**
 * The records of one partition, sent in the order they came, one send at a time. A send begins when its first record has
 * waited for the linger time, or enough are there: also behind another send. What came during a short one would else go out
 * alone, and a send costs as much as fifty records in it.
 */
import type { OutRecord } from "#schemas/out-record.ts";
import { after } from "./timers.ts";

export interface Waiting {
  readonly record: OutRecord;
  readonly sizeBytes: number;
  resolve(): void;
  reject(error: unknown): void;
}

export interface LaneOptions {
  /** Resolves when the batch is settled, one way or the other; never rejects. */
  readonly send: (batch: readonly Waiting[]) => Promise<void>;
  readonly lingerMs: number;
  readonly maxBatchBytes: number;
  /** The machine's own when absent. */
  readonly time?: SteadyTime;
}

/** A clock that only passes, and calls later. */
export interface SteadyTime {
  steadyMs(): number;
  /** Runs once; the result prevents it. */
  after(ms: number, run: () => void): () => void;
}

const machineTime: SteadyTime = { steadyMs: () => performance.now(), after };

export class Lane {
  readonly #options: LaneOptions;
  readonly #time: SteadyTime;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  /** When the first of them came, by the steady clock. */
  #since = 0;
  #cancelTimer: (() => void) | null = null;
  #sending: Promise<void> | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#time = options.time ?? machineTime;
  }

  add(waiting: Waiting): void {
    if (this.#waiting.length === 0) this.#since = this.#time.steadyMs();
    this.#waiting.push(waiting);
    this.#waitingBytes += waiting.sizeBytes;
    this.#goOn();
  }

  /** Resolves when everything added before is settled. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#sending !== null) {
      if (this.#sending === null) this.#start();
      await this.#sending;
    }
  }

  /** Begins a send, now or when it is due; the end of the one under way asks again. */
  #goOn(): void {
    if (this.#sending !== null || this.#waiting.length === 0) return;
    const { lingerMs, maxBatchBytes } = this.#options;
    if (this.#waitingBytes >= maxBatchBytes) return this.#start();
    if (this.#cancelTimer !== null) return;
    const dueInMs = this.#since + lingerMs - this.#time.steadyMs();
    if (dueInMs <= 0) this.#start();
    else this.#cancelTimer = this.#time.after(dueInMs, () => this.#start());
  }

  #start(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#sending = this.#options.send(this.#cut()).then(() => {
      this.#sending = null;
      this.#goOn();
    });
  }

  /** What is left over has waited as long as what goes. */
  #cut(): readonly Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const { sizeBytes } of this.#waiting) {
      if (count > 0 && bytes + sizeBytes > this.#options.maxBatchBytes) break;
      bytes += sizeBytes;
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }
}
