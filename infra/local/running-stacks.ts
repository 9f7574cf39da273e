import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { identityOf, isRunning } from "./process-identity.ts";
import type { RunFolder } from "./run-folder.ts";

const stackAddresses = z.object({
  runDir: z.string(),
  kafka: z.object({ brokers: z.array(z.string()) }),
  /** Base of the Confluent-compatible interface. */
  registry: z.object({ url: z.string() }),
  mqtt: z.object({ url: z.string() }),
  clickhouse: z.object({ url: z.string() }),
});

/** `stack.json` of a run folder, and the same in the user's state folder so that other commands find it. */
const runningStack = z.object({
  starter: z.object({ pid: z.number(), started: z.string() }),
  addresses: stackAddresses,
  /** The folder of the program that started it. */
  program: z.string().optional(),
});
type RunningStack = z.infer<typeof runningStack>;

/** Addresses of the local services. */
export type StackAddresses = z.infer<typeof stackAddresses>;

const program = fileURLToPath(new URL("../..", import.meta.url));

/** `$XDG_STATE_HOME/usp-telemetry/running`, by default under `~/.local/state`. */
function runningFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env["XDG_STATE_HOME"];
  const root = base !== undefined && base !== "" ? base : join(homedir(), ".local", "state");
  return join(root, "usp-telemetry", "running");
}

export function publishAddresses(run: RunFolder, addresses: StackAddresses): void {
  const starter = identityOf(process.pid);
  const text = `${JSON.stringify({ starter, addresses, program } satisfies RunningStack, null, 2)}\n`;
  const inRunFolder = join(run.path, "stack.json");
  const inState = join(runningFolder(), `${run.runId}.json`);
  mkdirSync(runningFolder(), { recursive: true });
  for (const file of [inRunFolder, inState]) {
    run.reaper.tell({ kind: "remove", path: file });
    writeFileSync(file, text);
  }
}

/** The stacks that run on this machine for this user, newest first; where this program has started some, only its own. */
export function runningStacks(): readonly StackAddresses[] {
  const own = ownStacks();
  return own.length > 0 ? own : allRunning().map((stack) => stack.addresses);
}

/** Those that this program has started. */
export const ownStacks = (): readonly StackAddresses[] =>
  allRunning()
    .filter((stack) => stack.program === program)
    .map((stack) => stack.addresses);

/** The folder of the program that started a stack that runs, where that is not this one; null: it is. */
export function otherProgram({ runDir }: StackAddresses): string | null {
  const stack = allRunning().find(({ addresses }) => addresses.runDir === runDir);
  return stack === undefined || stack.program === program
    ? null
    : (stack.program ?? "a folder that it does not tell");
}

const allRunning = (): readonly RunningStack[] =>
  filesNewestFirst(runningFolder())
    .map(readRunning)
    .filter((stack) => stack !== null)
    .filter((stack) => isRunning(stack.starter));

function filesNewestFirst(folder: string): string[] {
  try {
    const files = readdirSync(folder).map((name) => join(folder, name));
    const age = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return files.sort((a, b) => age(b) - age(a));
  } catch {
    return [];
  }
}

function readRunning(file: string): RunningStack | null {
  try {
    return runningStack.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
