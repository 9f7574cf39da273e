/** One process of the product or of its services under a supervisor: what ends is started again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "#infra/local/part.ts";
import type { PartName } from "./schedule.ts";

export interface MemberOptions {
  readonly part: PartName;
  readonly name: string;
  /** Where a process of ours tells its state; null for a service. */
  readonly statusPort: number | null;
  readonly first: Part;
  /** Starts it anew; a service is ready when it resolves. */
  readonly start: () => Promise<Part>;
  /** It has ended without having been told to: a sentence. */
  readonly onDeath: (sentence: string) => void;
}

/** How long a supervisor waits before it starts again what ended by itself. */
const restartMs = 1_000;

export class Member {
  readonly part: PartName;
  readonly name: string;
  readonly statusPort: number | null;
  readonly #options: MemberOptions;
  #process: Part;
  #told = false;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.part = options.part;
    this.name = options.name;
    this.statusPort = options.statusPort;
    this.#process = options.first;
    this.#watch(options.first);
  }

  get logFile(): string {
    return this.#process.logFile;
  }

  /** To its whole process group. */
  signal(signal: NodeJS.Signals): void {
    this.#process.signal(signal);
  }

  /** Ends it by this signal; resolves when it is gone. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#told = true;
    this.#process.signal(signal);
    await this.#process.exited;
  }

  /** Starts it after `end`. */
  async restart(): Promise<void> {
    this.#process = await this.#options.start();
    this.#told = false;
    this.#watch(this.#process);
  }

  #watch(process: Part): void {
    void process.exited.then(async ({ code, signal }) => {
      if (this.#told || process !== this.#process) return;
      const tail = process.tail(3);
      this.#options.onDeath(`${this.name} ended by itself (${signal ?? `exit code ${code}`}): ${tail}`);
      await sleep(restartMs);
      if (!this.#told && process === this.#process) await this.restart();
    });
  }
}
