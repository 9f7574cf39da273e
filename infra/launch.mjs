/** Runs a TypeScript file of this repository under a Node that can: plain JavaScript, for the launchers. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const NEEDED_NODE = 24;
const BIN = join(ROOT, "node_modules", ".bin");

/** Ends the process with one sentence. */
export function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

export function nodeMajor() {
  return Number(process.versions.node.split(".")[0]);
}

/** The Node that comes with the packages, or the one running where there is none (Apple silicon) and it is new enough. */
function programsNode() {
  const inPackages = join(BIN, "node");
  if (existsSync(inPackages) && spawnSync(inPackages, ["-v"], { stdio: "ignore" }).status === 0)
    return inPackages;
  if (nodeMajor() >= NEEDED_NODE) return process.execPath;
  return refuse(
    `Node.js ${NEEDED_NODE} is needed and did not come with the packages (${process.platform} ${process.arch}): ` +
      "run npm ci, or install it and run again.",
  );
}

/**
 * Runs a command to its end and passes on the signals that reach this process meanwhile. Ctrl-C in a terminal reaches the
 * child by itself, and passed on it arrives twice: only a child that is `patient` with two is sent it there, and so
 * hears of one that npm alone got.
 */
export function runToEnd(command, args, options, patient = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const forward = (signal) => {
      if (signal !== "SIGINT" || patient || process.stdin.isTTY !== true) child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Runs a file of this repository with this process's input and output; resolves with its exit code. */
export function runProgram(file, args, patient = false) {
  const env = {
    ...process.env,
    PATH: `${BIN}${delimiter}${process.env.PATH ?? ""}`,
    // The local stack ends with its launcher, and with the npm above it.
    LOCAL_STACK_LAUNCHER_PID: String(process.pid),
  };
  return runToEnd(programsNode(), [join(ROOT, file), ...args], { stdio: "inherit", env }, patient);
}

/** The program itself: to stop it, several signals are as good as one. */
export const runUspTelemetry = (args) => runProgram("infra/cli/main.ts", args, true);
