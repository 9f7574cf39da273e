/**
 * Bridges, workers and sinks under faults by seed, in virtual time. `SIMULATION_SEEDS=N` tries more, `SIMULATION_FROM=N` others;
 * `npm run simulate -- --seed N` tells all of one.
 */
import { expect, test } from "vitest";
import { happenings } from "./happenings.ts";
import { trySeed } from "./seed.ts";
import { trySeeds } from "./try-seeds.ts";

const count = Number(process.env["SIMULATION_SEEDS"] ?? 2000);
const from = Number(process.env["SIMULATION_FROM"] ?? 1);
/** Among so many seeds each fault has come to pass. */
const enoughSeeds = 200;

test(
  `seeds ${from} to ${from + count - 1}: nothing is lost, doubled or misread, whatever happens`,
  { timeout: 3_600_000 },
  async () => {
    const seen = new Set<string>();
    const failures = await trySeeds({
      from,
      count,
      mostFailures: 3,
      said({ counts }) {
        for (const what of Object.keys(counts)) seen.add(what);
      },
    });
    const told = failures.map(({ seed, problems }) => [
      `npm run simulate -- --seed ${seed}`,
      ...problems.slice(0, 5),
    ]);
    expect(told).toEqual([]);
    if (count >= enoughSeeds) expect(happenings.filter((what) => !seen.has(what))).toEqual([]);
  },
);

test("a seed gives the same run again, to the last record", async () => {
  const [first, again, other] = [await trySeed("7"), await trySeed("7"), await trySeed("8")];
  expect(again).toEqual(first);
  expect(other.digest).not.toBe(first.digest);
});
