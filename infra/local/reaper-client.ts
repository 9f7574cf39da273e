import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { processFacts } from "./process-identity.ts";
import type { ReaperMessage } from "./reaper-message.ts";

/** The starter's end of the reaper's pipe. */
export interface Reaper {
  readonly pid: number;
  tell(message: ReaperMessage): void;
  /** Announces a child that leads a process group. */
  watch(pid: number): void;
  /** Ends the pipe; resolves when the reaper has stopped what was left, removed the folders and ended. */
  finish(): Promise<void>;
}

/**
 * Starts the reaper in a session of its own, so that neither Ctrl-C nor the terminal's end reaches it; resolves when
 * it listens.
 */
export async function startReaper(runId: string, polite: boolean): Promise<Reaper> {
  const script = fileURLToPath(new URL("./reaper.ts", import.meta.url));
  const child = spawn(process.execPath, [script], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    cwd: "/",
  });
  if (child.pid === undefined) throw new Error("the reaper of the local stack could not be started");
  const exited = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), exited]);
  if (child.exitCode !== null)
    throw new Error(`the reaper of the local stack ended (exit code ${child.exitCode})`);
  child.stdout.destroy();
  child.unref();
  child.stdin.on("error", () => undefined);
  const tell = (message: ReaperMessage): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  tell({ kind: "run", runId, polite });
  return {
    pid: child.pid,
    tell,
    watch: (pid) => {
      const facts = processFacts(pid);
      if (facts !== null) tell({ kind: "group", pid, started: facts.started });
    },
    finish: () => finish(child, exited),
  };
}

async function finish(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.ref();
  child.stdin?.end();
  await exited;
}
