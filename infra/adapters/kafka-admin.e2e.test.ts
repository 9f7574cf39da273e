import { randomUUID } from "node:crypto";
import kafkajs from "kafkajs";
import { describe, expect, test, vi } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { type TopicSpec, topics } from "#schemas/topics.ts";
import { applyTopics, logIdentity, offsetRanges, TopicConflictError, withAdmin } from "./kafka-admin.ts";
import { scratchTopic } from "./kafka-scratch.fixture.ts";
import { createKafka } from "./kafka.ts";

const kafka = createKafka({ brokers: localStack().kafka.brokers, clientId: "admin-test" });

/** The product's topics, under names of this test. */
const specs = (): TopicSpec[] => {
  const prefix = randomUUID();
  return Object.values(topics).map((spec) => ({ ...spec, name: `${prefix}.${spec.name}` }));
};

const configOf = async (topic: string): Promise<ReadonlyMap<string, string>> =>
  withAdmin(kafka, async (admin) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
    });
    return new Map(
      resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
  });

describe("applyTopics", () => {
  test("creates what is missing with its settings, and a second time nothing", async () => {
    const wanted = { partitions: 3, replicationFactor: 1, topics: specs() };
    const first = await applyTopics(kafka, wanted);
    expect(first.map(({ action }) => action)).toEqual(wanted.topics.map(() => "created"));
    expect(await applyTopics(kafka, wanted)).toEqual(
      wanted.topics.map(({ name }) => ({ name, action: "present", differs: [] })),
    );
    const nameOf = (key: keyof typeof topics): string =>
      wanted.topics.find(({ name }) => name.endsWith(topics[key].name))?.name ?? "";
    const telemetry = await configOf(nameOf("telemetry"));
    expect(telemetry.get("retention.ms")).toBe(String(topics.telemetry.retentionMs));
    expect(telemetry.get("max.message.bytes")).toBe("1048576");
    const workerState = await configOf(nameOf("workerState"));
    expect(workerState.get("cleanup.policy")).toBe("compact");
    expect([workerState.get("segment.ms"), workerState.get("max.compaction.lag.ms")]).toEqual([
      "86400000",
      "86400000",
    ]);
    expect(Number((await configOf(nameOf("deadLetter"))).get("max.message.bytes"))).toBeGreaterThan(1048576);
    // A broker learns that it leads a new partition a moment after the topic is there.
    await vi.waitFor(async () => expect((await offsetRanges(kafka, nameOf("window"))).size).toBe(3), 10_000);
  });

  test("creates only the missing ones", async () => {
    const [one, two, ...rest] = specs();
    if (one === undefined || two === undefined) throw new Error("There are more topics than that");
    await applyTopics(kafka, { partitions: 1, replicationFactor: 1, topics: [one] });
    const report = await applyTopics(kafka, { partitions: 1, replicationFactor: 1, topics: [one, two] });
    expect(report.map(({ action }) => action)).toEqual(["present", "created"]);
    expect(rest.length).toBeGreaterThan(0);
  });

  test("says which settings of a present topic are others, and leaves them", async () => {
    const [spec] = specs();
    if (spec === undefined) throw new Error("There are topics");
    await applyTopics(kafka, { partitions: 1, replicationFactor: 1, topics: [spec] });
    const changed = { ...spec, retentionMs: 1_000_000 };
    const [report] = await applyTopics(kafka, { partitions: 1, replicationFactor: 1, topics: [changed] });
    expect(report?.differs).toEqual([
      { name: "retention.ms", present: String(spec.retentionMs), wanted: "1000000" },
    ]);
  });

  test("refuses a changed partition count with a sentence, and creates nothing then", async () => {
    const [present, missing] = specs();
    if (present === undefined || missing === undefined) throw new Error("There are more topics than that");
    await applyTopics(kafka, { partitions: 2, replicationFactor: 1, topics: [present] });
    const changed = applyTopics(kafka, { partitions: 4, replicationFactor: 1, topics: [missing, present] });
    await expect(changed).rejects.toThrow(TopicConflictError);
    await expect(changed).rejects.toThrow(/has 2 partitions and cannot be given 4/);
    const names = await withAdmin(kafka, (admin) => admin.listTopics());
    expect(names).not.toContain(missing.name);
  });
});

test("a log is told from another by cluster, topic and partition count", async () => {
  const [one, other] = [await scratchTopic(kafka, 2), await scratchTopic(kafka, 3)];
  await withAdmin(kafka, async (admin) => {
    const identity = await logIdentity(admin, one, one);
    expect(identity).toMatch(new RegExp(`^.+/${one}/2$`));
    expect(await logIdentity(admin, one, one)).toBe(identity);
    expect(await logIdentity(admin, other, other)).not.toBe(identity);
    await expect(logIdentity(admin, one, other)).rejects.toThrow(/has 2 partitions and .* has 3/);
    await expect(logIdentity(admin, one, "nowhere")).rejects.toThrow(/has no topic nowhere/);
  });
});
