/** The runtime under kills, on a real Kafka: every event out exactly once, in order, whatever happens. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, inject, test } from "vitest";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { checkpointKey, encodeCheckpoint } from "#processors/runtime/checkpoint.ts";
import { WorkerProcess } from "./worker-process.ts";
import { partitions, startWorkerRun, until, type WorkerRun } from "./worker-run.ts";

const { brokers } = inject("stack").kafka;
const started: WorkerProcess[] = [];
let runs = 0;

const newRun = (name: string, replayDistanceMs?: number): Promise<WorkerRun> => {
  runs += 1;
  const unique = `${name}.${process.pid}.${runs}`;
  return startWorkerRun({
    brokers,
    name: unique,
    ...(replayDistanceMs === undefined ? {} : { replayDistanceMs }),
  });
};

const startWorker = async ({ settings }: WorkerRun, live: number): Promise<WorkerProcess> => {
  const worker = new WorkerProcess(settings);
  started.push(worker);
  await until(`${live} partitions live`, () => worker.live.length >= live || worker.exitCode !== null);
  return worker;
};

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

afterEach(async () => {
  for (const worker of started.splice(0)) {
    worker.thaw();
    if (worker.exitCode === null) await worker.signal("SIGKILL");
  }
});

describe("every event is out exactly once and in order", () => {
  test("over a stop in good order and a start", async () => {
    const run = await newRun("restart");
    await run.feed(2000);
    const first = await startWorker(run, partitions);
    await run.caughtUp();
    await first.signal("SIGTERM");
    await run.feed(2000);
    await startWorker(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    await run.close();
  });

  test("over kill -9 at any moment", async () => {
    const run = await newRun("kill");
    const feeding = feedSteadily(run);
    for (const afterMs of [700, 1100, 1300]) {
      const worker = await startWorker(run, partitions);
      await sleep(afterMs);
      await worker.signal("SIGKILL");
    }
    await feeding.stop();
    await startWorker(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    await run.close();
  });

  test("while workers join and leave", async () => {
    const run = await newRun("rebalance");
    const feeding = feedSteadily(run);
    const first = await startWorker(run, partitions);
    const second = await startWorker(run, partitions / 2);
    await until("the first keeps half", () => first.live.length === partitions / 2);
    await sleep(500);
    await first.signal("SIGTERM");
    await until("the second has all", () => second.live.length === partitions);
    const third = await startWorker(run, partitions / 2);
    await second.signal("SIGKILL");
    await until("the third has all", () => third.live.length === partitions);
    await feeding.stop();
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    await run.close();
  });

  test("when a worker stands still past its session and goes on", async () => {
    const run = await newRun("freeze");
    const feeding = feedSteadily(run);
    const frozen = await startWorker(run, partitions);
    await sleep(500);
    frozen.freeze();
    const successor = await startWorker(run, partitions);
    await sleep(500);
    frozen.thaw();
    await until(
      "they share again",
      () => frozen.live.length + successor.live.length === partitions && frozen.live.length > 0,
    );
    await sleep(500);
    await feeding.stop();
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    await run.close();
  });

  test("when every home is replayed: nothing was ever in a snapshot", async () => {
    const run = await newRun("replay", 86_400_000);
    await run.feed(2000);
    const first = await startWorker(run, partitions);
    await run.caughtUp();
    await first.signal("SIGKILL");
    await run.feed(500);
    const second = await startWorker(run, partitions);
    const { outputs, expected } = await outcome(run);
    expect(expected.length).toBeGreaterThan(400);
    expect(outputs).toEqual(expected);
    expect(second.status?.applied).toBe(500);
    await run.close();
  });
});

describe("a worker refuses, with a sentence,", () => {
  test("a log that is another one than its state's", async () => {
    const run = await newRun("identity");
    await run.feed(100);
    const first = await startWorker(run, partitions);
    await run.caughtUp();
    await first.signal("SIGTERM");
    const next = new WorkerProcess({ ...run.settings, logGeneration: 2 });
    started.push(next);
    await next.exited;
    expect(next.exitCode).not.toBe(0);
    expect(next.errors).toMatch(/belongs to the log .*generation-1, but this is .*generation-2/);
    await run.close();
  });

  test("a log that no longer reaches back to its state", async () => {
    const run = await newRun("retention", 86_400_000);
    await run.feed(400);
    const first = await startWorker(run, partitions);
    await run.caughtUp();
    await first.signal("SIGKILL");
    const admin = run.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(run.settings.topics.telemetry); // loads the metadata that the next call needs
    await admin.deleteTopicRecords({
      topic: run.settings.topics.telemetry,
      partitions: [{ partition: 1, offset: "50" }],
    });
    await admin.disconnect();
    const next = new WorkerProcess(run.settings);
    started.push(next);
    await next.exited;
    expect(next.errors).toContain("Partition 1: replay must start at offset 1, but the log now starts at 50");
    await run.close();
  });

  test("a state that is ahead of the log", async () => {
    const run = await newRun("ahead");
    await run.feed(40);
    const first = await startWorker(run, partitions);
    await run.caughtUp();
    await first.signal("SIGTERM");
    await forgeCheckpoint(run, 2, 1_000_000);
    const next = new WorkerProcess(run.settings);
    started.push(next);
    await next.exited;
    expect(next.errors).toContain(
      "Partition 2: the worker's state is at offset 1000000, but the log ends at 10",
    );
    await run.close();
  });
});

test("what is no event is skipped and counted, and the rest goes on", async () => {
  const run = await newRun("bad");
  const { topics } = run.settings;
  const first = await startWorker(run, partitions);
  await run.feed(100);
  const [key, value] = [null, Buffer.from("{not json")];
  await run.producer.publish({ topic: topics.telemetry, partition: 3, key, value });
  await run.caughtUp();
  await until("it is counted", () => first.status?.skipped === 1);
  expect(first.errors).toMatch(/"offset":25,"reason":"avro_decode_error".*skipped a record that is no event/);
  await first.signal("SIGKILL");
  const second = await startWorker(run, partitions);
  await run.feed(100);
  await run.caughtUp();
  expect(second.status?.skipped).toBe(0);
  expect(await run.outputs()).toEqual(run.expected());
  await run.close();
});

async function forgeCheckpoint(
  { kafka, settings }: WorkerRun,
  partition: number,
  offset: number,
): Promise<void> {
  const { groupId, topics } = settings;
  const identity = `${(await clusterOf(kafka)) ?? ""}/${topics.telemetry}/${partitions}/generation-1`;
  const value = encodeCheckpoint({
    emitted: { offset, home: null },
    replayFrom: offset,
    clock: "0",
    settings: [],
    appendedAt: null,
    logIdentity: identity,
  });
  const transactor = await openTransactor({ kafka, groupId, transactionalId: `${groupId}-${partition}` });
  await transactor.commit(
    [[{ topic: topics.workerState, partition, key: Buffer.from(checkpointKey), value }]],
    null,
  );
  await transactor.close();
}

async function clusterOf(kafka: WorkerRun["kafka"]): Promise<string | null> {
  const admin = kafka.admin();
  await admin.connect();
  const { clusterId } = await admin.describeCluster();
  await admin.disconnect();
  return clusterId;
}
