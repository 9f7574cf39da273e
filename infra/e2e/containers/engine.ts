/**
 * A Docker engine with Compose: one that answers already, else Debian's `dockerd` started here for this run alone (as root).
 * What is missing is a sentence: the tests are skipped with it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheRoot } from "#infra/local/cache-folder.ts";
import { runQuietly } from "#infra/local/run-quietly.ts";

export interface Engine {
  /** Runs a docker command to its end; what it printed. Throws with all of it where it fails. */
  readonly docker: (...args: readonly string[]) => Promise<string>;
  /** Whether Compose is the older program of its own, not a word of docker's. */
  readonly standaloneCompose: boolean;
  /** Ends the engine if it was started here. */
  stop(): Promise<void>;
}

export type Found = { readonly engine: Engine } | { readonly missing: string };

const dockerd = "/usr/sbin/dockerd";
const startsWithinMs = 60_000;

export async function openEngine(): Promise<Found> {
  if ((await attempt("docker", ["--version"])) === null)
    return { missing: "there is no docker (Debian: apt-get install docker.io docker-compose)" };
  const standaloneCompose = (await attempt("docker", ["compose", "version"])) === null;
  if (standaloneCompose && (await attempt("docker-compose", ["version"])) === null)
    return { missing: "there is no Docker Compose (Debian: apt-get install docker-compose)" };
  const engineUntil = (stop: () => Promise<void>): Found => ({ engine: { docker, standaloneCompose, stop } });
  if (await answers()) return engineUntil(() => Promise.resolve());
  if (process.getuid?.() !== 0 || !existsSync(dockerd))
    return { missing: `no Docker engine answers, and none can be started: that takes root and ${dockerd}` };
  return engineUntil(await startEngine());
}

const answers = async (): Promise<boolean> =>
  (await attempt("docker", ["info", "--format", "{{.ServerVersion}}"])) !== null;

/** Null where the command is not there or fails. */
async function attempt(command: string, args: string[]): Promise<string | null> {
  try {
    const { code, output } = await runQuietly(command, args, "/");
    return code === 0 ? output : null;
  } catch {
    return null;
  }
}

async function docker(...args: readonly string[]): Promise<string> {
  const { code, output } = await runQuietly("docker", [...args], "/");
  if (code !== 0) throw new Error(`docker ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** Its images stay in the cache folder for the next run; its socket and its log are there too. Resolves with what ends it. */
async function startEngine(): Promise<() => Promise<void>> {
  const folder = join(cacheRoot(), "engine");
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "dockerd.log");
  const socket = `unix://${join(folder, "docker.sock")}`;
  const places = ["data-root", "exec-root"].flatMap((name) => [`--${name}`, join(folder, name)]);
  const child = spawn(dockerd, ["--host", socket, ...places, "--pidfile", join(folder, "pid")], {
    stdio: ["ignore", "ignore", openSync(log, "w")],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  process.env["DOCKER_HOST"] = socket;
  const until = Date.now() + startsWithinMs;
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`dockerd was started and does not answer; its log is ${log}`);
    await sleep(200);
  }
  // What a run that was killed has left would be started again.
  const left = (await docker("ps", "--all", "--quiet")).split("\n").filter((id) => id !== "");
  if (left.length > 0) await docker("rm", "--force", "--volumes", ...left);
  for (const kind of ["network", "volume", "image"]) await docker(kind, "prune", "--force");
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}
