import { expect, test } from "vitest";
import { inRuns, planFaults, targetName } from "./schedule.ts";

const plan = {
  seed: "a",
  targets: [["bridge"], ["worker", "sink"]],
  kinds: ["kill", "hang"],
  each: 5,
} as const;

test("the same seed gives the same faults, another seed others", () => {
  expect(planFaults(plan)).toEqual(planFaults(plan));
  expect(planFaults(plan)).not.toEqual(planFaults({ ...plan, seed: "b" }));
});

test("every target has every kind as often as asked for, not in the order of the plan", () => {
  const faults = planFaults(plan);
  const names = faults.map(({ parts, kind }) => `${kind} ${targetName(parts)}`);
  const sorted = [...names].sort();
  expect(Map.groupBy(names, (name) => name).size).toBe(4);
  expect(sorted.filter((name) => name === "hang worker + sink")).toHaveLength(5);
  expect(names).not.toEqual(sorted);
  expect(names).not.toEqual(sorted.toReversed());
});

test("a hang is longer than Kafka's session of 6 s; of a pair the longer of the two", () => {
  for (const { parts, kind, downMs } of planFaults(plan)) {
    if (kind === "hang") expect(downMs).toBeGreaterThan(parts.includes("bridge") ? 45_000 : 6_000);
    else expect(downMs).toBeLessThan(2_000);
  }
});

test("runs hold all faults, none more than asked for", () => {
  const faults = planFaults(plan);
  const runs = inRuns(faults, 6);
  expect(runs.map((run) => run.length)).toEqual([5, 5, 5, 5]);
  expect(new Set(runs.flat())).toEqual(new Set(faults));
});
