/** Tries a door with the product's own clients: what comes of it, in a word or in the reason. */
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { createKafka, type KafkaOptions } from "#infra/adapters/kafka.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createLog } from "#infra/adapters/log.ts";
import { openMqttSession, type MqttSessionOptions } from "#infra/adapters/mqtt-session.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import type { RegistryConfig, TlsConfig } from "#schemas/tls.ts";

export const entered = "entered";

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` ${error.cause.message}` : "";
  return `${error.message}${cause}`;
};

/** Publishes a record to `topic`. The client tries again for ever where TLS fails: its own log says why. */
export async function enterKafka(
  options: Omit<KafkaOptions, "clientId" | "log">,
  topic: string,
): Promise<string> {
  const refused = Promise.withResolvers<string>();
  const log = createLog("door", "silent");
  // What the client warns of is all that is heard of it; a coordinator that is not there yet is none of that.
  const heard = Object.assign(log, {
    warn(line: object, message: string) {
      const told = `${message} ${JSON.stringify(line)}`;
      if (/connection error|authenti|authori|certificate|closed/i.test(told)) refused.resolve(told);
    },
  });
  const kafka = createKafka({ ...options, clientId: "door", log: heard });
  const entering = async (): Promise<string> => {
    const producer = await createPartitionProducer({ kafka });
    try {
      await producer.publish({ topic, partition: 0, key: Buffer.from("k"), value: Buffer.from("v") });
      return entered;
    } finally {
      void producer.close().catch(() => undefined);
    }
  };
  return Promise.race([entering().catch(reasonOf), refused.promise]);
}

export async function enterRegistry(config: RegistryConfig): Promise<string> {
  try {
    await createRegistry(config).setCompatibility("door-value", "BACKWARD");
    return entered;
  } catch (error) {
    return reasonOf(error);
  }
}

export async function enterClickhouse(config: {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly tls: TlsConfig;
}): Promise<string> {
  const client = createClickhouse({ ...config, database: "default" });
  try {
    const answer = await client.query({ query: "SELECT 1 AS one", format: "JSONEachRow" });
    return (await answer.json<{ one: number }>())[0]?.one === 1 ? entered : "another answer";
  } catch (error) {
    return reasonOf(error);
  } finally {
    await client.close();
  }
}

export type MqttDoor = Pick<MqttSessionOptions, "url" | "clientId" | "onMessage"> & {
  readonly tls: TlsConfig;
};

export const openMqtt = (door: MqttDoor) =>
  openMqttSession({
    ...door,
    username: null,
    password: null,
    protocolVersion: 5,
    log: createLog("door", "silent"),
  });

export async function enterMqtt(door: Omit<MqttDoor, "onMessage">): Promise<string> {
  try {
    const session = await openMqtt({ ...door, onMessage: () => undefined });
    await session.close();
    return entered;
  } catch (error) {
    return reasonOf(error);
  }
}
