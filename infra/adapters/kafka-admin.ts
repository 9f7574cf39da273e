/** Topics made so, and what Kafka says of them. */
import { topics as allTopics, type TopicSpec } from "#schemas/topics.ts";
import { askPatiently } from "./ask-patiently.ts";
import { now, sleep } from "./clock.ts";
import kafkajs, { type Admin, type IResourceConfigEntry, type Kafka } from "kafkajs";
import { attempted, classifyKafkaError } from "./kafka-error.ts";

export interface TopicSettings {
  /** Of every topic; state is per partition, so it is never changed later. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Largest record; 1 MiB by default. Dead letters get 64 KiB more, for their headers; worker state has 8 MiB. */
  readonly maxRecordBytes?: number;
  /** All of `schemas/topics.ts` by default. */
  readonly topics?: readonly TopicSpec[];
}

export interface TopicReport {
  readonly name: string;
  readonly action: "created" | "present";
  /** Settings of a present topic that are not the wanted ones; left as they are. */
  readonly differs: readonly { readonly name: string; readonly present: string; readonly wanted: string }[];
}

/** The topics can't be made what they should be. */
export class TopicConflictError extends Error {
  override readonly name = "TopicConflictError";
}

const deadLetterHeaderBytes = 64 * 1024;
/** One home's state is one record, and a home without measure must not stop its partition. */
const stateRecordBytes = 8 * 1024 * 1024;

/** Connects an admin for the time of `use`. */
export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Rejects with a TopicConflictError where it is missing: writers find that out at their start, not in their first transaction. */
export async function requireTopic(kafka: Kafka, name: string): Promise<void> {
  const present = await withAdmin(kafka, (admin) => admin.listTopics());
  if (!present.includes(name))
    throw new TopicConflictError(`Kafka has no topic ${name}. Make it with 'topics apply'.`);
}

/**
 * Creates the topics that are missing and leaves present ones alone; running it again changes nothing.
 * Refuses before creating any, when a present topic has another partition count: keys would move to other
 * partitions, away from their state and their order.
 */
export async function applyTopics(kafka: Kafka, settings: TopicSettings): Promise<readonly TopicReport[]> {
  const specs = settings.topics ?? Object.values(allTopics);
  return withAdmin(kafka, async (admin) => {
    const present = await partitionCounts(admin);
    const conflicts = specs.flatMap(({ name }) => conflictOf(name, present.get(name), settings.partitions));
    if (conflicts.length > 0) throw new TopicConflictError(conflicts.join(" "));
    const missing = specs.filter(({ name }) => !present.has(name));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map((spec) => ({
          topic: spec.name,
          numPartitions: settings.partitions,
          replicationFactor: settings.replicationFactor,
          configEntries: [...configOf(spec, settings)],
        })),
      });
      await waitForLeaders(
        admin,
        missing.map(({ name }) => name),
      );
    }
    const reports: TopicReport[] = [];
    for (const spec of specs) {
      const created = !present.has(spec.name);
      const differs = created ? [] : await differences(admin, spec, settings);
      reports.push({ name: spec.name, action: created ? "created" : "present", differs });
    }
    return reports;
  });
}

const leadersWithinMs = 30_000;

/**
 * Kafka says yes to a new topic a moment before its brokers know of it. kafkajs' own wait asks for the new names and
 * fails on the answer that there is no such topic; this one asks for all there are.
 */
async function waitForLeaders(admin: Admin, names: readonly string[]): Promise<void> {
  const until = now() + leadersWithinMs;
  for (;;) {
    const { topics } = await admin.fetchTopicMetadata();
    const led = topics.filter(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
    const without = names.filter((name) => !led.some((topic) => topic.name === name));
    if (without.length === 0) return;
    if (now() > until) throw new Error(`Kafka has not given ${without.join(", ")} their leaders yet`);
    await sleep(50);
  }
}

function conflictOf(name: string, count: number | undefined, wanted: number): string[] {
  if (count === undefined || count === wanted) return [];
  return [
    `Topic ${name} has ${count} partitions and cannot be given ${wanted}: ` +
      "a home's events would leave the partition that has its state. Keep the count, or start a new log.",
  ];
}

async function partitionCounts(admin: Admin): Promise<ReadonlyMap<string, number>> {
  const { topics } = await admin.fetchTopicMetadata();
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
}

/** A segment is written to for as long at most, and waits as long for the cleaner. */
const compactionMs = 86_400_000;

/**
 * Retention counts from Kafka's own time (LogAppendTime), so a replay of old data does not vanish at once.
 * The compacted topic is read from its start at each takeover, so it is compacted early and in small segments; and where little
 * comes, within two days too: what was forgotten is gone by then.
 */
function configOf(spec: TopicSpec, settings: TopicSettings): readonly IResourceConfigEntry[] {
  const { replicationFactor } = settings;
  const entries: Record<string, string> = {
    "cleanup.policy": spec.cleanup,
    "max.message.bytes": String(recordLimit(spec, settings)),
    "message.timestamp.type": "LogAppendTime",
    ...(replicationFactor >= 3 ? { "min.insync.replicas": "2" } : {}),
    ...(spec.cleanup === "delete"
      ? { "retention.ms": String(spec.retentionMs) }
      : {
          "min.cleanable.dirty.ratio": "0.2",
          "segment.bytes": String(64 * 1024 * 1024),
          "segment.ms": String(compactionMs),
          "max.compaction.lag.ms": String(compactionMs),
        }),
  };
  return Object.entries(entries).map(([name, value]): IResourceConfigEntry => ({ name, value }));
}

function recordLimit({ key, cleanup }: TopicSpec, { maxRecordBytes = 1024 * 1024 }: TopicSettings): number {
  if (cleanup === "compact") return stateRecordBytes;
  return key === "original" ? maxRecordBytes + deadLetterHeaderBytes : maxRecordBytes;
}

async function differences(
  admin: Admin,
  spec: TopicSpec,
  settings: TopicSettings,
): Promise<TopicReport["differs"]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: spec.name }],
  });
  const entries = resources[0]?.configEntries ?? [];
  const present = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
  return configOf(spec, settings).flatMap(({ name, value: wanted }) => {
    const value = present.get(name);
    return value === undefined || value === wanted ? [] : [{ name, present: value, wanted }];
  });
}

/** Settings of one of our topics that are not those `applyTopics` would give it. */
export function topicDifferences(
  kafka: Kafka,
  name: string,
  settings: TopicSettings,
): Promise<TopicReport["differs"]> {
  const spec = (settings.topics ?? Object.values(allTopics)).find((each) => each.name === name);
  return spec === undefined
    ? Promise.resolve([])
    : withAdmin(kafka, (admin) => differences(admin, spec, settings));
}

/**
 * Which log offsets belong to, beside its generation: cluster, topic and partition count. Throws a
 * TopicConflictError where a topic is missing, or the state of its partitions, kept beside it under the same
 * numbers, has another count.
 */
export async function logIdentity(admin: Admin, topic: string, stateTopic: string): Promise<string> {
  const { clusterId } = await admin.describeCluster();
  const counts = await partitionCounts(admin);
  const [count, stateCount] = [counts.get(topic), counts.get(stateTopic)];
  if (count === undefined || stateCount === undefined) {
    const missing = count === undefined ? topic : stateTopic;
    throw new TopicConflictError(
      `Kafka has no topic ${missing}. Make it with 'topics apply'; if it was deleted, its records and what was made ` +
        "of them no longer belong together: raise logGeneration and empty the worker-state topic.",
    );
  }
  if (count !== stateCount) {
    throw new TopicConflictError(
      `Topic ${topic} has ${count} partitions and ${stateTopic} has ${stateCount}: a partition's state is in the ` +
        "partition of the same number. A count can't be changed: create the topics anew with one count, raise " +
        "logGeneration and empty the worker-state topic.",
    );
  }
  return `${clusterId}/${topic}/${count}`;
}

/** First offset still there and offset after the last, per partition number. */
export interface OffsetRange {
  readonly low: number;
  readonly high: number;
}

export async function offsetRanges(kafka: Kafka, topic: string): Promise<ReadonlyMap<number, OffsetRange>> {
  const offsets = await withAdmin(kafka, (admin) => askPatiently(() => admin.fetchTopicOffsets(topic)));
  return new Map(
    offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]),
  );
}

/** Offset after the last record, per partition. */
export async function endOffsets(kafka: Kafka, topic: string): Promise<ReadonlyMap<number, number>> {
  return new Map([...(await offsetRanges(kafka, topic))].map(([partition, { high }]) => [partition, high]));
}

/** The group's committed next offset, per partition; partitions without one are left out. */
export async function groupOffsets(
  kafka: Kafka,
  groupId: string,
  topic: string,
): Promise<ReadonlyMap<number, number>> {
  const answers = await withAdmin(kafka, (admin) =>
    askPatiently(() => admin.fetchOffsets({ groupId, topics: [topic] })),
  );
  const partitions = answers[0]?.partitions ?? [];
  return new Map(
    partitions
      .map(({ partition, offset }) => [partition, Number(offset)] as const)
      .filter(([, offset]) => offset >= 0),
  );
}

/** Where Kafka has deleted records that the group had still to read: its next offset, of each such partition. */
export async function overtakenOffsets(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<readonly { readonly topic: string; readonly partition: number; readonly offset: number }[]> {
  return withAdmin(kafka, async (admin) => {
    const groups = await askPatiently(() => admin.fetchOffsets({ groupId, topics: [...topics] }));
    const overtaken = groups.map(async ({ topic, partitions }) => {
      const committed = partitions
        .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
        .filter(({ offset }) => offset >= 0);
      if (committed.length === 0) return [];
      const ranges = await askPatiently(() => admin.fetchTopicOffsets(topic));
      const lows = new Map(ranges.map(({ partition, low }) => [partition, Number(low)]));
      return committed.filter(({ partition, offset }) => offset < (lows.get(partition) ?? 0));
    });
    return (await Promise.all(overtaken)).flat();
  });
}

/** Takes away a group that nobody is in, or finds that it is gone. Rejects with what Kafka has against it. */
export async function deleteGroup(kafka: Kafka, groupId: string): Promise<void> {
  try {
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
  } catch (error) {
    const reason = groupErrorIn(error);
    if (classifyKafkaError(reason).code === "GROUP_ID_NOT_FOUND") return;
    throw attempted(`delete the group ${groupId}`, reason);
  }
}

/** The client says only that some group could not be deleted, and why beside it. */
function groupErrorIn(error: unknown): unknown {
  if (!(error instanceof Error && "groups" in error && Array.isArray(error.groups))) return error;
  const groups: readonly unknown[] = error.groups;
  const [first] = groups;
  return typeof first === "object" && first !== null && "error" in first ? first.error : error;
}

/**
 * A group that has no offsets of this topic begins behind what the topic holds now; one that has some is left alone.
 * Rejects when the group has members and still no offsets.
 */
export async function beginAtEnd(kafka: Kafka, groupId: string, topic: string): Promise<void> {
  if ((await groupOffsets(kafka, groupId, topic)).size > 0) return;
  const ends = await endOffsets(kafka, topic);
  const partitions = [...ends].map(([partition, offset]) => ({ partition, offset: String(offset) }));
  try {
    await withAdmin(kafka, (admin) => admin.setOffsets({ groupId, topic, partitions }));
  } catch (error) {
    // Another of the group was first.
    if ((await groupOffsets(kafka, groupId, topic)).size === 0) throw error;
  }
}
