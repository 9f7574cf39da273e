/** A compacted topic of Avro records as the table it is, followed for as long as the process runs. */
import type { Kafka } from "kafkajs";
import { compileType } from "#schemas/avro.ts";
import { subjectOf, type TopicSpec } from "#schemas/topics.ts";
import { createAvroReader } from "./avro-reader.ts";
import { TopicConflictError, withAdmin } from "./kafka-admin.ts";
import { type Followed, followTable } from "./kafka-table.ts";
import type { Logger } from "./log.ts";
import { isUnreachable, registerSchema } from "./register-schema.ts";
import type { Registry } from "./registry.ts";
import { retrying } from "./retrying.ts";
import { loadSchema } from "./schemas.ts";

interface AvroTableOptions<T> {
  readonly kafka: Kafka;
  readonly registry: Registry;
  readonly log: Logger;
  readonly topic: TopicSpec & { readonly schema: string };
  /** For the name of a group of its own, which commits nothing. */
  readonly reader: string;
  /** Called for each record in order; null takes its key away. A value that nobody can read is left out, and told. */
  readonly take: (key: string, record: T | null) => void;
  /** The reading has ended and will not go on. */
  readonly failed: (error: Error) => void;
}

/**
 * Takes all that the topic holds now, then resolves and follows it. Waits for the registry; a TopicConflictError where the
 * topic is missing.
 */
export async function followAvroTable<T>(options: AvroTableOptions<T>): Promise<Followed> {
  const { kafka, registry, log, topic, reader, take, failed } = options;
  const { name } = topic;
  const present = await withAdmin(kafka, (admin) => admin.listTopics());
  if (!present.includes(name)) {
    throw new TopicConflictError(`Kafka has no topic ${name}. Make it with 'topics apply'.`);
  }
  const type = compileType<T>(loadSchema(topic.schema));
  const schemaId = await registerSchema(registry, subjectOf(name), type.schema, log);
  const decode = createAvroReader({ type, schemaId }, registry);
  return followTable({
    kafka,
    topic: name,
    reader,
    log,
    async take(key, value) {
      // While the registry can't be asked, what comes after waits.
      const record = value === null ? null : await retrying(() => decode(value), isUnreachable, log);
      if (value !== null && record === null) log.warn({ topic: name, key }, "a record can't be read");
      else take(key, record);
    },
    failed,
  });
}
