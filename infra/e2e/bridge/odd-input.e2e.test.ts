/** What the standards allow and hardly anyone sends: none of it is lost, doubled, or the end of a bridge. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sleep } from "#infra/adapters/clock.ts";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
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

const report = (second: number): string =>
  JSON.stringify({
    Report: [{ CollectionTime: second, "Hosts.1.PhysAddress": "02:00:5E:10:00:80", "Hosts.1.Active": true }],
  });
const seconds = Math.floor(Date.now() / 1000) - 1000;

const factsOf = (run: string): readonly TelemetryEvent[] =>
  eventsOf(log.records, run).filter(({ kind }) => kind !== "tick");

describe("a bridge is not impressed by", () => {
  test("a retained report: it is flagged, and a restart does not bring it again", async () => {
    const run = newRun();
    const config = bridgeConfig(stack, run);
    const port = await freePort();
    const gateway = await connectGateway(stack);
    await gateway.publishAsync(`${run}/bulkdata/a`, report(seconds), { qos: 1, retain: true });
    const first = await startBridge(config, port);
    await until(async () => (await bridgeStatus(port)).fates.produced === 1);
    await first.stop();
    const second = await startBridge(config, port);
    await gateway.publishAsync(`${run}/bulkdata/a`, report(seconds + 1), { qos: 1 });
    await until(async () => factsOf(run).length >= 2);
    // Clears the retained one; for the bridge it is a message without bytes.
    await gateway.publishAsync(`${run}/bulkdata/a`, "", { qos: 1, retain: true });
    await untilSettled(port, 2);
    expect((await bridgeStatus(port)).fates).toEqual({
      produced: 1,
      partOfAnother: 0,
      dropped: { empty_payload: 1 },
      deadLetter: {},
    });
    await second.stop();
    await gateway.endAsync();
    expect(factsOf(run).map(({ time_raw, flags }) => [time_raw, flags.includes("retained")])).toEqual([
      [String(seconds), true],
      [String(seconds + 1), false],
    ]);
  });

  test.each([0, 1, 2] as const)("QoS %d: each message once, in order", async (qos) => {
    const run = newRun();
    const port = await freePort();
    const bridge = await startBridge(bridgeConfig(stack, run), port);
    const gateway = await connectGateway(stack);
    const sent = Array.from({ length: 120 }, (_, index) => seconds + index);
    for (const second of sent) await gateway.publishAsync(`${run}/bulkdata/a`, report(second), { qos });
    await until(async () => factsOf(run).length >= sent.length);
    await bridge.stop();
    await gateway.endAsync();
    expect(factsOf(run).map(({ time_raw }) => time_raw)).toEqual(sent.map(String));
  });

  test("messages without a byte: dropped on topics of reports, a dead letter where a Record belongs", async () => {
    const run = newRun();
    const port = await freePort();
    const bridge = await startBridge(bridgeConfig(stack, run), port);
    const gateway = await connectGateway(stack);
    await gateway.publishAsync(`${run}/bulkdata/a`, "", { qos: 1 });
    await gateway.publishAsync(`${run}/controller/os::${run}`, "", { qos: 1 });
    await untilSettled(port, 2);
    expect((await bridgeStatus(port)).fates).toEqual({
      produced: 0,
      partOfAnother: 0,
      dropped: { empty_payload: 1 },
      deadLetter: { payload_missing: 1 },
    });
    await bridge.stop();
    await gateway.endAsync();
  });

  test("names that are no names: what is no endpoint id is a dead letter, what is one stays as it is", async () => {
    const run = newRun();
    const port = await freePort();
    const bridge = await startBridge(bridgeConfig(stack, run), port);
    const gateway = await connectGateway(stack);
    const ids = [
      "'; DROP TABLE x; --",
      "é ü 😀",
      "a".repeat(2000),
      "..",
      "%2F",
      "\\",
      '"',
      "$SYS",
      "__proto__",
      "{id}",
    ];
    for (const id of ids) await gateway.publishAsync(`${run}/bulkdata/${id}`, report(seconds), { qos: 1 });
    await gateway.publishAsync(`${run}/bulkdata/last`, report(seconds), { qos: 1 });
    await untilSettled(port, ids.length + 1);
    const { produced, deadLetter } = (await bridgeStatus(port)).fates;
    const refused = Object.values(deadLetter).reduce((sum: number, count) => sum + Number(count), 0);
    expect(produced + refused).toBe(ids.length + 1);
    await bridge.stop();
    await gateway.endAsync();
    await until(async () => factsOf(run).length === produced);
    const kept = factsOf(run).map(({ endpoint_id }) => endpoint_id.replace(`os::${run}-`, ""));
    expect(kept.filter((id) => ![...ids, "last"].includes(id))).toEqual([]);
    expect(kept).toContain("last");
  });

  test("ten thousand endpoints at once", async () => {
    const run = newRun();
    const port = await freePort();
    const base = bridgeConfig(stack, run);
    const bridge = await startBridge(
      { ...base, mqtt: { ...base.mqtt, receiveMaximum: 500, heldPubacks: 1000 } },
      port,
    );
    const gateway = await connectGateway(stack);
    const count = 10_000;
    const ids = Array.from({ length: count }, (_, index) => String(index));
    for (let first = 0; first < count; first += 500)
      await Promise.all(
        ids
          .slice(first, first + 500)
          .map((id) => gateway.publishAsync(`${run}/bulkdata/${id}`, report(seconds), { qos: 1 })),
      );
    await until(async () => (await bridgeStatus(port)).fates.produced === count);
    await bridge.stop();
    await gateway.endAsync();
    await until(async () => factsOf(run).length >= count);
    expect(factsOf(run)).toHaveLength(count);
    expect(new Set(factsOf(run).map(({ home_id }) => home_id)).size).toBe(count);
  });

  test("another bridge with its client id: they take the session from each other, and nothing is lost", async () => {
    const run = newRun();
    const config = bridgeConfig(stack, run);
    const ports = [await freePort(), await freePort()];
    const first = await startBridge(config, ports[0] ?? 0);
    const second = await startBridge({ ...config, bridgeId: `${run}-other` }, ports[1] ?? 0);
    const gateway = await connectGateway(stack);
    const sent: string[] = [];
    for (const end = Date.now() + 5000; Date.now() < end;) {
      sent.push(String(sent.length));
      const record = valueChange(`os::${run}`, sent.at(-1) ?? "");
      await gateway.publishAsync(`${run}/controller/os::${run}`, record, { qos: 1 });
    }
    await second.stop();
    const stored = (): ReadonlySet<string | null> =>
      new Set(factsOf(run).flatMap(({ events }) => events.map(({ value }) => value)));
    await until(async () => stored().size >= sent.length);
    expect([...stored()].toSorted((a, b) => Number(a) - Number(b))).toEqual(sent);
    await first.stop();
    await gateway.endAsync();
  });
});

test("a bridge that understands nobody stops, and says why; what it read is dead letters, what it did not stays with the broker", async () => {
  const run = newRun();
  const port = await freePort();
  const bridge = await startBridge(
    { ...bridgeConfig(stack, run), breaker: { percent: 50, endpoints: 401 } },
    port,
  );
  const gateway = await connectGateway(stack);
  const misspeak = (id: number) =>
    gateway.publishAsync(`${run}/bulkdata/gateway-${id}`, "no report", { qos: 1 });
  await Promise.all(Array.from({ length: 400 }, (_, id) => misspeak(id)));
  // After a start a second is the least in which so many tell of all.
  await sleep(2000);
  await misspeak(400);
  await expect(bridge.done).rejects.toThrow("401 of 401 endpoints");
  await bridge.stop();
  await gateway.publishAsync(`${run}/bulkdata/d`, report(seconds), { qos: 1 });
  const again = await startBridge(bridgeConfig(stack, run), port);
  await until(async () => factsOf(run).length >= 1);
  expect((await bridgeStatus(port)).fates).toMatchObject({ produced: 1, deadLetter: {} });
  await again.stop();
  await gateway.endAsync();
});
