/** The short part of the fault runs: a few faults of a fixed seed. The long one is `npm run test:faults`. */
import { expect, test } from "vitest";
import { disturb } from "./disturb.ts";
import { formatTable } from "./evidence.ts";
import { planFaults } from "./schedule.ts";
import { findMosquitto } from "#infra/local/mosquitto.ts";

const seed = "short";
/** With HiveMQ, which hands a bridge 50 messages at a time, a bridge never has a hundred. */
const missing = findMosquitto() === null;

test.skipIf(missing)(
  "bridge, workers, sink and Kafka killed under load lose nothing, double nothing and misread nothing",
  async () => {
    const faults = planFaults({
      seed,
      targets: [["bridge"], ["worker", "sink"], ["kafka"]],
      kinds: ["kill"],
      each: 1,
    });
    const { struck, problems, deaths } = await disturb({
      broker: "mosquitto",
      bridges: 2,
      workers: 2,
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
