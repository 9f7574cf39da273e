/** long-v5, ten minutes of a real agent, with faults while the bridge, then the worker, then the sink is at work. */
import { afterAll, describe, expect, test } from "vitest";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { formatTable, type Struck } from "./evidence.ts";
import { fewer, seed } from "./fault-run.ts";
import { disturbRecording, type RecordingFaults } from "./recording.ts";

const themselves = { bridge: "bridge", worker: "worker", sink: "sink" } as const;
const whatTheyNeed = { bridge: "kafka", worker: "kafka", sink: "clickhouse" } as const;
const all: readonly RecordingFaults[] = [
  { kind: "kill", ...themselves },
  { kind: "hang", ...themselves },
  { kind: "kill", ...whatTheyNeed },
  { kind: "hang", ...whatTheyNeed },
];

describe.skipIf(findMosquitto() === null)("long-v5 under faults", () => {
  const struckSoFar: Struck[] = [];
  afterAll(() => void process.stderr.write(`long-v5, seed ${seed}\n${formatTable(struckSoFar)}\n`));
  const passes = all.flatMap((faults) =>
    Array.from({ length: fewer }, (_, index) => ({ faults, title: passTitle(faults, index + 1) })),
  );

  test.each(passes)("$title: the tables hold what was true", async ({ title, faults }) => {
    const { struck, problems } = await disturbRecording("long-v5", title, faults);
    struckSoFar.push(...struck);
    process.stderr.write([`${title}: ${problems.length} problems`, ...problems.slice(0, 20), ""].join("\n"));
    expect(problems.slice(0, 20)).toEqual([]);
  });
});

function passTitle({ kind, bridge, worker, sink }: RecordingFaults, pass: number): string {
  return `FAULTS_SEED=${seed}: ${kind} ${[bridge, worker, sink].join(", ")}, pass ${pass}`;
}
