/** Parts killed and hung under load, one at a time and in pairs, and restarted one after the other. */
import { afterAll, describe, expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { createFaultRuns, fewer, perPart, seed } from "./fault-run.ts";
import { type Fault, type FaultKind, inRuns, planFaults } from "./schedule.ts";

const faultsOfARun = 16;
/** Readers that are to be struck with others need far more traffic; it is all said once more to an undisturbed product. */
const pairsOfARun = 5;
const runs = createFaultRuns();
afterAll(() => runs.print());

const titled = (faults: readonly Fault[], ofARun = faultsOfARun): [string, Fault[]][] =>
  inRuns(faults, ofARun).map((run, index) => [`run ${index + 1}`, run]);

describe.skipIf(findMosquitto() === null)("two bridges that share, three workers, mosquitto", () => {
  const singles = planFaults({
    seed,
    targets: [["bridge"], ["worker"], ["sink"], ["kafka"], ["registry"], ["clickhouse"]],
    kinds: ["kill", "hang"],
    each: perPart,
  });
  const pairs = [
    ["bridge", "worker"],
    ["bridge", "kafka"],
    ["bridge", "registry"],
    ["worker", "sink"],
    ["worker", "kafka"],
    ["worker", "registry"],
    ["sink", "clickhouse"],
    ["sink", "kafka"],
    ["sink", "registry"],
  ] as const;
  const pairsOf = (kind: FaultKind, planSeed: string): Fault[] =>
    planFaults({ seed: planSeed, targets: pairs, kinds: [kind], each: fewer });
  const world = { broker: "mosquitto", bridges: 2, workers: 3 } as const;

  test.each(titled(singles))(
    "one part at a time, %s: nothing lost, doubled or misread",
    async (title, faults) => {
      expect(await runs.problemsOf(`mosquitto ${title}`, { ...world, faults, rolls: 0 })).toEqual([]);
    },
  );

  test.each(titled(pairsOf("kill", `${seed}/pairs`), pairsOfARun))(
    "pairs, killed, %s: the same",
    async (title, faults) => {
      expect(await runs.problemsOf(`mosquitto pairs ${title}`, { ...world, faults, rolls: 0 })).toEqual([]);
    },
  );

  test.each(titled(pairsOf("hang", `${seed}/hung pairs`), pairsOfARun))(
    "pairs, hung, %s: the same",
    async (title, faults) => {
      expect(await runs.problemsOf(`mosquitto hung pairs ${title}`, { ...world, faults, rolls: 0 })).toEqual(
        [],
      );
    },
  );

  test("rolling restarts: the same", async () => {
    expect(await runs.problemsOf("mosquitto rolling", { ...world, faults: [], rolls: fewer })).toEqual([]);
  });
});

/** HiveMQ keeps over a kill -9 what it has acknowledged; mosquitto may lose the last second of it. */
describe("one bridge, two workers, HiveMQ", () => {
  const singles = planFaults({ seed, targets: [["mqtt"]], kinds: ["kill", "hang"], each: perPart });
  const others = planFaults({
    seed: `${seed}/hivemq`,
    targets: [
      ["mqtt", "bridge"],
      ["mqtt", "worker"],
      ["mqtt", "sink"],
      ["mqtt", "kafka"],
      ["mqtt", "registry"],
      ["worker"],
      ["sink"],
    ],
    kinds: ["kill"],
    each: fewer,
  });
  test.each(titled([...singles, ...others]))("the broker too, %s: the same", async (title, faults) => {
    expect(
      await runs.problemsOf(`HiveMQ ${title}`, {
        broker: "hivemq",
        bridges: 1,
        workers: 2,
        faults,
        rolls: 0,
      }),
    ).toEqual([]);
  });
});
