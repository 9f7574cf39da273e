/** Alerts on the topics of the fleet stage, written as it writes them: alert and state in one transaction. */
import type { Kafka } from "kafkajs";
import { endOffsets } from "#infra/adapters/kafka-admin.ts";
import { openTransactor } from "#infra/adapters/kafka-transactor.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import { partitionOf } from "#schemas/partition.ts";
import { subjectOf, topics } from "#schemas/topics.ts";

export interface AlertLog {
  /** Resolves when readers that read committed have them. */
  tell(...alerts: readonly Alert[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the topics, which must be there. */
export async function openAlertLog(kafka: Kafka, registryUrl: string): Promise<AlertLog> {
  const type = compileType<Alert>(loadSchema(topics.alert.schema));
  const registry = createRegistry({ url: registryUrl });
  const names = [topics.alert.name, topics.alertState.name];
  const ids = await Promise.all(names.map((name) => registry.register(subjectOf(name), type.schema)));
  const partitions = (await endOffsets(kafka, topics.alert.name)).size;
  const writer = `alert-log-${process.pid}-${Date.now()}`;
  const transactor = await openTransactor({ kafka, groupId: writer, transactionalId: writer });
  await transactor.fence();
  return {
    async tell(...alerts) {
      for (const alert of alerts) {
        const key = Buffer.from(alert.fingerprint);
        const sends = names.map((topic, index) => [
          {
            topic,
            partition: partitionOf(key, partitions),
            key,
            value: type.encode(alert, ids[index] ?? 0),
          },
        ]);
        await transactor.commit(sends, []);
      }
    },
    close: () => transactor.close(),
  };
}
