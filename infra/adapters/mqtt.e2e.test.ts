import { createRequire } from "node:module";
import { randomUUID } from "node:crypto";
import mqtt from "mqtt";
import { afterEach, describe, expect, inject, test } from "vitest";
import { createLog } from "./log.ts";
import { type Arrival, type MqttReader, openMqttPublisher, openMqttReader } from "./mqtt.ts";

const { mqtt: broker } = inject("stack");
const log = createLog("mqtt-test", "silent");
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

interface Listening {
  readonly reader: MqttReader;
  readonly arrivals: Arrival[];
  readonly texts: () => string[];
  /** Lets the next message be read, where `hold` keeps it back. */
  readonly goOn: () => void;
}

function listen(
  clientId: string,
  more: { receiveMaximum?: number; hold?: boolean; protocolVersion?: 4 | 5 } = {},
): Listening {
  const arrivals: Arrival[] = [];
  let waiting: (() => void) | null = null;
  const reader = openMqttReader({
    url: broker.url,
    username: null,
    password: null,
    clientId,
    protocolVersion: more.protocolVersion ?? 5,
    sessionExpirySeconds: 60,
    receiveMaximum: more.receiveMaximum ?? 100,
    filters: [`${clientId}/#`],
    log,
    onArrival(arrival, next) {
      arrivals.push(arrival);
      if (more.hold === true) waiting = next;
      else next();
    },
    beforeSubscribing: () => Promise.resolve(),
  });
  open.push(reader);
  return {
    reader,
    arrivals,
    texts: () => arrivals.map(({ payload }) => payload.toString()),
    goOn: () => waiting?.(),
  };
}

async function send(topic: string, count: number, qos: 0 | 1 = 1): Promise<void> {
  const client = await mqtt.connectAsync(broker.url, { protocolVersion: 5 });
  for (let index = 0; index < count; index++) await client.publishAsync(topic, String(index), { qos });
  await client.endAsync();
}

/**
 * A reader that finds `count` messages in its session. (HiveMQ sends nothing new to a client that has a message
 * unacknowledged, whatever its receive maximum; a backlog it sends in one batch.)
 */
async function listenToBacklog(
  count: number,
  more: Parameters<typeof listen>[1] = {},
): Promise<Listening & { id: string }> {
  const id = randomUUID();
  const first = listen(id, more);
  await until(() => first.reader.subscribed);
  await first.reader.close();
  await send(`${id}/a`, count);
  return { id, ...listen(id, more) };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

test("the private hooks were checked in exactly this version of mqtt.js", () => {
  const { version } = createRequire(import.meta.url)("mqtt/package.json") as { version: string };
  expect(version).toBe("5.16.0");
});

describe("messages are acknowledged when we say so", () => {
  test("nothing is acknowledged by itself: with a receive maximum of 3 the fourth waits for the first PUBACK", async () => {
    const { arrivals, texts } = await listenToBacklog(10, { receiveMaximum: 3 });
    await until(() => arrivals.length === 3);
    await pause(300);
    expect(texts()).toEqual(["0", "1", "2"]);
    for (let index = 0; index < 10; index++) {
      await until(() => arrivals.length > index);
      arrivals[index]?.acknowledge();
    }
    expect(texts()).toEqual(numbers(10));
  });

  test.each([4, 5] as const)(
    "what was not comes again to the next connection, what was does not (version %d)",
    async (protocolVersion) => {
      const { id, ...first } = await listenToBacklog(6, { protocolVersion });
      await until(() => first.arrivals.length === 6);
      for (const arrival of first.arrivals.slice(0, 4)) arrival.acknowledge();
      await first.reader.close();
      const second = listen(id, { protocolVersion });
      await until(() => second.arrivals.length === 2);
      await pause(200);
      expect(second.texts()).toEqual(["4", "5"]);
    },
  );

  test("an acknowledgement that comes after its connection is gone does nothing", async () => {
    const { id, ...first } = await listenToBacklog(2);
    await until(() => first.arrivals.length === 2);
    await first.reader.close();
    for (const arrival of first.arrivals) arrival.acknowledge();
    const second = listen(id);
    await until(() => second.arrivals.length === 2);
    expect(second.texts()).toEqual(["0", "1"]);
  });

  test("QoS 0 needs no acknowledgement", async () => {
    const id = randomUUID();
    const { reader, arrivals } = listen(id, { receiveMaximum: 1 });
    await until(() => reader.subscribed);
    await send(`${id}/a`, 5, 0);
    await until(() => arrivals.length === 5);
    for (const arrival of arrivals) arrival.acknowledge();
    expect(reader.connected).toBe(true);
  });
});

describe("reading", () => {
  test("goes on only when asked to", async () => {
    const { arrivals, texts, goOn } = await listenToBacklog(3, { hold: true });
    await until(() => arrivals.length === 1);
    await pause(200);
    expect(arrivals.length).toBe(1);
    goOn();
    await until(() => arrivals.length === 2);
    goOn();
    await until(() => arrivals.length === 3);
    expect(texts()).toEqual(numbers(3));
  });

  test("stops for good: a held message is let go, later ones are neither delivered nor acknowledged", async () => {
    const { id, reader, arrivals } = await listenToBacklog(3, { hold: true });
    await until(() => arrivals.length === 1);
    reader.stopReading();
    await pause(200);
    expect(arrivals.length).toBe(1);
    await reader.close();
    const second = listen(id);
    await until(() => second.arrivals.length === 3);
    expect(second.texts()).toEqual(numbers(3));
  });

  test("properties come with the message", async () => {
    const id = randomUUID();
    const { reader, arrivals } = listen(id);
    await until(() => reader.subscribed);
    const client = await mqtt.connectAsync(broker.url, { protocolVersion: 5 });
    const properties = {
      contentType: "usp.msg",
      responseTopic: "r/s",
      userProperties: { "usp-received-at": ["17", "18"], __proto__x: "y" },
    };
    await client.publishAsync(`${id}/a`, "x", { qos: 1, properties });
    await client.endAsync();
    await until(() => arrivals.length === 1);
    expect(arrivals[0]).toMatchObject({
      topic: `${id}/a`,
      qos: 1,
      retain: false,
      contentType: "usp.msg",
      responseTopic: "r/s",
    });
    expect(arrivals[0]?.userProperties.get("usp-received-at")).toBe("17");
  });
});

describe("trouble is said", () => {
  test("a broker that is away", async () => {
    const reader = openMqttReader({
      url: "mqtt://127.0.0.1:1",
      username: null,
      password: null,
      clientId: "x",
      protocolVersion: 5,
      sessionExpirySeconds: 1,
      receiveMaximum: 1,
      filters: ["x"],
      log,
      onArrival: () => undefined,
      beforeSubscribing: () => Promise.resolve(),
    });
    open.push(reader);
    await until(() => reader.trouble?.includes("ECONNREFUSED") ?? false);
    expect(reader.connected).toBe(false);
  });

  test("publishing without a connection is refused at once", async () => {
    const publisher = openMqttPublisher({
      url: "mqtt://127.0.0.1:1",
      username: null,
      password: null,
      clientId: "y",
      protocolVersion: 5,
      log,
    });
    open.push(publisher);
    await expect(publisher.publish("t", "x")).rejects.toThrow("no connection");
  });
});
