/** All services behind TLS, each with an account of its own for every part: what a fleet's operator would run. */
import { readFileSync } from "node:fs";
import {
  type Authority,
  type CertificateFolder,
  makeCertificates,
  type Pair,
} from "#infra/adapters/certificates.fixture.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import type { Part } from "#infra/cli/config/setting.ts";
import { type AclLine, applyAcls, parseAcls } from "#infra/cli/kafka-acls.ts";
import type { Values } from "#infra/cli/settings.ts";
import { KAFKA_JARS } from "#infra/local/kafka/kafka.ts";
import { type LockedKafka, startLockedKafka } from "#infra/local/kafka/locked-kafka.ts";
import { createMaven } from "#infra/local/maven.ts";
import type { Part as RunningPart } from "#infra/local/part.ts";
import { openRunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { type MqttAddresses, startLockedMosquitto } from "./locked-mosquitto.ts";
import { openTlsFront, type TlsFront } from "./tls-front.ts";

/** Nobody's but this run's; found nowhere else, so that a log that holds one can be told. */
export const secretOf = (user: string): string => `secret-of-${user}-7f3a`;

export interface LockedStack {
  readonly certificates: CertificateFolder;
  /** Signs servers, and the parts of the product. */
  readonly inside: Authority;
  /** Signs gateways, of which the first bridge and collector hear. */
  readonly gateways: Authority;
  readonly bridge: Pair;
  readonly kafka: LockedKafka;
  readonly kafkaPart: RunningPart;
  readonly mqtt: MqttAddresses;
  readonly registry: TlsFront;
  readonly clickhouse: TlsFront;
  /** The settings of one part, with its own account at Kafka. */
  valuesOf(part: Part, user: string, more?: Readonly<Record<string, string>>): Values;
  environmentOf(user: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const superUser = "admin";

/** The shipped ones. */
export const readAcls = (): readonly AclLine[] =>
  parseAcls(readFileSync(new URL("../../deploy/kafka/acls.txt", import.meta.url), "utf8"));

/**
 * `stack`: whose registry and ClickHouse stand behind the TLS fronts. `guests`: what accounts of a test may do, beside those of
 * the shipped file.
 */
export async function startLockedStack(
  stack: StackAddresses,
  database: string,
  guests: readonly AclLine[] = [],
): Promise<LockedStack> {
  const certificates = makeCertificates();
  const inside = certificates.authority("inside");
  const gateways = certificates.authority("gateways");
  const [server, bridge] = [inside.issue("kafka"), inside.issue("usp-bridge")];
  const run = await openRunFolder(null);
  const acls = [...readAcls(), ...guests];
  const users = [superUser, ...new Set(acls.map(({ user }) => user))];
  const front = { pair: server, clientCa: inside.ca, username: "usp", password: secretOf("front") };
  const [kafka, mqtt, registry, clickhouse] = await Promise.all([
    createMaven(() => undefined)(KAFKA_JARS).then((jars) =>
      startLockedKafka(run, jars, {
        ca: inside.ca,
        ...server,
        users: users.map((name) => ({ name, password: secretOf(name) })),
      }),
    ),
    startLockedMosquitto(run, { inside, gateways, server }),
    openTlsFront({ ...front, target: stack.registry.url }),
    openTlsFront({ ...front, target: stack.clickhouse.url }),
  ]);
  await applyAcls(
    createKafka({
      brokers: kafka.address.sasl,
      clientId: "acls",
      ssl: true,
      tls: { ca: { file: inside.ca }, certificate: null, key: null, keyPassword: null },
      sasl: { mechanism: "scram-sha-512", username: superUser, password: secretOf(superUser) },
    }),
    acls,
  );
  const shown = (name: string) => ({
    [`USP_${name}_TLS_CA_FILE`]: inside.ca,
    [`USP_${name}_TLS_CERTIFICATE_FILE`]: bridge.certificate,
    [`USP_${name}_TLS_KEY_FILE`]: bridge.key,
  });
  const environmentOf = (user: string) => ({
    USP_KAFKA_BROKERS: kafka.address.sasl.join(","),
    USP_KAFKA_SSL: "true",
    USP_KAFKA_TLS_CA_FILE: inside.ca,
    USP_KAFKA_SASL_MECHANISM: "scram-sha-512",
    USP_KAFKA_SASL_USERNAME: user,
    USP_KAFKA_SASL_PASSWORD: secretOf(user),
    USP_KAFKA_PARTITIONS: "2",
    USP_KAFKA_REPLICATION_FACTOR: "1",
    USP_REGISTRY_URL: registry.url,
    USP_REGISTRY_USERNAME: front.username,
    USP_REGISTRY_PASSWORD: front.password,
    ...shown("REGISTRY"),
    USP_MQTT_URL: mqtt.address.parts,
    ...shown("MQTT"),
    USP_CLICKHOUSE_URL: clickhouse.url,
    USP_CLICKHOUSE_USERNAME: front.username,
    USP_CLICKHOUSE_PASSWORD: front.password,
    USP_CLICKHOUSE_DATABASE: database,
    ...shown("CLICKHOUSE"),
  });
  return {
    certificates,
    inside,
    gateways,
    bridge,
    kafka: kafka.address,
    kafkaPart: kafka.part,
    mqtt: mqtt.address,
    registry,
    clickhouse,
    environmentOf,
    valuesOf(part, user, more = {}) {
      const env = { ...environmentOf(user), ...more };
      const readSecret = (path: string): string => readFileSync(path, "utf8");
      const reading = readSettings({ env, file: null, readSecret }, [part]);
      if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
      return reading.values;
    },
    async stop() {
      await Promise.all([registry.close(), clickhouse.close(), stopAll([kafka, mqtt])]);
      await run.reaper.finish();
      certificates.remove();
    },
  };
}

const stopAll = (services: readonly Service<unknown>[]): Promise<unknown> =>
  Promise.all(services.map(({ part }) => part.stop(0)));
