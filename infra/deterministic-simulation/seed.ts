/** One seed: the run of its plan, the same publications undisturbed, and what was wrong. The same seed gives the same, always. */
import { createHash } from "node:crypto";
import type { Defect } from "./defect.ts";
import type { Counts } from "./happenings.ts";
import { judge } from "./judge.ts";
import { type Plan, planOf } from "./plan.ts";
import { receiptsOf } from "./receipts.ts";
import { replay, run, settleMs } from "./run.ts";

export interface Verdict {
  readonly plan: Plan;
  /** Sentences; empty when all is right. */
  readonly problems: readonly string[];
  /** What processes ended after, before they were started again. */
  readonly failures: readonly string[];
  /** Of all records and markers of the log and when they were written: two runs are the same when these are. */
  readonly digest: string;
  readonly counts: Counts;
}

export async function trySeed(seed: string, defect: Defect | null = null): Promise<Verdict> {
  const plan = planOf(seed);
  const disturbed = await run(plan, defect);
  const { scheduler, log } = disturbed.surroundings;
  const receipts = receiptsOf(disturbed, plan);
  // Where a clock was ahead, what it dated waits for its windows to be closed, too.
  const newestMs = Math.max(...receipts.map(({ atMs }) => atMs + settleMs));
  const untilMs = Math.ceil(Math.max(scheduler.nowMs, newestMs));
  const undisturbed = await replay(plan, disturbed.published, receipts, untilMs);
  const hash = createHash("sha256");
  for (const line of log.describe()) hash.update(line);
  return {
    plan,
    problems: judge(plan, disturbed, undisturbed),
    failures: disturbed.failures,
    digest: hash.digest("hex").slice(0, 16),
    counts: disturbed.surroundings.counts,
  };
}
