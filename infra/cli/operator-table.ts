/** What operators tell the fleet stage: a compacted topic of Avro records, read and written by an errand. */
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { readTable } from "#infra/adapters/kafka-table.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { createLog } from "#infra/adapters/log.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { compileType } from "#schemas/avro.ts";
import { partitionOf } from "#schemas/partition.ts";
import { subjectOf, type TopicSpec } from "#schemas/topics.ts";
import { Complaint } from "./complaint.ts";
import { kafkaConfig, registryConfig } from "./config/process-config.ts";
import { kafkaAnswer, leaveKafka, presentTopics, untilKafkaIsSilent } from "./reach-kafka.ts";
import { createSettledAnswer, registryAnswer } from "./reach-registry.ts";
import type { Values } from "./settings.ts";

export interface OperatorTable<T> {
  /** All that the topic holds now. A complaint where a record can't be read. */
  read(): Promise<ReadonlyMap<string, T>>;
  /**
   * Publishes records in order, null takes its key away; resolves when Kafka has all. A stop in between leaves those before
   * it written. `onProgress` gets how many are.
   */
  write(
    changes: readonly (readonly [key: string, record: T | null])[],
    onProgress?: (written: number) => void,
  ): Promise<void>;
}

/** How many records are under way to Kafka at once: what a large load keeps in memory. */
const chunk = 2000;

/** Complaints where Kafka or the registry can't be reached, or the topic is missing. */
export async function openOperatorTable<T>(
  values: Values,
  { name, schema }: TopicSpec & { readonly schema: string },
): Promise<OperatorTable<T>> {
  if (!(await presentTopics(values)).has(name))
    throw new Complaint(`Kafka has no topic ${name}: topics apply creates it`, 1);
  const kafka = createKafka(kafkaConfig(values));
  const type = compileType<T>(loadSchema(schema));
  const registry = createRegistry(registryConfig(values));
  const schemaId = await registryAnswer(registry.register(subjectOf(name), type.schema));
  const decode = createAvroReader({ type, schemaId }, registry);
  const inKafka = { kafka, topic: name, reader: "usp-operator", log: createLog("usp-telemetry", "warn") };
  return {
    async read() {
      const settledAnswer = createSettledAnswer();
      const records = new Map<string, T>();
      for (const [key, value] of await untilKafkaIsSilent((heard) => readTable(inKafka, heard))) {
        const record = await settledAnswer(() => decode(value));
        if (record === null) throw new Complaint(`${name} has a record that can't be read, of key ${key}`, 1);
        records.set(key, record);
      }
      return records;
    },
    async write(changes, onProgress) {
      if (changes.length === 0) return;
      const partitions = (await kafkaAnswer(offsetRanges(kafka, name))).size;
      const producer = await kafkaAnswer(createPartitionProducer({ kafka, lingerMs: 5 }));
      try {
        for (let at = 0; at < changes.length; at += chunk) {
          const part = changes.slice(at, at + chunk).map(([key, record]) =>
            producer.publish({
              topic: name,
              partition: partitionOf(key, partitions),
              key: Buffer.from(key),
              value: record === null ? null : type.encode(record, schemaId),
            }),
          );
          await kafkaAnswer(Promise.all(part));
          onProgress?.(Math.min(changes.length, at + chunk));
        }
      } finally {
        await leaveKafka(producer.close());
      }
    },
  };
}
