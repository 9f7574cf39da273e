/** mosquitto by the configuration and access rules that are shipped. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import type { Authority, Pair } from "#infra/adapters/certificates.fixture.ts";
import { freePort } from "#infra/local/free-port.ts";
import { asRoot, startConfigured } from "#infra/local/mosquitto.ts";
import type { RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";

/** `mqtts://` URLs of its two doors. */
export interface MqttAddresses {
  readonly gateways: string;
  readonly parts: string;
}

export interface MosquittoKeys {
  /** Signs parts. */
  readonly inside: Authority;
  readonly gateways: Authority;
  readonly server: Pair;
}

export function startLockedMosquitto(run: RunFolder, keys: MosquittoKeys): Promise<Service<MqttAddresses>> {
  return startConfigured(run, async (data) => {
    const ports = { gateways: await freePort(), parts: await freePort() };
    const addressOf = (port: number): string => `mqtts://localhost:${port}`;
    return {
      text: configuration(ports, data, keys),
      address: { gateways: addressOf(ports.gateways), parts: addressOf(ports.parts) },
      async probe() {
        await Promise.all([ports.gateways, ports.parts].map(askForTls));
      },
    };
  });
}

const shipped = (name: string): string =>
  readFileSync(new URL(`../../deploy/mosquitto/${name}`, import.meta.url), "utf8");

/** The files as they are shipped, but for their paths, the ports and the user of a test. */
function configuration(
  ports: Readonly<Record<keyof MqttAddresses, number>>,
  data: string,
  { inside, gateways, server }: MosquittoKeys,
): string {
  writeFileSync(join(data, "acl"), shipped("acl"), { mode: 0o600 });
  const text = shipped("mosquitto.conf")
    .replace("listener 8883", `listener ${ports.gateways} 127.0.0.1`)
    .replace("listener 8884", `listener ${ports.parts} 127.0.0.1`)
    .replaceAll("/etc/mosquitto/certs/gateways-ca.pem", gateways.ca)
    .replaceAll("/etc/mosquitto/certs/ca.pem", inside.ca)
    .replaceAll("/etc/mosquitto/certs/certificate.pem", server.certificate)
    .replaceAll("/etc/mosquitto/certs/key.pem", server.key)
    .replace("/etc/mosquitto/acl", join(data, "acl"))
    .replace("/var/lib/mosquitto/", `${data}/`);
  return asRoot() + text;
}

/** A server that wants a certificate says so by its handshake, which is enough to know that it is there. */
function askForTls(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}
