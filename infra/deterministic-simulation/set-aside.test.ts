/** A home that the worker's code fails on costs no other home anything, whatever else happens meanwhile. */
import { describe, expect, test } from "vitest";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import { forHome, isAside } from "#processors/runtime/home-failure.ts";
import { changedFold } from "./changed-fold.ts";
import type { Defect } from "./defect.ts";
import { publishUntilMs } from "./homes.ts";
import { trySeed } from "./seed.ts";
import { startMs } from "./surroundings.ts";

const poisoned = "os::00D09E-cpe-1";
const fromMs = startMs + 30_000;
/** Not while all stops: what is left to do then is done at the next start. */
const untilMs = startMs + publishUntilMs;

function fail(): never {
  throw new RangeError("something that nobody thought of");
}

/** The ways in which a home can fail: each again and again, whoever reads it. */
const ways: readonly (readonly [string, (fold: PartitionFold) => PartitionFold])[] = [
  [
    "on its reports",
    (fold) =>
      changedFold(fold, {
        apply(event, offset, aside) {
          const applied = fold.apply(event, offset, aside);
          const isBad = event.home_id === poisoned && event.received_at >= fromMs;
          return isBad ? fail() : applied;
        },
      }),
  ],
  [
    "on ticks",
    (fold) =>
      changedFold(fold, {
        *apply(event, offset, aside) {
          const isBad = event.kind === "tick" && event.received_at >= fromMs;
          if (isBad && !isAside(aside, poisoned, offset)) forHome(poisoned, offset, fail);
          yield* fold.apply(event, offset, aside);
        },
      }),
  ],
  [
    "when its state is written",
    (fold) => {
      let latestMs = 0;
      return changedFold(fold, {
        apply(event, offset, aside) {
          latestMs = Math.max(latestMs, event.received_at);
          return fold.apply(event, offset, aside);
        },
        snapshotHome: (homeId) =>
          homeId === poisoned && latestMs >= fromMs && latestMs < untilMs
            ? fail()
            : fold.snapshotHome(homeId),
      });
    },
  ],
];

const failingWith = (failing: (fold: PartitionFold) => PartitionFold): Defect => ({
  createFold: (right) => (partition) => failing(right(partition)),
});

describe("a home that fails is set aside, costs no other home anything, and says nothing twice", () => {
  test.each(ways)("%s", { timeout: 600_000 }, async (_name, failing) => {
    let timesAside = 0;
    for (let seed = 1; seed <= 6; seed += 1) {
      const { problems } = await trySeed(String(seed), failingWith(failing));
      timesAside += problems.filter((problem) => problem.startsWith("a worker set a home aside")).length;
      expect(problems.filter((problem) => !problem.includes(poisoned) || problem.includes("twice"))).toEqual(
        [],
      );
    }
    expect(timesAside).toBeGreaterThan(0);
  });
});

test("a home that fails although it is passed over ends the worker, with a sentence", async () => {
  const failing = (fold: PartitionFold): PartitionFold =>
    changedFold(fold, {
      *apply(event, offset, aside) {
        if (event.kind === "tick" && event.received_at >= fromMs) forHome(poisoned, offset, fail);
        yield* fold.apply(event, offset, aside);
      },
    });
  const { failures } = await trySeed("1", failingWith(failing));
  expect(failures[0]).toMatch(/can't go on: os::00D09E-cpe-1 failed at offset \d+: something that nobody/);
});
