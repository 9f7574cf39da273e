/** A home that the worker's code fails on costs no other home anything, whatever else happens meanwhile. */
import { describe, expect, test } from "vitest";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import { forHome, isAside } from "#processors/runtime/home-failure.ts";
import { bodyOf } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { topics } from "#schemas/topics.ts";
import { changedFold } from "./changed-fold.ts";
import type { Defect } from "./defect.ts";
import { homes, publishUntilMs } from "./homes.ts";
import { type Plan, planOf } from "./plan.ts";
import { run } from "./run.ts";
import { trySeed } from "./seed.ts";
import { outputTypes, startMs, type Surroundings } from "./surroundings.ts";

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
  [
    "when its state is read",
    (fold) =>
      changedFold(fold, {
        restore: (key, value, aside) =>
          fold.restore(key, key === `h:${poisoned}` ? value.subarray(0, -3) : value, aside),
      }),
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

describe("a worker that starts again with the defect mended", () => {
  const mendedMs = startMs + 50_000;
  const killed: Plan["faults"] = [{ atMs: 55_000, kind: "kill", process: 1, steps: 0, forMs: 1000 }];
  const alone = { bridges: 1, workers: 1, sinks: 1, fleets: 0, duplicates: 0 };
  const calm = { clocks: {}, gatewayClocks: Array.from({ length: homes }, () => null) };

  /** Windows of 20 s. The home is set aside at 30 s; what it reports up to 55 s is passed over, before the kill and after it. */
  test.each(["1", "2", "3", "4"])(
    "takes the home back, and tells what was open of it (seed %s)",
    async (seed) => {
      let nowMs = (): number => 0;
      const plan = { ...planOf(seed), ...alone, ...calm, faults: killed, replayDistanceMs: 300_000 };
      const { surroundings } = await run(plan, {
        timers(right) {
          nowMs = () => right.steadyMs();
          return right;
        },
        createFold: (right) => (partition) => {
          const fold = right(partition);
          return changedFold(fold, {
            apply(event, offset, aside) {
              const isBad = event.home_id === poisoned && event.received_at >= fromMs && nowMs() < mendedMs;
              return isBad ? fail() : fold.apply(event, offset, aside);
            },
          });
        },
      });
      expect(surroundings.setAside).toHaveLength(1);
      const told = windowsOf(surroundings, poisoned);
      expect(told.map(({ window_start }) => window_start - startMs)).toEqual([0, 20_000, 40_000, 60_000]);
      expect(told[1]).toMatchObject({ received: 2, expected: 4 });
    },
  );
});

const windowsOf = ({ log }: Surroundings, homeId: string): readonly HomeWindow[] =>
  log
    .partitions(topics.window.name)
    .flatMap((partition) => partition.committed())
    .flatMap(({ value }) => {
      const decoded = value === null ? null : outputTypes.window.type.decode(bodyOf(value));
      return decoded?.ok === true && decoded.value.home_id === homeId ? [decoded.value] : [];
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
