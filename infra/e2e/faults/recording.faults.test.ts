/** long-v5, ten minutes of a real agent, with bridge, worker and sink killed in the middle of it. */
import { afterAll, describe, expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { formatTable, type Struck } from "./evidence.ts";
import { fewer, seed } from "./fault-run.ts";
import { disturbRecording } from "./recording.ts";

describe.skipIf(findMosquitto() === null)("long-v5 with bridge, worker and sink killed", () => {
  const all: Struck[] = [];
  afterAll(() => void process.stderr.write(`long-v5, seed ${seed}\n${formatTable(all)}\n`));
  const passes = Array.from({ length: fewer }, (_, index) => `${seed}/${index + 1}`);

  test.each(passes)("FAULTS_SEED=%s: the tables hold what was true", async (pass) => {
    const { struck, problems } = await disturbRecording("long-v5", pass);
    all.push(...struck);
    expect(problems.slice(0, 20)).toEqual([]);
  });
});
