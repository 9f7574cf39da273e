import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/promtool", "/usr/local/bin/promtool", "/opt/homebrew/bin/promtool"];

/** The path of Prometheus's own checker, or null when this machine has none (Debian: apt-get install prometheus). */
export function findPromtool(): string | null {
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** What it says of these arguments and this input: its exit code, and all it has written. */
export function runPromtool(
  args: readonly string[],
  input = "",
): Promise<{ readonly code: number | null; readonly said: string }> {
  const program = findPromtool();
  if (program === null) throw new Error("promtool is not installed (Debian: apt-get install prometheus)");
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
    child.stdin.end(input);
  });
}
