/**
 * The second broker, where this machine has one, with two bridges that divide its traffic and two workers: the same tables.
 * HiveMQ CE is not asked to divide: it may stop delivering (its issue 558).
 */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";
import { captureNames } from "./truth/capture.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

describe.skipIf(missing)("every capture, through mosquitto", () => {
  let run: RunFolder;
  let broker: Service<string>;

  beforeAll(async () => {
    run = await openRunFolder(null);
    broker = await startMosquitto(run);
  });

  afterAll(async () => {
    await broker.part.stop();
    await run.reaper.finish();
  });

  describe.each([
    { name: "one bridge and one worker", bridges: 1, workers: 1 },
    { name: "two bridges that divide the traffic and two workers", bridges: 2, workers: 2 },
  ])("$name", ({ bridges, workers }) => {
    let product: Product;

    beforeAll(async () => {
      const stack = { ...inject("stack"), mqtt: { url: broker.address } };
      product = await startProduct({ stack, bridges, workers });
    });

    afterAll(() => product.stop());

    test.each(captureNames)("%s: the tables hold what was true, no more and no less", async (name) => {
      expect(await problemsOf(product, name)).toEqual([]);
    });
  });
});
