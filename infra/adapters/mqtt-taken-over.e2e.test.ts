/** A session that somebody else had meanwhile, by its client id, on both brokers: it is there, and subscribed to nothing. */
import { randomUUID } from "node:crypto";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { numbers, until } from "./contract/waiting.ts";
import { sleep } from "./clock.ts";
import { type Link, openLink } from "./link.fixture.ts";
import { createLog } from "./log.ts";
import { type MqttReader, openMqttReader } from "./mqtt.ts";

/** Far less than what the bridge would take to notice by itself (`Deafness`). */
const soonMs = 10_000;

interface Listening {
  readonly reader: MqttReader;
  /** Payloads in the order they came; all are acknowledged. */
  readonly heard: readonly string[];
  readonly retained: readonly string[];
  /** Lines of the log, in order. */
  readonly said: readonly string[];
}

function listen(url: string, clientId: string, filters: readonly string[]): Listening {
  const heard: string[] = [];
  const retained: string[] = [];
  const said: string[] = [];
  const log = Object.assign(createLog("taken-over", "silent"), {
    info: (fields: object, message: string) => said.push(`${message} ${JSON.stringify(fields)}`),
  });
  const reader = openMqttReader({
    url,
    username: null,
    password: null,
    clientId,
    protocolVersion: 5,
    sessionExpirySeconds: 60,
    receiveMaximum: 100,
    filters,
    log,
    onArrival(arrival, next) {
      (arrival.retain ? retained : heard).push(arrival.payload.toString());
      arrival.acknowledge();
      next();
    },
    beforeSubscribing: () => Promise.resolve(),
  });
  return { reader, heard, retained, said };
}

function describeBroker(name: string, urlOf: () => string): void {
  describe(`a session that is taken over: ${name}`, () => {
    let link: Link;
    let gateways: mqtt.MqttClient;
    const opened: MqttReader[] = [];
    beforeAll(async () => {
      link = await openLink(urlOf());
      gateways = await mqtt.connectAsync(urlOf(), { protocolVersion: 5 });
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });
    afterAll(async () => {
      await gateways.endAsync();
      await link.close();
    });

    const subscribed = async (clientId: string, ...filters: readonly string[]): Promise<Listening> => {
      const listening = listen(link.url, clientId, filters);
      opened.push(listening.reader);
      await until({ sleep }, "subscribed", () => listening.reader.subscribed);
      return listening;
    };

    test("what is published once the reader is back is heard, alone and in a group, of which the log keeps the name", async () => {
      const id = randomUUID();
      const group = randomUUID();
      const filters = [`${id}/own/#`, `$share/${group}/${id}/shared/#`];
      const { reader, heard, said } = await subscribed(id, ...filters);
      const options = { clientId: id, clean: true, reconnectPeriod: 0 };
      const properties = { sessionExpiryInterval: 60 };
      const thief = await mqtt.connectAsync(urlOf(), { ...options, protocolVersion: 5, properties });
      await until({ sleep }, "the reader is back", () => reader.connected && !thief.connected);
      const again = async (topic: string): Promise<boolean> => {
        await gateways.publishAsync(topic, topic, { qos: 1 });
        return heard.includes(topic);
      };
      for (const topic of [`${id}/own/a`, `${id}/shared/a`])
        await until({ sleep }, `${topic} is heard`, () => again(topic), soonMs);
      await thief.endAsync(true);
      expect(said.filter((line) => line.includes(group))).toEqual([]);
    });

    test("subscribing again brings nothing twice, retained messages neither, and keeps the order", async () => {
      const id = randomUUID();
      await gateways.publishAsync(`${id}/kept`, "kept", { qos: 1, retain: true });
      const { heard, retained, said } = await subscribed(id, `${id}/#`);
      const subscriptions = (): number => said.filter((line) => line.startsWith("subscribed")).length;
      await until({ sleep }, "the retained one", () => retained.length === 1);
      for (let cut = 0; cut < 3; cut += 1) {
        const before = subscriptions();
        await sleep(200); // A PUBACK under way is lost with its connection.
        link.cut();
        for (const text of numbers(50, 50 * cut)) await gateways.publishAsync(`${id}/a`, text, { qos: 1 });
        await until({ sleep }, "subscribed again", () => subscriptions() > before, soonMs);
        await until({ sleep }, "all of it", () => heard.length >= 50 * (cut + 1), soonMs);
      }
      await sleep(200);
      expect(heard).toEqual(numbers(150));
      expect(retained).toEqual(["kept"]);
    });
  });
}

describeBroker("HiveMQ", () => localStack().mqtt.url);

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

describe.skipIf(missing)("the second broker", () => {
  let run: RunFolder;
  let url: string;
  beforeAll(async () => {
    run = await openRunFolder(null);
    url = (await startMosquitto(run)).address;
  });
  afterAll(() => run.reaper.finish());
  describeBroker("mosquitto", () => url);
});
