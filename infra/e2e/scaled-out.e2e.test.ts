/** Two bridges and two home workers that divide the homes: the same tables as of one. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";
import { captureNames } from "./truth/capture.ts";

describe("every capture, through two workers and two bridges that both take all of it", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ stack: localStack(), bridges: 2, divide: false, workers: 2 });
  });

  afterAll(() => product.stop());

  test.each(captureNames)("%s: the tables hold what was true, no more and no less", async (name) => {
    expect(await problemsOf(product, name)).toEqual([]);
  });
});
