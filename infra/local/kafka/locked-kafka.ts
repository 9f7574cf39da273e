/**
 * Kafka as it is run where others are: TLS everywhere, passwords (PLAIN and SCRAM) at one listener, client certificates at
 * the other, and an authorizer that allows what the ACLs say and nothing else.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../free-port.ts";
import type { RunFolder } from "../run-folder.ts";
import { type Service, startService } from "../service.ts";
import { askForMetadata, type KafkaNode, newClusterId, nodeAttempt, prepareNode } from "./kafka.ts";

const LOG_CONFIG = fileURLToPath(new URL("./log4j2-authorizer.xml", import.meta.url));

export interface KafkaUser {
  readonly name: string;
  readonly password: string;
}

export interface LockedKafkaOptions {
  /** PEM files; the broker's certificate has the common name `kafka`, and the broker is a client of its own with it. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** Known to PLAIN and to SCRAM; the first may do everything. */
  readonly users: readonly KafkaUser[];
}

export interface LockedKafka {
  /** Where a password is asked for. */
  readonly sasl: readonly string[];
  /** Where a certificate is; its common name is the user's name. */
  readonly mutual: readonly string[];
}

export async function startLockedKafka(
  run: RunFolder,
  jars: string,
  options: LockedKafkaOptions,
): Promise<Service<LockedKafka>> {
  const folder = run.folderOf("locked-kafka");
  const keystore = join(folder, "keystore.pem");
  const [key, certificate] = [readFileSync(options.key, "utf8"), readFileSync(options.certificate, "utf8")];
  writeFileSync(keystore, key + certificate, { mode: 0o600 });
  return startService(run, "Kafka with locks", async () => {
    const [port, mutualPort, controllerPort] = [await freePort(), await freePort(), await freePort()];
    const node: KafkaNode = {
      id: 1,
      name: "locked-kafka",
      folder,
      port,
      controllerPort,
      voters: `1@127.0.0.1:${controllerPort}`,
      replicas: 1,
      properties: lockedProperties(options, keystore, port, mutualPort, controllerPort),
      scramUsers: options.users.flatMap(({ name, password }) =>
        ["SCRAM-SHA-256", "SCRAM-SHA-512"].map((kind) => `${kind}=[name=${name},password=${password}]`),
      ),
      logConfig: LOG_CONFIG,
    };
    await prepareNode(run, jars, node, newClusterId());
    const mutual = [`127.0.0.1:${mutualPort}`];
    const ssl = { ca: readFileSync(options.ca), key, cert: certificate };
    const attempt = nodeAttempt(jars, node, "quick", () => askForMetadata(mutual, { ssl }));
    return { ...attempt, address: { sasl: attempt.address, mutual } };
  });
}

/** A certificate's principal is its common name; the controller and the broker know each other by theirs. */
function lockedProperties(
  { ca, users }: LockedKafkaOptions,
  keystore: string,
  port: number,
  mutualPort: number,
  controllerPort: number,
): string {
  const known = users.map(({ name, password }) => `user_${name}="${password}"`).join(" ");
  return `listeners=SASL://127.0.0.1:${port},MUTUAL://127.0.0.1:${mutualPort},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=SASL://127.0.0.1:${port},MUTUAL://127.0.0.1:${mutualPort}
listener.security.protocol.map=SASL:SASL_SSL,MUTUAL:SSL,CONTROLLER:SSL
inter.broker.listener.name=MUTUAL
listener.name.mutual.ssl.client.auth=required
listener.name.controller.ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location=${keystore}
ssl.truststore.type=PEM
ssl.truststore.location=${ca}
ssl.principal.mapping.rules=RULE:^.*CN=([^,]+).*$/$1/,DEFAULT
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required ${known};
listener.name.sasl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:kafka;User:${users[0]?.name ?? "kafka"}
`;
}
