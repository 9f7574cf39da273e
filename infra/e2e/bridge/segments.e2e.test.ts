/**
 * Messages in segments between a real broker and a real Kafka: over a kill, over a cut, and when one is lost. With mosquitto,
 * where this machine has it; HiveMQ sends nothing new while a segment is unacknowledged (`parked-segments.e2e.test.ts`).
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openLink } from "#infra/adapters/link.fixture.ts";
import { freePort } from "#infra/local/free-port.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { endAllBridges, startBridgeProcess } from "./bridge-process.ts";
import { bridgeStatus, makeTopics, readLog, startBridge, until, untilSettled } from "./bridge-run.ts";
import { openSegmentRun, recordOf, segments } from "./segment-run.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

let stack: StackAddresses;
let run: RunFolder;
let broker: Service<string>;
let log: Awaited<ReturnType<typeof readLog>>;

beforeAll(async () => {
  if (missing) return;
  run = await openRunFolder(null);
  broker = await startMosquitto(run);
  stack = { ...localStack(), mqtt: { url: broker.address } };
  await makeTopics(stack);
  log = await readLog(stack);
});
afterEach(endAllBridges);
afterAll(async () => {
  if (missing) return;
  await log.stop();
  await broker.part.stop();
  await run.reaper.finish();
});

const openRun = () => openSegmentRun(stack, log);

describe.skipIf(missing)("segments", () => {
  test("that were read before a kill -9 come again, the message is whole, and what may be there twice is marked", async () => {
    const { config, endpoint, publish, events, letters, close } = await openRun();
    const [first, second, third] = segments(endpoint, "7");
    const killed = await startBridgeProcess(config);
    await publish(
      first,
      second,
      recordOf(endpoint, { kind: "mqtt_connect", version: "5", subscribedTopic: "x" }),
    );
    await until(() => Promise.resolve(events().some(({ kind }) => kind === "online")));
    await killed.end("SIGKILL");
    const next = await startBridgeProcess(config);
    await publish(third);
    await until(async () => (await next.status())?.fates.produced === 2);
    expect((await next.status())?.fates).toMatchObject({ partOfAnother: 2, dropped: {}, deadLetter: {} });
    await next.end("SIGTERM");
    await close();
    await until(() => Promise.resolve(events().length >= 3));
    expect(events().map(({ kind, msg_id, flags }) => [kind, msg_id, flags])).toEqual([
      ["online", null, []],
      ["online", null, ["redelivered"]],
      ["value_change", "m-7", ["redelivered"]],
    ]);
    expect(letters()).toEqual([]);
  });

  test("and what was read behind them are the same facts over a cut: a connect record is one event", async () => {
    const { config, endpoint, publish, events, close } = await openRun();
    const [first, second, third] = segments(endpoint, "8");
    const link = await openLink(stack.mqtt.url);
    const port = await freePort();
    const bridge = await startBridge({ ...config, mqtt: { ...config.mqtt, url: link.url } }, port);
    await publish(first, recordOf(endpoint, { kind: "mqtt_connect", version: "5", subscribedTopic: "x" }));
    await until(() => Promise.resolve(events().some(({ kind }) => kind === "online")));
    link.cut();
    await until(async () => (await bridgeStatus(port)).received >= 4);
    await publish(second, third);
    await until(async () => (await bridgeStatus(port)).fates.produced === 3);
    await until(async () => (await bridgeStatus(port)).unacknowledged === 0);
    await bridge.stop();
    await Promise.all([close(), link.close()]);
    await until(() => Promise.resolve(events().length >= 3));
    const ids = (kind: string): Set<string> =>
      new Set(events().flatMap((event) => (event.kind === kind ? [event.event_id] : [])));
    expect([ids("online").size, ids("value_change").size]).toEqual([1, 1]);
  });

  test("of which one is lost are dead letters with their bytes, and others wait for seconds only", async () => {
    const { config, endpoint, publish, events, letters, close } = await openRun();
    const port = await freePort();
    const bridge = await startBridge(config, port);
    const [first, , third] = segments(endpoint, "9");
    await publish(first, third, ...segments(endpoint, "10", 4n));
    await until(() => Promise.resolve(events().length === 1));
    await untilSettled(port, 5);
    await until(async () => (await bridgeStatus(port)).parked === 0);
    await bridge.stop();
    await close();
    await until(() => Promise.resolve(letters().length >= 2));
    expect(events().map(({ msg_id }) => msg_id)).toEqual(["m-10"]);
    expect(letters().map(({ value, headers }) => [value, headers.get(deadLetterHeader.reason)])).toEqual(
      [first, third].map((bytes) => [bytes, "session_gap"]),
    );
  });
});
