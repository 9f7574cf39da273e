/** The commands as a person runs them: each test starts the program, and the program its own stack. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const capture = (name: string): string =>
  fileURLToPath(new URL(`../e2e/captures/${name}.ndjson.gz`, import.meta.url));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usp-start-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program with a state folder of its own, so that it is not the one a developer's `query` finds. */
function run(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, XDG_STATE_HOME: folder } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.once("close", (code) => resolve({ code, stdout, stderr })),
  );
  return { child, output: () => stdout, ended };
}

const linesOf = (name: string): string[] =>
  gunzipSync(readFileSync(capture(name)))
    .toString()
    .trimEnd()
    .split("\n");

const result = z.object({
  published: z.number(),
  fates: z.object({
    produced: z.number(),
    partOfAnother: z.number(),
    dropped: z.record(z.string(), z.number()),
    deadLetter: z.record(z.string(), z.number()),
  }),
  events: z.record(z.string(), z.number()),
  deadLetters: z.record(z.string(), z.number()),
  duplicates: z.number(),
  windows: z.number(),
  associationChanges: z.number(),
  rows: z.record(z.string(), z.number()),
  lag: z.number(),
  queries: z.array(z.array(z.record(z.string(), z.unknown()))),
  unaccounted: z.array(z.string()),
});

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

describe("start --replay --exit", () => {
  test("prints one JSON object in which every message, event, window and change is accounted for", async () => {
    const files = ["subs-v5", "bulk-json-nvp-mqtt-v311"];
    const queries = [
      "SELECT kind, count() AS n FROM notification GROUP BY kind ORDER BY kind;",
      "SELECT 18446744073709551615 AS big, 7 AS small",
    ];
    const { ended } = run(
      "start",
      "--exit",
      "--bridges",
      "2",
      "--workers",
      "2",
      "--replay",
      ...files.map(capture),
      ...queries.flatMap((sql) => ["--query", sql]),
    );
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).toBe(0);
    const told = result.parse(JSON.parse(stdout));
    expect(told.published).toBe(files.flatMap(linesOf).length);
    expect(
      told.fates.produced + told.fates.partOfAnother + sum(told.fates.dropped) + sum(told.fates.deadLetter),
    ).toBe(told.published);
    expect(told.unaccounted).toEqual([]);
    expect(told.lag).toBe(0);
    expect(told.events["report"]).toBe(31);
    expect(sum(told.events) - told.duplicates).toBe(told.rows["telemetry_event"]);
    expect(told.rows["station_traffic"]).toBeGreaterThan(0);
    expect(told.windows).toBe(told.rows["home_window"]);
    expect(told.associationChanges).toBe(told.rows["association_change"]);
    const notifications = Object.fromEntries((told.queries[0] ?? []).map(({ kind, n }) => [kind, n]));
    const { event, value_change, object_creation, object_deletion, operation_complete } = told.events;
    expect(notifications).toMatchObject({
      event,
      value_change,
      object_creation,
      object_deletion,
      operation_complete,
    });
    expect(told.queries[1]).toEqual([{ big: "18446744073709551615", small: 7 }]);
  });

  test("ends with 1 and says what is unaccounted, when a message goes where no bridge listens", async () => {
    const file = join(folder, "elsewhere.ndjson");
    const [first = "", second = ""] = linesOf("boot-periodic-v5");
    writeFileSync(file, `${first}\n${second.replace(/"topic":"[^"]*"/, '"topic":"elsewhere/1"')}\n`);
    const { code, stdout, stderr } = await run("start", "--exit", "--replay", file).ended;
    expect(code, stderr).toBe(1);
    expect(stdout, stderr).not.toBe("");
    const told = result.parse(JSON.parse(stdout));
    expect(told.unaccounted).toEqual(["1 published messages went to topics that no bridge subscribes to"]);
    expect(stderr).toContain("Unaccounted: 1 published messages");
  });

  test("a mistake in a query or in the settings ends with 2 before anything is published", async () => {
    const replayed = ["start", "--exit", "--replay", capture("subs-unanswered-v5")];
    const { code, stdout, stderr } = await run(...replayed, "--query", "SELECT nothing FROM notification")
      .ended;
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('--query "SELECT nothing FROM notification": Unknown expression identifier');
    const folderMistake = await run("start", "--data", capture("subs-unanswered-v5")).ended;
    expect(folderMistake).toMatchObject({ code: 2, stderr: expect.stringContaining("is not a folder") });
  });

  test("a mistake in a file ends with 2 before anything is started", async () => {
    const file = join(folder, "broken.ndjson");
    writeFileSync(file, `${linesOf("boot-periodic-v5")[0]}\n{"t_ms":1}\n`);
    const { code, stdout, stderr } = await run("start", "--exit", "--replay", file).ended;
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `${file}:2 is no recorded publish: it lacks topic, qos, retain, mqtt_version, properties, payload_b64\n`,
    );
  });
});

describe("start", () => {
  test("shows a fleet's rows, is found by query, and leaves nothing within 10 s of Ctrl-C", async () => {
    vi.stubEnv("USP_NOTIFY_TARGETS", '[{"kind":"webhook","url":"http://127.0.0.1:9/"}]');
    const { child, output, ended } = run("start", "--gateways", "3", "--interval", "500");
    vi.unstubAllEnvs();
    await until(() => / stations [1-9]/.test(output()));
    // The notifier is there too, as somebody is to be told.
    expect(output()).toMatch(/ alerts firing \d+, delivered 0 {2}dropped 0 {2}dead letters 0\n/);
    const running = join(folder, "usp-telemetry", "running");
    const [file = ""] = readdirSync(running);
    const { addresses: stack } = z
      .object({ addresses: z.object({ runDir: z.string() }) })
      .parse(JSON.parse(readFileSync(join(running, file), "utf8")));
    const asked = await run("query", "--format", "TSV", "SELECT uniqExact(home_id) FROM station_observation")
      .ended;
    expect(asked).toMatchObject({ code: 0, stdout: "3\n" });
    const interruptedAt = Date.now();
    child.kill("SIGINT");
    const { code } = await ended;
    expect(Date.now() - interruptedAt).toBeLessThan(10_000);
    expect(code).toBe(0);
    expect(existsSync(stack.runDir)).toBe(false);
    const after = await run("query", "SELECT 1").ended;
    expect(after).toMatchObject({ code: 2, stderr: expect.stringContaining("No local stack is running") });
  });
});

async function until(isDone: () => boolean): Promise<void> {
  const deadline = Date.now() + 110_000;
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error("it did not happen in time");
    await sleep(100);
  }
}
