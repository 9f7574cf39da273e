/** A log that is not the one the worker's state is of: it stops with a sentence, and never skips what is missing. */
import { describe, expect, test } from "vitest";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { checkpointKey, encodeCheckpoint } from "#processors/runtime/checkpoint.ts";
import { createWorkerSuite } from "./worker-suite.ts";
import { partitions, until, type WorkerRun } from "./worker-run.ts";

const suite = createWorkerSuite();
const dayMs = 86_400_000;

/** A run whose worker has emitted `count` events and was killed. */
async function leftBehind(name: string, count: number, replayDistanceMs = 5000): Promise<WorkerRun> {
  const run = await suite.newRun(name, { replayDistanceMs });
  await run.feed(count);
  const worker = await suite.start(run, partitions);
  await run.caughtUp();
  await worker.signal("SIGKILL");
  return run;
}

describe("a worker does not start", () => {
  test("on a log of another generation than its state's", async () => {
    const run = await leftBehind("identity", 100);
    expect(await suite.refusal(run, { logGeneration: 2 })).toMatch(
      /belongs to the log .*generation-1, but this is .*generation-2; .* needs a higher logGeneration and an empty/,
    );
  });

  test("on a log cut off beyond where its replay begins", async () => {
    const run = await leftBehind("cut-off", 400, dayMs);
    await deleteBefore(run, 1, 50);
    expect(await suite.refusal(run)).toMatch(
      /Partition 1: replay must start at offset 1, but the log now starts at 50; .*Empty the worker-state topic/,
    );
  });

  test("on a log that ends before its state", async () => {
    const run = await leftBehind("ahead", 40);
    await forgeCheckpoint(run, 2, 1_000_000);
    expect(await suite.refusal(run)).toMatch(
      /Partition 2: the worker's state is at offset 1000000, but the log ends at 10; .*raise logGeneration/,
    );
  });

  test("on a log created anew that has grown past its state", async () => {
    const run = await leftBehind("anew", 100);
    await run.recreateLog();
    await run.feed(400);
    expect(await suite.refusal(run)).toMatch(
      /the worker's state is at offset 25, but all of the log's records are newer .*created anew. Raise logGeneration/,
    );
  });

  test("on a log that was given partitions", async () => {
    const run = await leftBehind("more", 100);
    const { telemetry, workerState } = run.settings.topics;
    await addPartitions(run, [telemetry, workerState]);
    expect(await suite.refusal(run)).toMatch(
      /of a log with 4 partitions, but it has 6 now; .*create the topics anew with the count you want/,
    );
  });

  test("on a log and a state of different partition counts", async () => {
    const run = await suite.newRun("uneven");
    await addPartitions(run, [run.settings.topics.telemetry]);
    expect(await suite.refusal(run)).toMatch(
      /telemetry has 6 partitions and .*state has 4: a partition's state/,
    );
  });

  test("without a log", async () => {
    const run = await suite.newRun("none");
    const { telemetry } = run.settings.topics;
    await withAdmin(run.kafka, (admin) => admin.deleteTopics({ topics: [telemetry] }));
    expect(await suite.refusal(run)).toMatch(/Kafka has no topic .*telemetry. Make it with 'topics apply'/);
  });
});

describe("a running worker stops", () => {
  test("when the log is cut off beyond where it reads", async () => {
    const run = await suite.newRun("overtaken");
    await run.feed(100);
    const worker = await suite.start(run, partitions);
    await run.caughtUp();
    worker.freeze();
    const before = run.expected();
    await run.feed(400);
    await deleteBefore(run, 1, 90);
    worker.thaw();
    await until("the worker ends", () => worker.exitCode !== null);
    expect(worker.errors).toMatch(
      /Partition 1: replay must start at offset \d+, but the log now starts at 90/,
    );
    const ofPartition = (lines: readonly string[]) => lines.filter((line) => line.startsWith("1 "));
    expect(ofPartition(await run.outputs())).toEqual(ofPartition(before));
  });

  test("when the log is created anew under it", async () => {
    const run = await suite.newRun("replaced");
    await run.feed(100);
    const worker = await suite.start(run, partitions);
    await run.caughtUp();
    await run.recreateLog();
    await run.feed(40);
    await until("the worker ends", () => worker.exitCode !== null);
    expect(worker.errors).toMatch(
      /no topic .*telemetry|but the log ends at 10|all of the log's records are newer/,
    );
  });

  test("when the log is given partitions", async () => {
    const run = await suite.newRun("growing");
    await run.feed(100);
    const worker = await suite.start(run, partitions);
    const { telemetry, workerState } = run.settings.topics;
    await addPartitions(run, [telemetry, workerState]);
    await until("the worker ends", () => worker.exitCode !== null);
    expect(worker.errors).toMatch(/of a log with 4 partitions, but it has 6 now/);
  });
});

async function deleteBefore(
  { kafka, settings }: WorkerRun,
  partition: number,
  offset: number,
): Promise<void> {
  const { telemetry: topic } = settings.topics;
  await withAdmin(kafka, async (admin) => {
    await admin.fetchTopicOffsets(topic); // loads the metadata that the next call needs
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
  });
}

async function addPartitions({ kafka }: WorkerRun, topics: readonly string[]): Promise<void> {
  const topicPartitions = topics.map((topic) => ({ topic, count: partitions + 2 }));
  await withAdmin(kafka, (admin) => admin.createPartitions({ topicPartitions }));
}

async function forgeCheckpoint(
  { kafka, settings }: WorkerRun,
  partition: number,
  offset: number,
): Promise<void> {
  const { groupId, topics } = settings;
  const { clusterId } = await withAdmin(kafka, (admin) => admin.describeCluster());
  const value = encodeCheckpoint({
    emitted: { offset, home: null },
    replayFrom: offset,
    clock: "0",
    settings: [],
    appendedAt: null,
    logIdentity: `${clusterId}/${topics.telemetry}/${partitions}/generation-1`,
  });
  const transactor = await openTransactor({ kafka, groupId, transactionalId: `${groupId}-${partition}` });
  await transactor.commit(
    [[{ topic: topics.workerState, partition, key: Buffer.from(checkpointKey), value }]],
    null,
  );
  await transactor.close();
}
