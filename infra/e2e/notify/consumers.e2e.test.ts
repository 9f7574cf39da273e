/** The consumers that are examples: both print what the topic holds, and go on where they were. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { cachedFolder, contentKey } from "#infra/local/cache-folder.ts";
import { anAlert, resolvedAlert } from "#processors/notify/alert.fixture.ts";
import { topics } from "#schemas/topics.ts";
import { type Product, startProduct } from "../product.ts";
import { type AlertLog, openAlertLog } from "./alert-log.ts";
import { until } from "./receiver.ts";

const folder = fileURLToPath(new URL("../../consumers/", import.meta.url));
const stack = localStack();
let product: Product;
let log: AlertLog;

beforeAll(async () => {
  product = await startProduct({ stack, fleet: false });
  log = await openAlertLog(product.kafka, product.values.registryUrl);
  await log.tell(anAlert(), resolvedAlert());
});

afterAll(async () => {
  await log.close();
  await product.stop();
});

/** Runs a consumer until it has printed so many lines; `args` stand after the two addresses. */
async function linesOf(
  command: string,
  program: string,
  count: number,
  { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<readonly string[]> {
  const group = `lines-${program}-${process.pid}`;
  const where = [stack.kafka.brokers.join(","), stack.registry.url, ...args, group];
  const child = spawn(command, [`${folder}${program}`, ...where], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  let hasEnded = false;
  void exited.then(() => (hasEnded = true));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  await until(() => lines.length >= count || hasEnded);
  child.kill("SIGTERM");
  await exited;
  return lines;
}

const firstLines = [
  "2026-01-02T03:04:05.000Z\tfiring\tmajor\tgateway_silent\tos::0012AB-1\tepisode-1/0\tThe gateway has been silent for 5 minutes.",
  "2026-01-02T03:14:05.000Z\tresolved\tmajor\tgateway_silent\tos::0012AB-1\tepisode-1/1\tThe gateway has been silent for 5 minutes.",
];

test("TypeScript: one line per transition, in order", async () => {
  expect(await linesOf(process.execPath, "alerts.ts", 2)).toEqual(firstLines);
});

test("Python: the same lines", async ({ skip }) => {
  const env = await pythonPath(skip);
  expect(await linesOf("python3", "alerts.py", 2, { env })).toEqual(firstLines);
});

describe("any topic, a JSON object a record:", () => {
  const args = [topics.alert.name];
  const parsed = (lines: readonly string[]): unknown[] => lines.map((line): unknown => JSON.parse(line));
  const records = [anAlert(), resolvedAlert()];

  test("TypeScript", async () => {
    expect(parsed(await linesOf(process.execPath, "records.ts", 2, { args }))).toEqual(records);
  });

  test("Python", async ({ skip }) => {
    const env = await pythonPath(skip);
    expect(parsed(await linesOf("python3", "records.py", 2, { args, env }))).toEqual(records);
  });
});

/** Where Python finds the packages; skips the test where this machine can't have them. */
async function pythonPath(skip: (note: string) => void): Promise<NodeJS.ProcessEnv> {
  const packages = await installPackages();
  if (packages === null) {
    process.stderr.write("SKIPPED: the Python consumer's packages could not be installed\n");
    skip("the Python consumer's packages could not be installed");
  }
  return { PYTHONPATH: packages ?? "" };
}

/** A folder with what `requirements.txt` names, kept between runs; null when this machine can't have it. */
async function installPackages(): Promise<string | null> {
  const requirements = `${folder}requirements.txt`;
  const version = await promisify(execFile)("python3", ["--version"]).catch(() => null);
  if (version === null) return null;
  const key = contentKey(readFileSync(requirements), version.stdout);
  const install = async (target: string): Promise<void> => {
    const args = ["-m", "pip", "install", "--quiet", "--target", target, "-r", requirements];
    await promisify(execFile)("python3", args, { timeout: 90_000 });
  };
  return cachedFolder("python-consumer", key, install).catch(() => null);
}
