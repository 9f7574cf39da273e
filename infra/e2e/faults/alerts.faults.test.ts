/** What alerts go through, killed and hung while they fire and clear: once each, and heard in order. */
import { afterAll, describe, expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { createFaultRuns, fewer, perPart, seed } from "./fault-run.ts";
import { inRuns, planFaults } from "./schedule.ts";

const faultsOfARun = 16;
const runs = createFaultRuns();
afterAll(() => runs.print());

describe.skipIf(findMosquitto() === null)(
  "one bridge, two workers, two fleet stages, two notifiers, a webhook",
  () => {
    const parts = [["worker"], ["fleet"], ["notify"]] as const;
    const kills = planFaults({ seed: `${seed}/alerts`, targets: parts, kinds: ["kill"], each: perPart });
    const others = [
      ...planFaults({ seed: `${seed}/hung`, targets: parts, kinds: ["hang"], each: fewer }),
      ...planFaults({ seed: `${seed}/broker`, targets: [["kafka"]], kinds: ["kill"], each: fewer }),
    ];
    const titled = inRuns([...kills, ...others], faultsOfARun).map((faults, index) => ({
      title: `alerts run ${index + 1}`,
      faults,
    }));

    test.each(titled)(
      "$title: every alert fires once, clears once and is heard",
      async ({ title, faults }) => {
        const world = { broker: "mosquitto", bridges: 1, workers: 2, alerts: true } as const;
        expect(await runs.problemsOf(title, { ...world, faults, rolls: 0 })).toEqual([]);
      },
    );
  },
);
