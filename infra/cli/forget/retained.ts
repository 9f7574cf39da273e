/** What time alone takes away: topics whose records no tombstone reaches. */
import kafkajs, { type Kafka } from "kafkajs";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { topics, type TopicSpec } from "#schemas/topics.ts";

const retentionSetting = "retention.ms";

export interface Retained {
  readonly topic: string;
  /** When a record that came at the moment asked for is past its retention, ms since 1970; null: Kafka keeps it for ever. */
  readonly untilMs: number | null;
}

/** Of the topics that Kafka has, as it is set there: an operator may keep them for longer than the default. */
export async function findRetained(kafka: Kafka, atMs: number): Promise<readonly Retained[]> {
  const all: readonly TopicSpec[] = Object.values(topics);
  return withAdmin(kafka, async (admin) => {
    const present = new Set(await admin.listTopics());
    const names = all
      .filter(({ name, cleanup }) => cleanup === "delete" && present.has(name))
      .map(({ name }) => name);
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configNames: [retentionSetting],
      })),
    });
    return resources.map(({ resourceName: topic, configEntries }) => {
      const entry = configEntries.find(({ configName }) => configName === retentionSetting);
      const ms = Number(entry?.configValue ?? -1);
      return { topic, untilMs: ms < 0 ? null : atMs + ms };
    });
  });
}
