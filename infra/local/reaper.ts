/**
 * The one that stays behind: `node reaper.ts`, started by the local stack in a session of its own. It reads one JSON
 * object a line from its standard input and does nothing until that ends, which the system sees to however the
 * starter ends, kill -9 included. Then it stops what is left, removes the folders and ends itself.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, processesWithVariable, type ProcessIdentity } from "./process-identity.ts";
import { parseReaperMessage, RUN_ID_VARIABLE, type ReaperMessage } from "./reaper-message.ts";

/** Time between the polite signal and the last one; everything must be gone 10 s after the starter. */
const GRACE_MS = 4_000;
const POLL_MS = 50;
/** How often leftovers that nobody announced are looked for, so that a fork in the middle of it does not escape. */
const SWEEPS = 3;

const groups = new Map<number, ProcessIdentity>();
const removals = new Set<string>();
let runId: string | null = null;
let polite = false;

function accept(message: ReaperMessage): void {
  if (message.kind === "run") {
    runId = message.runId;
    polite = message.polite;
  } else if (message.kind === "group") groups.set(message.pid, message);
  else if (message.kind === "gone") groups.delete(message.pid);
  else if (message.kind === "remove") removals.add(message.path);
  else removals.delete(message.path);
}

/** Signals the group of a leader that is ours still, or that is gone (its group then keeps the number taken). */
function signalGroup(leader: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader.pid, signal);
  } catch {
    groups.delete(leader.pid);
  }
}

async function stopGroups(): Promise<void> {
  if (polite) {
    for (const leader of groups.values()) signalGroup(leader, "SIGTERM");
    const until = Date.now() + GRACE_MS;
    while ([...groups.values()].some(isRunning) && Date.now() < until) await sleep(POLL_MS);
  }
  for (const leader of groups.values()) signalGroup(leader, "SIGKILL");
}

/** Children that were born between the fork and their announcement, or that left their group. */
async function stopUnannounced(id: string): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const pid of processesWithVariable(RUN_ID_VARIABLE, id)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went by itself between the look and the signal.
      }
    }
    await sleep(POLL_MS);
  }
}

/** A dying process may write once more: try again until the folder stays away. */
async function removeAll(): Promise<void> {
  for (const path of removals)
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: POLL_MS });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const message = parseReaperMessage(line);
  if (message !== null) accept(message);
});
process.stdout.write("listening\n");
lines.once("close", () => {
  void stopGroups()
    .then(() => (runId === null ? undefined : stopUnannounced(runId)))
    .then(removeAll)
    .then(() => process.exit(0));
});
