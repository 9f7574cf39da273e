/** Two bridges that divide the traffic and two home workers that divide the homes: the same tables. */
import { afterEach, describe, expect, inject, test } from "vitest";
import { problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";
import { captureNames } from "./truth/capture.ts";

describe("every capture, through two bridges and two workers", () => {
  let product: Product | null = null;

  afterEach(async () => {
    await product?.stop();
    product = null;
  });

  // What was received in another order than it is in the log is put right by the bridges' ticks; a log that another
  // capture has ticked past already could not show it. So each gets a log of its own.
  test.each(captureNames)("%s: the tables hold what was true, no more and no less", async (name) => {
    product = await startProduct({ stack: inject("stack"), bridges: 2, workers: 2 });
    expect(await problemsOf(product, name)).toEqual([]);
  });
});
