/**
 * Where `query` finds the local stack: a small file of the user, written by `start` and removed by it. A file whose
 * writer is gone (killed with -9) is stale and counts as none.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isRunning, processFacts } from "#infra/local/process-identity.ts";
import type { StackAddresses } from "#infra/local/stack.ts";

const announcement = z.object({
  starter: z.object({ pid: z.number(), started: z.string() }),
  runDir: z.string(),
  clickhouse: z.object({ url: z.string() }),
});

export type Announcement = z.infer<typeof announcement>;

function fileOf(env: NodeJS.ProcessEnv): string {
  const base = env["XDG_STATE_HOME"];
  const root = base === undefined || base === "" ? join(homedir(), ".local", "state") : base;
  return join(root, "usp-telemetry", "running.json");
}

/** Tells other processes of this user where the stack is; the newest start wins. Returns the way to take it back. */
export function announceStack(
  { runDir, clickhouse }: StackAddresses,
  env: NodeJS.ProcessEnv = process.env,
): () => void {
  const file = fileOf(env);
  const starter = { pid: process.pid, started: processFacts(process.pid)?.started ?? "" };
  const written: Announcement = { starter, runDir, clickhouse };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
  return () => {
    if (read(file)?.starter.pid === process.pid) rmSync(file, { force: true });
  };
}

/** The running local stack, or null when there is none. */
export function findStack(env: NodeJS.ProcessEnv = process.env): Announcement | null {
  const found = read(fileOf(env));
  return found !== null && isRunning(found.starter) ? found : null;
}

function read(file: string): Announcement | null {
  try {
    return announcement.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
