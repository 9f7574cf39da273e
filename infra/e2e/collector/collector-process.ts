/** The collector as users start it, `usp-telemetry collector`, in a test's hands: to be killed in the middle. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { commonEnvironment, type Environment } from "#infra/cli/local-run/environment.ts";
import { askStatus } from "#infra/cli/status-client.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { StackAddresses } from "#infra/local/stack.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const running = new Set<CollectorProcess>();

export class CollectorProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  log = "";

  constructor(env: Environment) {
    this.#child = spawn(process.execPath, [main, "collector"], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#exited = once(this.#child, "exit");
    this.#child.stderr?.on("data", (text: Buffer) => (this.log += text.toString()));
    running.add(this);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    running.delete(this);
    if (!this.hasEnded) this.#child.kill(signal);
    await this.#exited;
  }
}

/** Starts one on that port and waits until it listens. */
export async function startCollector(
  stack: StackAddresses,
  port: number,
  settings: Environment,
): Promise<CollectorProcess> {
  const statusPort = await freePort();
  const collector = new CollectorProcess({
    ...commonEnvironment(stack, {}),
    ...settings,
    USP_HTTP_HOST: "127.0.0.1",
    USP_HTTP_PORT: String(port),
    USP_STATUS_PORT: String(statusPort),
  });
  while (!isRunning(await askStatus(statusPort))) {
    if (collector.hasEnded) throw new Error(`the collector has ended:\n${collector.log}`);
    await sleep(50);
  }
  return collector;
}

const isRunning = (status: unknown): boolean =>
  typeof status === "object" && status !== null && "phase" in status && status.phase === "running";

/** For `afterAll`: whatever a failed test has left running. */
export async function endAllCollectors(): Promise<void> {
  await Promise.all([...running].map((collector) => collector.end("SIGKILL")));
}
