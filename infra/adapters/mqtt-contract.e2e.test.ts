/** The MQTT adapter on two brokers, in both protocol versions, held to what the bridge relies on. */
import mqtt from "mqtt";
import { afterAll, beforeAll, describe } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { describeMqttSourceContract, type GatewayMessage, type MqttBroker } from "./contract/mqtt-source.ts";
import { sleep } from "./clock.ts";
import { openLink } from "./link.fixture.ts";
import { createLog } from "./log.ts";
import { openMqttPublisher, openMqttReader } from "./mqtt.ts";

const log = createLog("mqtt-contract", "silent");

async function openBroker(url: string, protocolVersion: 4 | 5): Promise<MqttBroker> {
  const link = await openLink(url);
  const gateways = await mqtt.connectAsync(url, { protocolVersion });
  const connection = { url: link.url, username: null, password: null, protocolVersion, log };
  return {
    hasProperties: protocolVersion === 5,
    openSource: (options) => openMqttReader({ ...connection, ...options, sessionExpirySeconds: 60 }),
    openSpeaker: (clientId) => openMqttPublisher({ ...connection, clientId }),
    async publish(messages) {
      for (const { topic, payload, ...options } of messages) {
        await gateways.publishAsync(topic, payload, publishOptions(options));
      }
    },
    cut: () => link.cut(),
    async close() {
      await gateways.endAsync();
      await link.close();
    },
    sleep,
  };
}

const publishOptions = ({ qos = 1, retain = false, properties }: Partial<GatewayMessage>) => ({
  qos,
  retain,
  ...(properties === undefined
    ? {}
    : { properties: { ...properties, userProperties: { ...properties.userProperties } } }),
});

for (const version of [5, 4] as const) {
  describeMqttSourceContract(`HiveMQ, version ${version}`, () => openBroker(localStack().mqtt.url, version));
}

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

describe.skipIf(missing)("mosquitto", () => {
  let run: RunFolder;
  let url: string;
  beforeAll(async () => {
    run = await openRunFolder(null);
    url = (await startMosquitto(run)).address;
  });
  afterAll(() => run.reaper.finish());
  for (const version of [5, 4] as const) {
    describeMqttSourceContract(`mosquitto, version ${version}`, () => openBroker(url, version));
  }
});
