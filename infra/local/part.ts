import { spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Reaper } from "./reaper-client.ts";
import { RUN_ID_VARIABLE } from "./reaper-message.ts";

export interface PartExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One child process of the local stack. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Its standard output and error. */
  readonly logFile: string;
  /** Resolves when it has ended, for whatever reason. */
  readonly exited: Promise<PartExit>;
  /** True until it has ended. */
  isRunning(): boolean;
  /** The last lines of its log. */
  tail(lines?: number): string;
  /** To its whole process group. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, SIGKILL after the grace (0: SIGKILL at once); resolves when it has ended. */
  stop(graceMs?: number): Promise<PartExit>;
}

export interface PartCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface PartSurroundings {
  readonly runId: string;
  readonly logFolder: string;
  readonly reaper: Reaper;
}

const DEFAULT_GRACE_MS = 5_000;

/** Spawns a process that leads a group of its own, logs into the run folder and is known to the reaper. */
export function spawnPart(around: PartSurroundings, wanted: PartCommand): Part {
  const logFile = join(around.logFolder, `${wanted.name}.log`);
  const log = openSync(logFile, "a");
  // What a predecessor of the same name has written stays in front, and is not this one's.
  const logStart = fstatSync(log).size;
  const child = spawn(wanted.command, wanted.args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...wanted.env, [RUN_ID_VARIABLE]: around.runId },
    ...(wanted.cwd === undefined ? {} : { cwd: wanted.cwd }),
  });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) {
    child.once("error", () => undefined);
    throw new Error(`${wanted.command} could not be started: is it installed?`);
  }
  around.reaper.watch(pid);
  let running = true;
  const exited = new Promise<PartExit>((resolve) => {
    child.once("exit", (code, signal) => {
      running = false;
      around.reaper.tell({ kind: "gone", pid });
      resolve({ code, signal });
    });
  });
  const signal = (name: NodeJS.Signals): void => signalGroup(pid, name);
  const stop = async (graceMs = DEFAULT_GRACE_MS): Promise<PartExit> => {
    if (running && graceMs > 0) {
      signal("SIGTERM");
      await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
    }
    if (running) signal("SIGKILL");
    return exited;
  };
  return {
    name: wanted.name,
    pid,
    logFile,
    exited,
    isRunning: () => running,
    tail: (lines = 20) => tailOf(logFile, logStart, lines),
    signal,
    stop,
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** The last lines of a file behind a place in it, for an error message; empty when it can't be read. */
function tailOf(file: string, start: number, lines: number): string {
  try {
    return readFileSync(file).subarray(start).toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
