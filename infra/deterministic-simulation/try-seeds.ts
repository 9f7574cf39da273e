/** Many seeds, divided among threads. */
import type { Counts } from "./happenings.ts";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** A seed that failed. */
export interface Failure {
  readonly seed: string;
  readonly problems: readonly string[];
}

/** What a thread says of a seed. */
export interface Said extends Failure {
  readonly counts: Counts;
}

export interface SeedsOptions {
  readonly from: number;
  readonly count: number;
  /** As many as there are cores when absent. */
  readonly threads?: number;
  /** Ends after so many failures. */
  readonly mostFailures: number;
  readonly said?: (said: Said) => void;
}

/** Tries seeds `from` to `from + count - 1`; those that failed. */
export async function trySeeds(options: SeedsOptions): Promise<readonly Failure[]> {
  const { from, count, mostFailures, said } = options;
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), count));
  const failures: Failure[] = [];
  const workers: Worker[] = [];
  const end = (): void => {
    for (const worker of workers) void worker.terminate();
  };
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const mine = Array.from({ length: count }, (_seed, index) => from + index).filter(
        (_seed, index) => index % threads === thread,
      );
      const worker = new Worker(new URL("thread.ts", import.meta.url), { workerData: mine });
      workers.push(worker);
      return new Promise<void>((resolve, reject) => {
        worker.on("message", (message: Said) => {
          said?.(message);
          if (message.problems.length > 0) failures.push(message);
          if (failures.length >= mostFailures) end();
        });
        worker.on("error", reject);
        worker.on("exit", () => resolve());
      });
    }),
  );
  return failures.toSorted((a, b) => Number(a.seed) - Number(b.seed));
}
