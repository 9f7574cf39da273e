import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { processesWithVariable, processFacts } from "./process-identity.ts";
import { RUN_ID_VARIABLE } from "./reaper-message.ts";

const FIXTURE = fileURLToPath(new URL("./hold-sleepers.fixture.ts", import.meta.url));
const held = z.object({
  path: z.string(),
  runId: z.string(),
  reaperPid: z.number(),
  parts: z.array(z.number()),
});
type Held = z.infer<typeof held>;

/** Starts the fixture and waits until its three sleepers and the one that escaped its group are there. */
async function holdSleepers(args: readonly string[]): Promise<Held & { readonly starter: ChildProcess }> {
  const starter = spawn(process.execPath, [FIXTURE, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: starter.stdout }), "line");
  const facts = held.parse(JSON.parse(String(line)));
  while (processesWithVariable(RUN_ID_VARIABLE, facts.runId).length < 4) await sleep(20);
  return { ...facts, starter };
}

async function untilGone(pid: number): Promise<void> {
  while (processFacts(pid) !== null) await sleep(20);
}

describe.runIf(process.platform === "linux")("after kill -9 of the starter", () => {
  test(
    "no process and no file of a temporary run is left, and the reaper ends",
    { timeout: 60_000 },
    async () => {
      const run = await holdSleepers([]);
      expect(existsSync(run.path)).toBe(true);
      run.starter.kill("SIGKILL");
      await untilGone(run.reaperPid);
      expect(run.parts.filter((pid) => processFacts(pid) !== null)).toEqual([]);
      expect(processesWithVariable(RUN_ID_VARIABLE, run.runId)).toEqual([]);
      expect(existsSync(run.path)).toBe(false);
    },
  );

  test(
    "a data folder keeps its data, loses its lock, and deaf processes are gone too",
    { timeout: 60_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "reaper-test-"));
      try {
        const run = await holdSleepers([folder]);
        expect(existsSync(join(folder, "lock.json"))).toBe(true);
        run.starter.kill("SIGKILL");
        await untilGone(run.reaperPid);
        expect(processesWithVariable(RUN_ID_VARIABLE, run.runId)).toEqual([]);
        expect(existsSync(join(folder, "service", "file"))).toBe(true);
        expect(existsSync(join(folder, "lock.json"))).toBe(false);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test(
    "signals to the reaper's terminal do not end it before its work is done",
    { timeout: 60_000 },
    async () => {
      const run = await holdSleepers([]);
      process.kill(run.reaperPid, "SIGINT");
      process.kill(run.reaperPid, "SIGTERM");
      await sleep(100);
      expect(run.parts.filter((pid) => processFacts(pid) === null)).toEqual([]);
      run.starter.kill("SIGKILL");
      await untilGone(run.reaperPid);
      expect(processesWithVariable(RUN_ID_VARIABLE, run.runId)).toEqual([]);
    },
  );
});

describe.runIf(process.platform === "linux")("a data folder", () => {
  test("is refused while another run uses it", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "reaper-test-"));
    const run = await holdSleepers([folder]);
    try {
      const second = spawn(process.execPath, [FIXTURE, folder], { stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      second.stderr.on("data", (chunk) => (said += String(chunk)));
      const [code] = await once(second, "exit");
      expect(code).not.toBe(0);
      expect(said).toContain(`${folder} is in use by another run (process ${run.starter.pid})`);
    } finally {
      run.starter.kill("SIGKILL");
      await untilGone(run.reaperPid);
      rmSync(folder, { recursive: true });
    }
  });
});
