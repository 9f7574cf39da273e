/** The second broker: everything again through mosquitto, where this machine has one. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { problemsOf } from "./capture-suite.ts";
import type { Service } from "#infra/local/service.ts";
import { type Product, startProduct } from "./product.ts";
import { captureNames } from "./truth/capture.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

describe.skipIf(missing)("every capture, through mosquitto", () => {
  let run: RunFolder;
  let broker: Service<string>;
  let product: Product;

  beforeAll(async () => {
    run = await openRunFolder(null);
    broker = await startMosquitto(run);
    product = await startProduct({ stack: { ...inject("stack"), mqtt: { url: broker.address } } });
  });

  afterAll(async () => {
    await product.stop();
    await broker.part.stop();
    await run.reaper.finish();
  });

  test.each(captureNames)("%s: the tables hold what was true, no more and no less", async (name) => {
    expect(await problemsOf(product, name)).toEqual([]);
  });
});
