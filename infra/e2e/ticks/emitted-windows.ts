/** Every window that was ever emitted, revisions included, as it stands in Kafka. */
import type { Kafka } from "kafkajs";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { topics } from "#schemas/topics.ts";

export interface EmittedWindows {
  /** So far, of one home. */
  of(homeId: string): readonly HomeWindow[];
  stop(): Promise<void>;
}

const type = compileType<HomeWindow>(loadSchema(topics.window.schema));

/** Follows the topic from its start. */
export async function followWindows(kafka: Kafka): Promise<EmittedWindows> {
  const consumer = kafka.consumer({ groupId: `windows-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 100 });
  const windows: HomeWindow[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.window.name], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message }) => {
      const decoded = type.decode(bodyOf(message.value ?? Buffer.alloc(0)));
      if (!decoded.ok) throw new Error(decoded.detail);
      windows.push(decoded.value);
      return Promise.resolve();
    },
  });
  return {
    of: (homeId) => windows.filter(({ home_id }) => home_id === homeId),
    stop: () => consumer.disconnect(),
  };
}
