/** What is mqtt.js's own; what the bridge relies on is in contract/mqtt-source.ts. */
import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { until } from "./contract/waiting.ts";
import { sleep } from "./clock.ts";
import { createLog } from "./log.ts";
import { openMqttPublisher, openMqttReader } from "./mqtt.ts";

const log = createLog("mqtt-test", "silent");
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

test("the private hooks were checked in exactly this version of mqtt.js", () => {
  const { version } = createRequire(import.meta.url)("mqtt/package.json") as { version: string };
  expect(version).toBe("5.16.0");
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
    await until({ sleep }, "the reason is said", () => reader.trouble?.includes("ECONNREFUSED") ?? false);
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
