import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { z } from "zod";
import { runUntilStopped } from "./run-process.ts";

const stopped = (stop: () => Promise<void>): Promise<void> => {
  const running = runUntilStopped(() => Promise.resolve({ stop }), 50);
  setImmediate(() => process.emit("SIGTERM"));
  return running;
};

test("a process that is told to stop comes to its end", async () => {
  await expect(stopped(() => Promise.resolve())).resolves.toBeUndefined();
});

test("one that does not come to its end, as with a Kafka that is away, ends all the same and says so", async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  await expect(stopped(never)).rejects.toThrow("did not come to its end within 0.05 s");
});

const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

const logLine = z.object({ level: z.number(), name: z.string(), msg: z.string(), error: z.string() });

/** The log of a process that is what `begin` says. */
async function logOf(begin: string): Promise<readonly string[]> {
  const script = `
    import { createServer } from "node:net";
    import { BreakerOpen } from ${here("../../ingest/breaker.ts")};
    import { runUntilStopped } from ${here("./run-process.ts")};
    await runUntilStopped(async () => { ${begin} }).catch(() => process.exit(1));`;
  const said = await new Promise<string>((resolve) =>
    execFile(process.execPath, ["--input-type=module", "-e", script], (_error, _out, text) => resolve(text)),
  );
  return said
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => logLine.parse(JSON.parse(text)))
    .map(({ level, name, msg, error }) => `${level} ${name}: ${msg}: ${error}`);
}

test("what a person is told when a process ends is in its log too, as a line of level 60: a breaker, a port that is taken", async () => {
  const breaker = `
    return { stop: async () => {}, done: Promise.reject(new BreakerOpen("Intake stopped: of 3 of 3")) };`;
  expect(await logOf(breaker)).toEqual(["60 usp-telemetry: the process ends: Intake stopped: of 3 of 3"]);
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const listening = `
    const server = createServer().listen(${port}, "127.0.0.1");
    await new Promise((_, reject) => server.once("error", reject));`;
  expect(await logOf(listening)).toEqual([
    expect.stringMatching(/^60 usp-telemetry: the process ends: .*EADDRINUSE.* Choose another port/),
  ]);
  taken.close();
});
