/** Two bridges and two home workers that divide the homes: the same tables as of one. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";

/** One of each kind of traffic; `captures.e2e.test.ts` has all, through one of each process. */
const captures = [
  "boot-periodic-v5",
  "bulk-json-nvp-mqtt-v311",
  "bulk-linkloss-v5",
  "bulk-push-event-v5",
  "bulk-timestamps-v5",
  "e2e-segmented-v5",
  "e2e-session-v5",
  "long-v5",
  "messages-v5",
  "subs-v5",
];

describe("captures through two workers and two bridges that both take all of it", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ stack: localStack(), bridges: 2, divide: false, workers: 2 });
  });

  afterAll(() => product.stop());

  test.each(captures)("%s: the tables hold what was true, no more and no less", async (name) => {
    expect(await problemsOf(product, name)).toEqual([]);
  });
});
