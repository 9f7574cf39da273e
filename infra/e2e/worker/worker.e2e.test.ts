/** The runtime under kills, on a real Kafka: every event out exactly once, in order, whatever happens. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import kafkajs from "kafkajs";
import type { WorkerProcess } from "./worker-process.ts";
import { createWorkerSuite } from "./worker-suite.ts";
import { partitions, readAll, until, type WorkerRun } from "./worker-run.ts";

const suite = createWorkerSuite();

/** Feeds small batches until told to stop. */
const feedSteadily = (run: WorkerRun): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const feeding = (async () => {
    while (!stopping.signal.aborted) {
      await run.feed(100);
      await sleep(20);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return feeding;
    },
  };
};

/** Committed outputs once the group has caught up, beside what one undisturbed fold makes of the log. */
const outcome = async (
  run: WorkerRun,
): Promise<{ outputs: readonly string[]; expected: readonly string[] }> => {
  await run.caughtUp();
  return { outputs: await run.outputs(), expected: run.expected() };
};

describe("every event is out exactly once and in order", () => {
  test("over a stop in good order and a start", async () => {
    const run = await suite.newRun("restart");
    await run.feed(2000);
    const first = await suite.start(run, partitions);
    await run.caughtUp();
    await first.signal("SIGTERM");
    await run.feed(2000);
    await suite.start(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
  });

  test("over kill -9 at any moment", async () => {
    const run = await suite.newRun("kill");
    const feeding = feedSteadily(run);
    for (const afterMs of [700, 1100, 1300]) {
      const worker = await suite.start(run, partitions);
      await sleep(afterMs);
      await worker.signal("SIGKILL");
    }
    await feeding.stop();
    await suite.start(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
  });

  test("while workers join and leave", async () => {
    const run = await suite.newRun("rebalance");
    const feeding = feedSteadily(run);
    const first = await suite.start(run, partitions);
    const second = await suite.start(run, partitions / 2);
    await until("the first keeps half", () => first.live.length === partitions / 2);
    await sleep(500);
    await first.signal("SIGTERM");
    await until("the second has all", () => second.live.length === partitions);
    const third = await suite.start(run, partitions / 2);
    await second.signal("SIGKILL");
    await until("the third has all", () => third.live.length === partitions);
    await feeding.stop();
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
  });

  test("when a worker wakes that stood still past its session, and its state was compacted in between", async () => {
    // frozen     owner | stands still (session over) ..................... | wakes: fenced, joins anew
    // successor        | takes over, advances; Kafka compacts the snapshots |
    const stateConfig = {
      "cleanup.policy": "compact",
      "segment.ms": "200",
      "min.cleanable.dirty.ratio": "0.01",
    };
    const run = await suite.newRun("freeze", { stateConfig });
    await compactOften(run);
    const before = feedSteadily(run);
    const frozen = await suite.start(run, partitions);
    await until("the first has committed", () => stateRecords(frozen) > 100);
    frozen.freeze();
    const successor = await suite.start(run, partitions);
    await until("the second has advanced", () => stateRecords(successor) > 500);
    await before.stop();
    await run.caughtUp();
    await until("most of the state's records are compacted away", async () => {
      const stored = (await readAll(run.kafka, run.settings.topics.workerState)).flat();
      return stored.length < (stateRecords(frozen) + stateRecords(successor)) / 2;
    });
    const after = feedSteadily(run);
    frozen.thaw();
    await until("they share again", () => frozen.live.length > 0 && frozen.live.length < partitions);
    await sleep(500);
    await after.stop();
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
  });

  test("when every home is replayed: nothing was ever in a snapshot", async () => {
    const run = await suite.newRun("replay", { replayDistanceMs: 86_400_000 });
    await run.feed(2000);
    const first = await suite.start(run, partitions);
    await run.caughtUp();
    await first.signal("SIGKILL");
    await run.feed(500);
    const second = await suite.start(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    expect(second.status?.applied).toBe(500);
  });
});

test("what is no event is skipped and counted, and the rest goes on", async () => {
  const run = await suite.newRun("bad");
  const { topics } = run.settings;
  const first = await suite.start(run, partitions);
  await run.feed(100);
  const [key, value] = [null, Buffer.from("{not json")];
  await run.producer.publish({ topic: topics.telemetry, partition: 3, key, value });
  await run.caughtUp();
  await until("it is counted", () => first.status?.skipped === 1);
  expect(first.errors).toMatch(/"offset":25,"reason":"avro_decode_error".*skipped a record that is no event/);
  await first.signal("SIGKILL");
  const second = await suite.start(run, partitions);
  await run.feed(100);
  await run.caughtUp();
  expect(second.status?.skipped).toBe(0);
  expect(await run.outputs()).toEqual(run.expected());
});

/** Snapshots and checkpoints it has committed. */
const stateRecords = ({ status }: WorkerProcess): number =>
  (status?.snapshots ?? 0) + (status?.transactions ?? 0);

/** Kafka's cleaner looks for work every 15 s; here more often. */
async function compactOften({ kafka }: WorkerRun): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    const { brokers } = await admin.describeCluster();
    const configEntries = [{ name: "log.cleaner.backoff.ms", value: "500" }];
    const type = kafkajs.ConfigResourceTypes.BROKER;
    const resources = brokers.map(({ nodeId }) => ({ type, name: String(nodeId), configEntries }));
    await admin.alterConfigs({ validateOnly: false, resources });
  });
}
