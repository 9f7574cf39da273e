import { expect, test } from "vitest";
import { highestRate } from "./latency-capacity.ts";

const search = { lowest: 100, highest: 1000, halvings: 2, heldMs: 0, behindMs: 0 };

test.each([
  {
    name: "within a fifth below what the pipeline keeps up with",
    sustains: 460,
    want: 400,
    tried: [100, 200, 400, 800, 566, 476],
  },
  {
    name: "closer where a halving is kept up with",
    sustains: 600,
    want: 566,
    tried: [100, 200, 400, 800, 566, 673],
  },
  {
    name: "the highest tried where all are kept up with",
    sustains: 5000,
    want: 1000,
    tried: [100, 200, 400, 800, 1000],
  },
  { name: "the lowest where none is kept up with", sustains: 50, want: 100, tried: [100] },
])("the rate found is $name", async ({ sustains, want, tried }) => {
  const asked: number[] = [];
  const found = await highestRate(search, (rate) => {
    asked.push(Math.round(rate));
    return Promise.resolve(rate <= sustains);
  });
  expect([Math.round(found), asked]).toEqual([want, tried]);
});
