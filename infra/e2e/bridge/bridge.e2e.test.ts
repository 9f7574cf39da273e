import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { topics } from "#schemas/topics.ts";
import {
  bridgeConfig,
  bridgeStatus,
  connectGateway,
  eventsOf,
  makeTopics,
  newRun,
  readLog,
  startBridge,
  until,
  untilSettled,
} from "./bridge-run.ts";
import { valueChange } from "./usp-notify.ts";

const stack = localStack();
let log: Awaited<ReturnType<typeof readLog>>;

beforeAll(async () => {
  await makeTopics(stack);
  log = await readLog(stack);
});
afterAll(() => log.stop());

const report = (seconds: number): string =>
  JSON.stringify({
    Report: [{ CollectionTime: seconds, "Hosts.1.PhysAddress": "02:00:5E:10:00:80", "Hosts.1.X_A": 1 }],
  });

describe("a bridge between a real broker and a real Kafka", () => {
  test.each([4, 5] as const)(
    "brings reports, notifications and dead letters over MQTT %d",
    async (protocolVersion) => {
      const run = newRun();
      const base = bridgeConfig(stack, run);
      const port = await freePort();
      const bridge = await startBridge({ ...base, mqtt: { ...base.mqtt, protocolVersion } }, port);
      const gateway = await connectGateway(stack, protocolVersion);
      const seconds = Math.floor(Date.now() / 1000);
      await gateway.publishAsync(`${run}/bulkdata/a`, report(seconds), { qos: 1 });
      await gateway.publishAsync(`${run}/bulkdata/a/none`, report(seconds), { qos: 0 });
      await gateway.publishAsync(`${run}/controller/os::${run}`, valueChange(`os::${run}`, "7"), { qos: 1 });
      await gateway.publishAsync(`${run}/controller/os::${run}`, "not a record", { qos: 1 });
      await untilSettled(port, 4);
      expect((await bridgeStatus(port)).fates).toEqual({
        produced: 3,
        partOfAnother: 0,
        dropped: {},
        deadLetter: { record_parse_error: 1 },
      });
      await bridge.stop();
      await gateway.endAsync();
      const events = (): ReturnType<typeof eventsOf> =>
        eventsOf(log.records, run).filter(({ kind }) => kind !== "tick");
      await until(async () => events().length === 3);
      const streams = events().map((each) => `${each.kind} ${each.profile_id} ${each.endpoint_id}`);
      expect(streams.sort()).toEqual([
        `report ${run}/bulkdata/{id} os::${run}-a`,
        `report ${run}/bulkdata/{id}/none os::${run}-a`,
        `value_change sub os::${run}`,
      ]);
      const letter = log.records.find(
        ({ topic, headers }) =>
          topic === topics.deadLetter.name && headers.get(deadLetterHeader.topic)?.startsWith(run),
      );
      expect(letter?.value?.toString()).toBe("not a record");
      expect(letter?.headers.get(deadLetterHeader.reason)).toBe("record_parse_error");
    },
  );

  test("finds in its session what was sent while it was away, in order", async () => {
    const run = newRun();
    const config = bridgeConfig(stack, run);
    const port = await freePort();
    await (await startBridge(config, port)).stop();
    const gateway = await connectGateway(stack);
    const wanted = Array.from({ length: 300 }, (_, index) => String(index));
    for (const value of wanted) {
      await gateway.publishAsync(`${run}/controller/os::${run}`, valueChange(`os::${run}`, value), {
        qos: 1,
      });
    }
    const bridge = await startBridge(config, port);
    await until(async () => (await bridgeStatus(port)).fates.produced === wanted.length);
    await bridge.stop();
    await gateway.endAsync();
    const values = (): (string | null)[] =>
      eventsOf(log.records, run).flatMap(({ events }) => events.map(({ value }) => value));
    await until(async () => values().length >= wanted.length);
    expect(values()).toEqual(wanted);
  });

  test("two bridges share a subscription: every message is in the log, by one of them", async () => {
    const run = newRun();
    const base = bridgeConfig(stack, run);
    const ports = [await freePort(), await freePort()];
    const bridges = [];
    for (const [index, port] of ports.entries()) {
      const name = `${run}-${index}`;
      const mqtt = { ...base.mqtt, clientId: name, sharedGroup: run };
      bridges.push(await startBridge({ ...base, bridgeId: name, mqtt }, port));
    }
    const gateway = await connectGateway(stack);
    const produced = async (): Promise<number[]> =>
      Promise.all(ports.map(async (port) => (await bridgeStatus(port)).fates.produced));
    const wanted: string[] = [];
    // How a broker shares is its own affair: on a busy machine one bridge may have the first hundreds.
    while (wanted.length < 200 || (wanted.length < 5000 && (await produced()).includes(0))) {
      const value = `v${wanted.length}`;
      wanted.push(value);
      await gateway.publishAsync(`${run}/controller/os::${run}`, valueChange(`os::${run}`, value), {
        qos: 1,
      });
    }
    await until(async () => (await produced()).reduce((sum, each) => sum + each, 0) >= wanted.length);
    for (const each of await produced()) expect(each).toBeGreaterThan(0);
    for (const bridge of bridges) await bridge.stop();
    await gateway.endAsync();
    const values = (): string[] =>
      eventsOf(log.records, run).flatMap(({ events }) => events.map(({ value }) => value ?? ""));
    await until(async () => new Set(values()).size === wanted.length);
  });

  test("ticks in every partition, in step with time, and says farewell when it stops", async () => {
    const run = newRun();
    const port = await freePort();
    const bridge = await startBridge(bridgeConfig(stack, run), port);
    const ticks = () => eventsOf(log.records, run).flatMap((event) => (event.tick === null ? [] : [event]));
    await until(async () => new Set(ticks().map(({ received_at }) => received_at)).size >= 3);
    await bridge.stop();
    await until(async () => ticks().filter(({ tick }) => tick?.farewell === true).length === 12);
    const times = [...new Set(ticks().map(({ received_at }) => received_at))].sort((a, b) => a - b);
    for (const time of times) {
      expect(
        ticks().filter((each) => each.received_at === time && each.tick?.farewell === false).length,
      ).toBe(12);
    }
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const step of steps) expect(step).toBeGreaterThan(300);
  });

  test("a report whose event does not fit into Kafka is kept whole, in chunks", async () => {
    const run = newRun();
    const base = bridgeConfig(stack, run);
    const port = await freePort();
    const limits = { ...base.limits, kafkaRecordBytes: 8192 };
    const bridge = await startBridge({ ...base, limits }, port);
    const gateway = await connectGateway(stack);
    const hosts = Array.from({ length: 200 }, (_, index) => [
      `Hosts.${index + 1}.PhysAddress`,
      `02:00:00:00:01:${index.toString(16).padStart(2, "0")}`,
    ]);
    const text = JSON.stringify({ Report: [Object.fromEntries(hosts)] });
    await gateway.publishAsync(`${run}/bulkdata/a`, text, { qos: 1 });
    await untilSettled(port, 1);
    expect((await bridgeStatus(port)).fates.deadLetter).toEqual({ event_too_large: 1 });
    await bridge.stop();
    await gateway.endAsync();
    const chunks = () =>
      log.records.filter(({ headers }) => headers.get(deadLetterHeader.topic) === `${run}/bulkdata/a`);
    await until(
      async () => chunks().length >= Number(chunks()[0]?.headers.get(deadLetterHeader.chunkCount) ?? 1e9),
    );
    expect(Buffer.concat(chunks().map(({ value }) => value ?? Buffer.alloc(0))).toString()).toBe(text);
  });

  test("a replay takes received times from the recording and ticks in that time", async () => {
    const run = newRun();
    const port = await freePort();
    const bridge = await startBridge({ ...bridgeConfig(stack, run), replay: true, tickPeriodMs: 5000 }, port);
    const gateway = await connectGateway(stack);
    const start = 1_795_330_000_000;
    for (const offset of [0, 4_000, 11_000]) {
      await gateway.publishAsync(`${run}/bulkdata/a`, report((start + offset) / 1000), {
        qos: 1,
        properties: { userProperties: { "usp-received-at": String(start + offset + 500) } },
      });
    }
    await until(async () => (await bridgeStatus(port)).fates.produced === 3);
    await gateway.publishAsync("usp-telemetry/replay/close", JSON.stringify({ until: start + 21_000 }), {
      qos: 1,
    });
    const ticks = () => eventsOf(log.records, run).filter(({ tick }) => tick?.farewell === false);
    await until(async () => ticks().length === 5 * 12);
    await bridge.stop();
    await gateway.endAsync();
    const times = [...new Set(ticks().map(({ received_at }) => received_at))].sort((a, b) => a - b);
    expect(times).toEqual([0, 5, 10, 15, 20].map((seconds) => start + seconds * 1000));
    const received = eventsOf(log.records, run).flatMap((each) =>
      each.kind === "report" ? [each.received_at] : [],
    );
    expect(received).toEqual([500, 4_500, 11_500].map((offset) => start + offset));
  });
});
