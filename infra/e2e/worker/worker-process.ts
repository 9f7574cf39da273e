/** One worker process: what it says, and signals to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { WorkerSettings, WorkerState } from "./worker-program.ts";

const program = fileURLToPath(new URL("worker-program.ts", import.meta.url));

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly exited: Promise<unknown>;
  status: WorkerState | null = null;
  errors = "";

  constructor(settings: WorkerSettings) {
    this.#child = spawn(process.execPath, [program, JSON.stringify(settings)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = once(this.#child, "exit");
    this.#child.stderr?.on("data", (text: Buffer) => {
      this.errors += text.toString();
    });
    let rest = "";
    this.#child.stdout?.on("data", (text: Buffer) => {
      const lines = (rest + text.toString()).split("\n");
      rest = lines.pop() ?? "";
      const last = lines.at(-1);
      if (last !== undefined) this.status = JSON.parse(last);
    });
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Numbers of the partitions that are live here. */
  get live(): readonly string[] {
    return Object.entries(this.status?.partitions ?? {})
      .filter(([, phase]) => phase === "live")
      .map(([partition]) => partition);
  }

  async signal(name: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#child.kill(name);
    await this.exited;
  }

  /** Stands still: what it believes is going on may be over when it goes on. */
  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }
}
