/**
 * The second broker, where this machine has one, with two bridges that divide its traffic and two workers: the same tables.
 * HiveMQ CE is not asked to divide: it may stop delivering (its issue 558).
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";
import type { captureNames } from "./truth/capture.ts";

/** Where it matters which broker it was: versions, retained messages, lost links, sessions, segments, and the longest. */
const captures: readonly (typeof captureNames)[number][] = [
  "bulk-json-nvp-mqtt-v311",
  "bulk-linkloss-v5",
  "bulk-retained-v5",
  "e2e-segmented-v5",
  "e2e-session-v5",
  "long-v5",
  "subs-v5",
];
const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

describe.skipIf(missing)("captures through mosquitto, two bridges that divide it and two workers", () => {
  let run: RunFolder;
  let broker: Service<string>;
  let product: Product;

  beforeAll(async () => {
    run = await openRunFolder(null);
    broker = await startMosquitto(run);
    const stack = { ...localStack(), mqtt: { url: broker.address } };
    product = await startProduct({ stack, bridges: 2, workers: 2 });
  });

  afterAll(async () => {
    await product.stop();
    await broker.part.stop();
    await run.reaper.finish();
  });

  test.each(captures)("%s: the tables hold what was true, no more and no less", async (name) => {
    expect(await problemsOf(product, name)).toEqual([]);
  });
});
