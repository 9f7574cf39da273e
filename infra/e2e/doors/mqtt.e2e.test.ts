/**
 * The broker's two doors, by the shipped configuration and access rules: gateways come in by one and parts by the other, and no
 * gateway has what is another's, or a bridge's.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Authority,
  type CertificateFolder,
  makeCertificates,
  type Pair,
  textsOf,
  tlsConfigOf,
} from "#infra/adapters/certificates.fixture.ts";
import { numbers, until } from "#infra/adapters/contract/waiting.ts";
import { createLog } from "#infra/adapters/log.ts";
import { openMqttReader } from "#infra/adapters/mqtt.ts";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { startAgent } from "../provision/agent.ts";
import { controllerId, startProvision } from "../provision/command.ts";
import { entered, enterMqtt, openMqtt } from "./enter.ts";
import { type MqttAddresses, startLockedMosquitto } from "./locked-mosquitto.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

const one = "os::00D09E-door-1";
const other = "os::00D09E-door-2";
const properties = { contentType: "application/json", responseTopic: "none" };

describe.skipIf(missing)("the MQTT broker, by the shipped configuration and access rules", () => {
  let run: RunFolder;
  let certificates: CertificateFolder;
  let inside: Authority;
  let gateways: Authority;
  let urls: MqttAddresses;
  let bridge: Pair;
  let gateway: Pair;

  beforeAll(async () => {
    run = await openRunFolder(null);
    certificates = makeCertificates();
    inside = certificates.authority("inside");
    gateways = certificates.authority("gateways");
    bridge = inside.issue("usp-bridge");
    gateway = gateways.issue(one);
    urls = (await startLockedMosquitto(run, { inside, gateways, server: inside.issue("mqtt") })).address;
  });
  afterAll(async () => {
    await run.reaper.finish();
    certificates.remove();
  });

  const door = (which: keyof MqttAddresses, pair: Pair | null, clientId: string, ca = inside.ca) => ({
    url: urls[which],
    clientId,
    tls: tlsConfigOf(ca, pair),
  });

  /** A bridge's reading connection: what came to it, all acknowledged. */
  const openBridge = async (clientId: string, filter: string) => {
    const heard: string[] = [];
    const reader = openMqttReader({
      ...door("parts", bridge, clientId),
      username: null,
      password: null,
      protocolVersion: 5,
      sessionExpirySeconds: 60,
      receiveMaximum: 100,
      filters: [filter],
      log: createLog("door", "silent"),
      onArrival(arrival, next) {
        heard.push(arrival.payload.toString());
        arrival.acknowledge();
        next();
      },
      beforeSubscribing: () => Promise.resolve(),
    });
    await until({ sleep }, "subscribed", () => reader.subscribed);
    return { reader, heard };
  };

  const reportAll = async (texts: readonly string[]): Promise<void> => {
    const session = await openMqtt({ ...door("gateways", gateway, "gw"), onMessage: () => undefined });
    for (const text of texts)
      await session.publish(`oktopus/usp/v1/bulkdata/${one}`, Buffer.from(text), properties);
    await session.close();
  };

  test("each door takes the certificates of its own authority; none, expired, a stranger's and the other's it does not", async () => {
    const stranger = certificates.authority("stranger").issue("usp-bridge");
    const doors = [
      { which: "parts", right: bridge, expired: inside.issue("usp-bridge", { days: -1 }), others: gateway },
      { which: "gateways", right: gateway, expired: gateways.issue(one, { days: -1 }), others: bridge },
    ] as const;
    for (const { which, right, expired, others } of doors) {
      expect(await enterMqtt(door(which, right, "x"))).toBe(entered);
      for (const pair of [null, expired, stranger, others])
        expect(await enterMqtt(door(which, pair, "x"))).not.toBe(entered);
      expect(await enterMqtt(door(which, right, "x", gateways.ca))).toMatch(/certificate/i);
    }
  });

  test.each([true, false])(
    "a gateway that gives a bridge's client id (clean: %s) has not its session: what is queued there stays, and it hears on",
    async (clean) => {
      const id = `usp-bridge-${clean}`;
      const filter = `oktopus/usp/v1/bulkdata/${one}/#`;
      const away = await openBridge(id, filter);
      await away.reader.close();
      await reportAll(numbers(5));
      const foreign = async (): Promise<mqtt.MqttClient> =>
        mqtt.connectAsync(urls.gateways, {
          ...{ clientId: id, clean, protocolVersion: 5, reconnectPeriod: 0 },
          ...{ ca: readFileSync(inside.ca), ...textsOf(gateways.issue(other)) },
        });
      await (await foreign()).endAsync();
      const back = await openBridge(id, filter);
      await until({ sleep }, "what was queued", () => back.heard.length >= 5, 5000);
      const beside = await foreign();
      await reportAll(numbers(5, 5));
      await until({ sleep }, "what came then", () => back.heard.length >= 10, 5000);
      expect(back.heard).toEqual(numbers(10));
      expect(beside.connected).toBe(true);
      await beside.endAsync();
      await back.reader.close();
    },
  );

  test("a gateway that does not know the name of the bridges' group takes nothing of it; who knows it takes a share", async () => {
    const filter = `oktopus/usp/v1/bulkdata/${one}/#`;
    const { reader, heard } = await openBridge("usp-bridge-of-group", `$share/5ec7e7/${filter}`);
    const session = await openMqtt({
      ...door("gateways", gateways.issue(other), "gw"),
      onMessage: () => undefined,
    });
    await session.subscribe([`$share/usp-telemetry/${filter}`, filter]);
    await reportAll(numbers(20));
    await until({ sleep }, "all reports", () => heard.length >= 20, 5000);
    await session.subscribe([`$share/5ec7e7/${filter}`]);
    await reportAll(numbers(20, 20));
    await reader.close();
    expect(heard.length).toBeGreaterThanOrEqual(20);
    expect(heard.length).toBeLessThan(40);
    await session.close();
  });

  test("a gateway is heard in its own topics and in no other's, and hears only itself", async () => {
    const heard: string[] = [];
    const overheard: string[] = [];
    const listening = await openMqtt({
      ...door("parts", bridge, "usp-b"),
      onMessage: ({ topic }) => heard.push(topic),
    });
    await listening.subscribe(["oktopus/usp/v1/#", "usp-telemetry/#"]);
    const session = await openMqtt({
      ...door("gateways", gateway, "gw"),
      onMessage: ({ topic }) => overheard.push(topic),
    });
    await session.subscribe(["#"]);
    const say = (topic: string) =>
      session.publish(topic, Buffer.from("{}"), properties).catch(() => undefined);
    await say(`oktopus/usp/v1/bulkdata/${other}`);
    await say(`oktopus/usp/v1/agent/${other}`);
    await say("oktopus/usp/v1/controller");
    await say("usp-telemetry/canary/bridge-1");
    const own = ["bulkdata", "controller", "api"].map((kind) => `oktopus/usp/v1/${kind}/${one}`);
    for (const topic of own) await say(topic);
    await listening.publish("usp-telemetry/canary/b", Buffer.from("x"), properties);
    while (!heard.includes("usp-telemetry/canary/b")) await sleep(20);
    expect(heard).toEqual([...own, "usp-telemetry/canary/b"]);
    expect(overheard).toEqual([]);
    await Promise.all([listening.close(), session.close()]);
  });

  test("a profile is put on an agent that may speak in its own topics and answer, and nothing else", async () => {
    const agent = await startAgent({
      url: urls.gateways,
      endpointId: one,
      controllerIds: ["oktopusController", controllerId],
      tls: { ca: readFileSync(inside.ca, "utf8"), ...textsOf(gateway) },
    });
    const own = inside.issue("usp-provision");
    const provision = startProvision(urls.parts, [one], {
      USP_MQTT_TLS_CA_FILE: inside.ca,
      USP_MQTT_TLS_CERTIFICATE_FILE: own.certificate,
      USP_MQTT_TLS_KEY_FILE: own.key,
    });
    expect(await provision.ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/changed: done; a report of \d+ bytes came after/),
    });
    await agent.stop();
  });

  test("what an agent answers to provision is heard by nobody else", async () => {
    const overheard: string[] = [];
    const onMessage = ({ topic }: { readonly topic: string }) => overheard.push(topic);
    const listening = await openMqtt({ ...door("parts", bridge, "usp-l"), onMessage });
    const beside = await openMqtt({ ...door("gateways", gateways.issue(other), "l"), onMessage });
    for (const each of [listening, beside]) await each.subscribe(["usp-telemetry/#"]);
    const session = await openMqtt({ ...door("gateways", gateway, "gw"), onMessage: () => undefined });
    const how = { contentType: "usp.msg", responseTopic: "none" };
    await session.publish("usp-telemetry/provision/run-2", Buffer.from("x"), how);
    await listening.publish("usp-telemetry/canary/after", Buffer.from("x"), how);
    while (!overheard.includes("usp-telemetry/canary/after")) await sleep(20);
    expect(overheard).toEqual(["usp-telemetry/canary/after"]);
    await Promise.all([listening, beside, session].map((each) => each.close()));
  });
});
