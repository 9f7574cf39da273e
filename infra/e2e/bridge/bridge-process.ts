/** A bridge process in a test's hands: stopped dead, woken, killed, its clock set, its memory asked for. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { askBridge, type BridgeStatus } from "#infra/cli/status-client.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import type { ChildOrder, ChildSettings, MemoryInUse } from "./bridge-child.ts";

const program = fileURLToPath(new URL("bridge-child.ts", import.meta.url));
const running = new Set<BridgeProcess>();

export class BridgeProcess {
  readonly #child: ChildProcess;
  readonly #statusPort: number;
  readonly #exited: Promise<unknown>;
  /** What it has logged. */
  log = "";
  #answers: MemoryInUse[] = [];

  constructor(settings: ChildSettings, statusPort: number) {
    this.#statusPort = statusPort;
    this.#child = spawn(process.execPath, ["--expose-gc", program, JSON.stringify(settings)], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#exited = once(this.#child, "exit");
    this.#child.stderr?.on("data", (text: Buffer) => {
      this.log += text.toString();
    });
    this.#child.stdout?.on("data", (text: Buffer) => {
      for (const line of text.toString().trim().split("\n")) this.#answers.push(JSON.parse(line));
    });
    running.add(this);
  }

  /** Its state, or null while it does not answer. */
  status(): Promise<BridgeStatus | null> {
    return askBridge(this.#statusPort);
  }

  /** Sets its clock this far from the true one. */
  skew(skewMs: number): void {
    this.#order({ skewMs });
  }

  /** Bytes in use after a garbage collection. */
  async memory(): Promise<MemoryInUse> {
    this.#answers = [];
    this.#order({ measure: true });
    for (;;) {
      const [answer] = this.#answers;
      if (answer !== undefined) return answer;
      if (this.#child.exitCode !== null) throw new Error(`The bridge has ended:\n${this.log}`);
      await sleep(20);
    }
  }

  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }

  /** `SIGTERM` lets it finish and say farewell; after `SIGKILL` the others wait for it. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    running.delete(this);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill(signal);
    this.#child.kill("SIGCONT");
    await this.#exited;
  }

  #order(order: ChildOrder): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }
}

/** Starts a bridge and waits until it is subscribed. */
export async function startBridgeProcess(config: BridgeConfig, skewMs = 0): Promise<BridgeProcess> {
  const statusPort = await freePort();
  const bridge = new BridgeProcess({ config: { ...config, statusPort }, skewMs }, statusPort);
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; await sleep(50)) {
    if ((await bridge.status())?.subscribed === true) return bridge;
  }
  await bridge.end("SIGKILL");
  throw new Error(`The bridge did not subscribe:\n${bridge.log}`);
}

/** For `afterEach`: whatever a failed test has left running. */
export async function endAllBridges(): Promise<void> {
  await Promise.all([...running].map((bridge) => bridge.end("SIGKILL")));
}
