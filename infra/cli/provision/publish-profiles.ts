/** What provisioning reads from agents and puts on them, for the bridges: into the topic where they share what they learn. */
import { now } from "#infra/adapters/clock.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createRegistry, RegistryError } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { Exchange } from "#ingest/profiles/exchange.ts";
import { ProfileBook, profileBookLimits } from "#ingest/profiles/profile-book.ts";
import { profileRecord } from "#ingest/profiles/profile-records.ts";
import { rowChanges } from "#ingest/profiles/row-changes.ts";
import { compileType } from "#schemas/avro.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import type { RegistryConfig } from "#schemas/tls.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { kafkaConfig, registryConfig } from "../config/process-config.ts";
import { kafkaAnswer, presentTopics } from "../reach-kafka.ts";
import type { Values } from "../settings.ts";

export interface ProfilePublisher {
  /** What an agent was asked and answered. */
  learn(endpointId: string, exchange: Exchange): void;
  /** Resolves when Kafka has all of it; a complaint when it does not take it. */
  close(): Promise<void>;
}

/** Null where the settings name no Kafka or no registry. A complaint where one can't be reached, or the topic is missing. */
export async function openProfilePublisher(values: Values): Promise<ProfilePublisher | null> {
  const { kafkaBrokers: brokers, registryUrl } = values as Partial<Values>;
  if (brokers === undefined || registryUrl === undefined) return null;
  const { name, schema } = topics.profile;
  const noTopic = new Complaint(
    `Kafka has no topic ${name}, by which bridges are told: topics apply creates it`,
    1,
  );
  if (!(await presentTopics(values)).has(name)) throw noTopic;
  const kafka = createKafka(kafkaConfig(values));
  const type = compileType<LearnedProfile>(loadSchema(schema));
  const id = await registeredId(registryConfig(values), subjectOf(name), type.schema);
  const { topics: present } = await kafkaAnswer(withAdmin(kafka, (admin) => admin.fetchTopicMetadata()));
  const partitions = present.find((topic) => topic.name === name)?.partitions.length ?? 0;
  if (partitions === 0) throw noTopic;
  const format = { encodeProfile: (profile: LearnedProfile) => type.encode(profile, id), partitions };
  const producer = await createPartitionProducer({ kafka });
  const book = new ProfileBook(profileBookLimits, () => undefined);
  let published: Promise<unknown> = Promise.resolve();
  return {
    learn(endpointId, exchange) {
      const lesson = { endpointId, receivedAt: now(), source: "provisioning" } as const;
      const records = book.learn(lesson, rowChanges(exchange)).map((update) => profileRecord(update, format));
      published = Promise.all([published, ...records.map((record) => producer.publish(record))]);
      // Told at the end.
      published.catch(() => undefined);
    },
    async close() {
      try {
        await published;
        await producer.close();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Complaint(`bridges were not told of all profiles (${name}): ${why}`, 1);
      }
    },
  };
}

async function registeredId(registry: RegistryConfig, subject: string, schemaText: string): Promise<number> {
  try {
    return await createRegistry(registry).register(subject, schemaText);
  } catch (error) {
    if (error instanceof RegistryError) throw new Complaint(error.message, 1);
    throw error;
  }
}
