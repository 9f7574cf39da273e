/** A share of the homes, in a thread of its own: numbers in, scores out. */
import { parentPort, workerData } from "node:worker_threads";
import type { HomeOptions } from "#infra/simulator/world/options.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import { judgeHome } from "./judged-home.ts";
import { addHome, createScore } from "./score.ts";

/** What a thread is given. */
export interface Share {
  readonly options: Omit<HomeOptions, "home">;
  readonly settings: FoldSettings;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `evaluate.ts` gives
const { options, settings } = workerData as Share;

parentPort?.on("message", (home: number) => {
  const score = createScore();
  addHome(score, judgeHome({ ...options, home }, settings));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage(score);
});
