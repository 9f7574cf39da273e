/** Runs `usp-telemetry provision` as a person does: a process with arguments, output and an exit code. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
export const exampleProfile = fileURLToPath(
  new URL("../../../ingest/profiles/example.json", import.meta.url),
);
export const controllerId = "proto::telemetry";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly ended: Promise<Ended>;
  /** Resolves when standard output or error has this text. */
  saying(text: string): Promise<void>;
  /** As Ctrl-C. */
  interrupt(): void;
}

/**
 * Starts it against a broker, with the identity rules of the example and without settings of whoever runs the test but
 * those of `settings`.
 */
export function startProvision(
  url: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): RunningCommand {
  const foreign = Object.keys(process.env).filter((name) => name.startsWith("USP_"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    ...settings,
  };
  env["USP_IDENTITY_ENDPOINTS"] = JSON.stringify([{ match: "cpe-{n}", endpoint: "os::00D09E-cpe-{n}" }]);
  const profile = args.includes("--profile") ? [] : ["--profile", exampleProfile];
  const standard = ["--url", url, "--controller", controllerId, ...profile];
  const child = spawn(process.execPath, [program, "provision", ...standard, ...args], { env });
  const said = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, ...said }));
  });
  return {
    ended,
    saying: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (said.stdout.includes(text) || said.stderr.includes(text)) resolve();
        };
        listeners.add(look);
        look();
      }),
    interrupt: () => child.kill("SIGINT"),
  };
}

/** Runs it to its end. */
export const runProvision = (url: string, ...args: readonly string[]): Promise<Ended> =>
  startProvision(url, args).ended;
