/** The consumers that are examples: both print what the topic holds, and go on where they were. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { cachedFolder, contentKey } from "#infra/local/cache-folder.ts";
import { anAlert, resolvedAlert } from "#processors/notify/alert.fixture.ts";
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

/** Runs a consumer until it has printed so many lines. */
async function linesOf(
  command: string,
  args: readonly string[],
  count: number,
  env: NodeJS.ProcessEnv = {},
): Promise<readonly string[]> {
  const where = [stack.kafka.brokers.join(","), stack.registry.url, `lines-${command}-${process.pid}`];
  const child = spawn(command, [...args, ...where], {
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
  expect(await linesOf(process.execPath, [`${folder}alerts.ts`], 2)).toEqual(firstLines);
});

test("Python: the same lines", async ({ skip }) => {
  const packages = await installPackages();
  if (packages === null) {
    process.stderr.write("SKIPPED: the Python consumer's packages could not be installed\n");
    skip("the Python consumer's packages could not be installed");
  }
  const lines = await linesOf("python3", [`${folder}alerts.py`], 2, { PYTHONPATH: packages ?? "" });
  expect(lines).toEqual(firstLines);
});

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
