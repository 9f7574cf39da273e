/** The short part of the fault runs with alerts: a kill of each process that alerts go through, of a fixed seed. */
import { expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { disturb } from "./disturb.ts";
import { formatTable } from "./evidence.ts";
import { planFaults } from "./schedule.ts";

const seed = "alerts";

test.skipIf(findMosquitto() === null)(
  "worker, fleet stage and notifier killed: every alert fires once, clears once and is heard in order",
  async () => {
    const faults = planFaults({
      seed,
      targets: [["worker"], ["fleet"], ["notify"]],
      kinds: ["kill"],
      each: 1,
    });
    const { struck, problems, deaths } = await disturb({
      broker: "mosquitto",
      bridges: 1,
      workers: 2,
      alerts: true,
      seed,
      faults,
      rolls: 0,
      onProgress: () => undefined,
    });
    process.stderr.write(`faults of seed ${seed}\n${formatTable(struck)}\n`);
    expect([...problems.slice(0, 20), ...deaths], `seed ${seed}`).toEqual([]);
    expect(struck).toHaveLength(faults.length);
  },
  300_000,
);
