/** Where and on what a run was measured. */
import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Kernel's name and release. */
  readonly os: string;
  readonly node: string;
  /** Runnable processes over 1, 5 and 15 minutes, when it was asked. */
  readonly loadAverage: readonly number[];
  /** Short git commit, `+changes` where the files differ from it; null outside a repository. */
  readonly commit: string | null;
  /** ISO 8601, UTC, to the minute. */
  readonly measuredAt: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: (processors[0]?.model ?? "unknown CPU").trim(),
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.versions.node,
    loadAverage: loadavg().map((load) => Math.round(load * 10) / 10),
    commit: commitOf(),
    measuredAt: `${new Date().toISOString().slice(0, 16)}Z`,
  };
}

function commitOf(): string | null {
  const git = (...args: string[]): string | null => {
    const { status, stdout } = spawnSync("git", args, {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      encoding: "utf8",
    });
    return status === 0 ? stdout.trim() : null;
  };
  const commit = git("rev-parse", "--short", "HEAD");
  return commit !== null && git("status", "--porcelain", "--untracked-files=no") !== ""
    ? `${commit}+changes`
    : commit;
}

/** In two lines of a terminal's width, the second of which says when and of what. */
export function formatMachine(machine: Machine): readonly string[] {
  const { cpu, cores, memoryGb, os, node, loadAverage, commit, measuredAt } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB; ${os}; Node ${node}`,
    `load average ${loadAverage.join(" ")}; commit ${commit ?? "unknown"}; ${measuredAt}`,
  ];
}
