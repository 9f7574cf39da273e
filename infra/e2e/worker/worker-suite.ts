/** Runs and worker processes of one test file; what a test leaves running is killed after it. */
import { afterEach } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { WorkerProcess } from "./worker-process.ts";
import { type RunOptions, startWorkerRun, until, type WorkerRun } from "./worker-run.ts";
import type { WorkerSettings } from "./worker-program.ts";

export interface WorkerSuite {
  newRun(name: string, options?: Partial<RunOptions>): Promise<WorkerRun>;
  /** Starts a worker, with settings that may differ from the run's. */
  spawn(run: WorkerRun, settings?: Partial<WorkerSettings>): WorkerProcess;
  /** The same; resolves when so many partitions are live in it, or it has ended. */
  start(run: WorkerRun, live: number, settings?: Partial<WorkerSettings>): Promise<WorkerProcess>;
  /** Starts a worker that must end by itself; resolves with what it said. */
  refusal(run: WorkerRun, settings?: Partial<WorkerSettings>): Promise<string>;
}

/** Call once, at the top of a test file. */
export function createWorkerSuite(): WorkerSuite {
  const { brokers } = localStack().kafka;
  const started: WorkerProcess[] = [];
  const runs: WorkerRun[] = [];
  let count = 0;

  const suite: WorkerSuite = {
    async newRun(name, options = {}) {
      count += 1;
      const run = await startWorkerRun({ brokers, name: `${name}.${process.pid}.${count}`, ...options });
      runs.push(run);
      return run;
    },
    spawn(run, settings = {}) {
      const worker = new WorkerProcess({ ...run.settings, ...settings });
      started.push(worker);
      return worker;
    },
    async start(run, live, settings) {
      const worker = suite.spawn(run, settings);
      await until(`${live} partitions live`, () => worker.live.length >= live || worker.exitCode !== null);
      return worker;
    },
    async refusal(run, settings) {
      const worker = suite.spawn(run, settings);
      await until("the worker ends", () => worker.exitCode !== null);
      if (worker.exitCode === 0) throw new Error("The worker ended as if nothing was wrong");
      return worker.errors;
    },
  };

  afterEach(async () => {
    for (const worker of started.splice(0)) {
      worker.thaw();
      if (worker.exitCode === null) await worker.signal("SIGKILL");
    }
    for (const run of runs.splice(0)) await run.close();
  });
  return suite;
}
