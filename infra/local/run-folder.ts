import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { identityOf, isRunning } from "./process-identity.ts";
import { type Reaper, startReaper } from "./reaper-client.ts";

/** Everything one run of the stack leaves on disk: `logs/`, a folder per service, `stack.json` with the addresses. */
export interface RunFolder {
  readonly path: string;
  readonly runId: string;
  readonly logFolder: string;
  /** False with `--data`: the folder stays when the run ends. */
  readonly temporary: boolean;
  readonly reaper: Reaper;
  /** A folder of one service, created. */
  folderOf(service: string): string;
}

const identity = z.object({ pid: z.number(), started: z.string() });
const dataLock = z.object({ starter: identity, reaper: identity });
type DataLock = z.infer<typeof dataLock>;

/** How long a new run waits for the processes of the one before to end. */
const PREDECESSOR_MS = 15_000;

/** Opens the folder of a run and starts its reaper. With a data folder: refuses one that another run is using. */
export async function openRunFolder(dataDir: string | null): Promise<RunFolder> {
  const temporary = dataDir === null;
  const path = temporary ? mkdtempSync(join(tmpdir(), "usp-telemetry-")) : resolve(dataDir);
  if (!temporary) {
    mkdirSync(path, { recursive: true });
    await awaitPredecessor(path);
  }
  const runId = randomUUID();
  const reaper = await startReaper(runId, !temporary);
  if (temporary) reaper.tell({ kind: "remove", path });
  else writeLock(path, reaper);
  const logFolder = join(path, "logs");
  mkdirSync(logFolder, { recursive: true });
  const folderOf = (service: string): string => {
    const folder = join(path, service);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  return { path, runId, logFolder, temporary, reaper, folderOf };
}

function writeLock(path: string, reaper: Reaper): void {
  const lock: DataLock = { starter: identityOf(process.pid), reaper: identityOf(reaper.pid) };
  const file = join(path, "lock.json");
  writeFileSync(file, JSON.stringify(lock));
  reaper.tell({ kind: "remove", path: file });
}

/** The starter of a run that ended badly is gone at once, its reaper a few seconds later, after all that held files. */
async function awaitPredecessor(path: string): Promise<void> {
  const until = Date.now() + PREDECESSOR_MS;
  for (let lock = readLock(path); lock !== null && isRunning(lock.reaper); lock = readLock(path)) {
    if (isRunning(lock.starter))
      throw new Error(`${path} is in use by another run (process ${lock.starter.pid})`);
    if (Date.now() > until)
      throw new Error(`${path} is still in use by what a former run left (process ${lock.reaper.pid})`);
    await sleep(100);
  }
}

function readLock(path: string): DataLock | null {
  try {
    return dataLock.parse(JSON.parse(readFileSync(join(path, "lock.json"), "utf8")));
  } catch {
    return null;
  }
}
