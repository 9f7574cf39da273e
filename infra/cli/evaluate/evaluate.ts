/** Judges detectors on the simulated fleet: homes are dealt out to threads, one at a time. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { HomeOptions } from "#infra/simulator/world/options.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import { addScore, createScore, type Score } from "./score.ts";

export interface EvaluateOptions {
  readonly options: Omit<HomeOptions, "home">;
  readonly settings: FoldSettings;
  readonly homes: number;
  /** Number of the first home. */
  readonly first: number;
  readonly onProgress: (done: number) => void;
}

/** The score of all homes. Rejects when a thread fails. */
export async function evaluate({
  options,
  settings,
  homes,
  first,
  onProgress,
}: EvaluateOptions): Promise<Score> {
  const score = createScore();
  let next = first;
  let done = 0;
  const runThread = (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: { options, settings } });
    const deal = (): void => {
      if (next >= first + homes) void thread.terminate().then(() => resolve());
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
      else thread.postMessage(next++);
    };
    thread.on("message", (more: Score) => {
      addScore(score, more);
      done += 1;
      onProgress(done);
      deal();
    });
    thread.on("error", reject);
    deal();
    return promise;
  };
  await Promise.all(Array.from({ length: Math.min(homes, availableParallelism()) }, runThread));
  return score;
}
