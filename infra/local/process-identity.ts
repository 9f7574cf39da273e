import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** A process that can't be confused with a later one of the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own notation; compared, never read. */
  readonly started: string;
}

export interface ProcessFacts extends ProcessIdentity {
  readonly parentPid: number;
  readonly commandName: string;
}

/** What the system says of a process, or null when it is gone (a zombie is gone: it holds no port and no file). */
export function processFacts(pid: number): ProcessFacts | null {
  return process.platform === "linux" ? factsFromProc(pid) : factsFromPs(pid);
}

/** For a process that runs now. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: processFacts(pid)?.started ?? "" };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return processFacts(identity.pid)?.started === identity.started;
}

/** Pids of all processes whose environment holds `variable=value`; empty where the system does not tell. */
export function processesWithVariable(variable: string, value: string): number[] {
  if (process.platform !== "linux") return [];
  const needle = `${variable}=${value}`;
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => readOrEmpty(`/proc/${pid}/environ`).split("\0").includes(needle));
}

/** `/proc/PID/stat`: pid (name) state ppid ... with the start time as field 22; the name may hold anything, also ")". */
function factsFromProc(pid: number): ProcessFacts | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const nameEnd = stat.lastIndexOf(")");
  if (nameEnd < 0) return null;
  const fields = stat.slice(nameEnd + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  const commandName = stat.slice(stat.indexOf("(") + 1, nameEnd);
  return { pid, started: fields[19] ?? "", parentPid: Number(fields[1]), commandName };
}

function factsFromPs(pid: number): ProcessFacts | null {
  try {
    const line = execFileSync("ps", ["-o", "ppid=,stat=,lstart=,comm=", "-p", String(pid)], {
      encoding: "utf8",
    });
    const match = /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line.trimEnd());
    if (match === null || match[2]?.startsWith("Z") === true) return null;
    return { pid, started: match[3] ?? "", parentPid: Number(match[1]), commandName: match[4] ?? "" };
  } catch {
    return null;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
