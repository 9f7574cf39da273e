/** A thread of `try-seeds.ts`: tries one seed after the other, and says what came of each. */
import { parentPort, workerData } from "node:worker_threads";
import { trySeed } from "./seed.ts";
import type { Said } from "./try-seeds.ts";

for (const seed of workerData as readonly number[]) {
  const { problems, counts } = await trySeed(String(seed));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage({ seed: String(seed), problems, counts } satisfies Said);
}
