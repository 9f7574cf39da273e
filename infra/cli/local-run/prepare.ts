/** Topics, schemas and tables: what must be there before any process starts. */
import { applyTopics, type TopicReport } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { kafkaConfig, registryConfig } from "../config/process-config.ts";
import { registryAnswer } from "../reach-registry.ts";
import type { Values } from "../settings.ts";

/** Makes the topics that are missing; refuses to change a partition count. */
export function prepareTopics(values: Values): Promise<readonly TopicReport[]> {
  return applyTopics(createKafka(kafkaConfig(values)), {
    partitions: values.kafkaPartitions,
    replicationFactor: values.kafkaReplicationFactor,
  });
}

/**
 * Registers every topic's schema, old readers of which must go on: BACKWARD_TRANSITIVE. Returns subjects and ids. A complaint
 * where the registry does not answer, or refuses one.
 */
export async function prepareSchemas(values: Values): Promise<readonly { subject: string; id: number }[]> {
  const registry = createRegistry(registryConfig(values));
  const register = async (subject: string, schema: string): Promise<number> => {
    await registry.setCompatibility(subject, "BACKWARD_TRANSITIVE");
    return registry.register(subject, loadSchema(schema));
  };
  const registered = Object.values(topics).map(async ({ name, schema }) => {
    if (schema === null) return null;
    const subject = subjectOf(name);
    return { subject, id: await registryAnswer(register(subject, schema)) };
  });
  return (await Promise.all(registered)).filter((entry) => entry !== null);
}
