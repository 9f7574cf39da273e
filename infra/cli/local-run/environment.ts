/** What the local stack's processes are told, as environment variables; the user's own variables go before ours. */
import { readFileSync } from "node:fs";
import type { StackAddresses } from "#infra/local/stack.ts";

export type Environment = Readonly<Record<string, string>>;

const exampleProfiles = new URL("../../../ingest/profiles/example.json", import.meta.url);

/** Addresses can't be overridden: the local stack's processes speak to the local stack. */
export function commonEnvironment(stack: StackAddresses, userEnv: NodeJS.ProcessEnv): Environment {
  return {
    ...unlessSet(userEnv, {
      USP_IDENTITY_ENDPOINTS: JSON.stringify([{ match: "cpe-{n}", endpoint: "os::00D09E-cpe-{n}" }]),
      USP_PROFILES: JSON.stringify(JSON.parse(readFileSync(exampleProfiles, "utf8"))),
    }),
    USP_KAFKA_REPLICATION_FACTOR: "1",
    ...stackVariables(stack),
  };
}

/** Where the services are, by the names of their settings. */
export const stackVariables = ({ kafka, registry, mqtt, clickhouse }: StackAddresses): Environment => ({
  USP_KAFKA_BROKERS: kafka.brokers.join(","),
  USP_REGISTRY_URL: registry.url,
  USP_MQTT_URL: mqtt.url,
  USP_CLICKHOUSE_URL: clickhouse.url,
});

function unlessSet(userEnv: NodeJS.ProcessEnv, defaults: Environment): Environment {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, userEnv[name] ?? value]));
}

/** One of several bridges; together they divide the traffic. */
export function bridgeEnvironment(
  number: number,
  of: number,
  replay: boolean,
  statusPort: number,
): Environment {
  return {
    USP_BRIDGE_ID: `bridge-${number}`,
    USP_STATUS_PORT: String(statusPort),
    USP_REPLAY: String(replay),
    ...(of > 1 ? { USP_MQTT_SHARED_GROUP: "usp-telemetry" } : {}),
  };
}

/** Listens on this machine alone, unless the user wants it otherwise. */
export const collectorEnvironment = (userEnv: NodeJS.ProcessEnv, statusPort: number): Environment => ({
  ...unlessSet(userEnv, { USP_HTTP_HOST: "127.0.0.1" }),
  USP_STATUS_PORT: String(statusPort),
});
