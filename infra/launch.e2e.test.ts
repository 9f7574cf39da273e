import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { processesWithVariable, processFacts } from "#infra/local/process-identity.ts";
import { RUN_ID_VARIABLE } from "#infra/local/reaper-message.ts";

const LAUNCH = new URL("./launch.mjs", import.meta.url).href;
const held = z.object({ runDir: z.string(), runId: z.string(), reaperPid: z.number() });

/** A stack under npm, a shell and the launcher, as `npm start` has it. */
async function holdUnderNpm(folder: string): Promise<z.infer<typeof held> & { readonly npm: ChildProcess }> {
  const npm = spawn("npm", ["--silent", "run", "hold"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: npm.stdout }), "line");
  return { ...held.parse(JSON.parse(String(line))), npm };
}

/** The process whose parent is npm, or the shell below it. */
function launcherBelow(npmPid: number, runId: string): number {
  const [member] = processesWithVariable(RUN_ID_VARIABLE, runId);
  let below = member ?? 0;
  for (
    let facts = processFacts(below);
    facts !== null && facts.pid !== npmPid;
    facts = processFacts(facts.parentPid)
  ) {
    if (!/^(sh|dash|bash)$/.test(facts.commandName)) below = facts.pid;
  }
  return below;
}

describe.runIf(process.platform === "linux")("a stack started under npm", () => {
  const folder = mkdtempSync(join(tmpdir(), "launch-test-"));

  beforeAll(() => {
    writeFileSync(
      join(folder, "hold.mjs"),
      `import { runProgram } from ${JSON.stringify(LAUNCH)};\nprocess.exitCode = await runProgram("infra/local/hold-stack.fixture.ts", []);\n`,
    );
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ private: true, scripts: { hold: "node hold.mjs && true" } }),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const victims = [
    { name: "npm", pidOf: (npm: number, _runId: string) => npm },
    { name: "the launcher", pidOf: launcherBelow },
  ];
  for (const { name, pidOf } of victims) {
    test(`is gone within 10 s of kill -9 of ${name}`, async () => {
      const { npm, runDir, runId, reaperPid } = await holdUnderNpm(folder);
      const killed = Date.now();
      process.kill(pidOf(npm.pid ?? 0, runId), "SIGKILL");
      while (processFacts(reaperPid) !== null) await sleep(50);
      expect(Date.now() - killed).toBeLessThan(10_000);
      expect(processesWithVariable(RUN_ID_VARIABLE, runId)).toEqual([]);
      expect(existsSync(runDir)).toBe(false);
    });
  }

  test("stops in its own way when npm is told to", async () => {
    const { npm, runDir, reaperPid } = await holdUnderNpm(folder);
    npm.kill("SIGTERM");
    while (processFacts(reaperPid) !== null) await sleep(50);
    expect(existsSync(runDir)).toBe(false);
  });
});
