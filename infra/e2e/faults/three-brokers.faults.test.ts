/** Three Kafka brokers, replication factor 3, two in sync: the leaders killed and hung in turn, and two of three at once. */
import { afterAll, describe, expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { createFaultRuns, fewer, perPart, seed } from "./fault-run.ts";
import { inRuns, planFaults } from "./schedule.ts";

const faultsOfARun = 14;
const runs = createFaultRuns();
afterAll(() => runs.print());

describe.skipIf(findMosquitto() === null)(
  "three Kafka brokers, two bridges that share, three workers",
  () => {
    const leaders = planFaults({ seed, targets: [["kafka"]], kinds: ["kill", "hang"], each: perPart });
    const more = planFaults({
      seed: `${seed}/more`,
      targets: [
        ["kafka", "kafka"],
        ["kafka", "bridge"],
        ["kafka", "worker"],
      ],
      kinds: ["kill"],
      each: fewer,
    });
    const titled = inRuns([...leaders, ...more], faultsOfARun).map((faults, index) => ({
      title: `three brokers run ${index + 1}`,
      faults,
    }));

    test.each(titled)("$title: nothing lost, doubled or misread", async ({ title, faults }) => {
      const world = { broker: "mosquitto", bridges: 2, workers: 3, kafkaBrokers: 3 } as const;
      expect(await runs.problemsOf(title, { ...world, faults, rolls: 0 })).toEqual([]);
    });
  },
);
