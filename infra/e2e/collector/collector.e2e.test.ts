/**
 * A capture's gateway once by MQTT and once by HTTP in every form of bulk data: the rows are the same. And a collector
 * that is killed while many gateways send: each keeps sending until it is answered, and nothing is lost or doubled.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { eventsOf, readLog } from "../bridge/bridge-run.ts";
import { type Product, startProduct } from "../product.ts";
import type { Row } from "../truth/row.ts";
import { type CollectorProcess, endAllCollectors, startCollector } from "./collector-process.ts";
import { publishAll, sendAll } from "./gateway-sender.ts";
import { type CollectedReport, type Form, forms, reportsOf, type Sent } from "./report-forms.ts";
import { rowsOfHome, untilReportsStored } from "./stored-rows.ts";

const stream = "oktopus/usp/v1/bulkdata/{id}";
const settings = {
  USP_TICK_PERIOD_MS: "500",
  USP_BRIDGE_ID: "collector-test",
  USP_HTTP_PATHS: JSON.stringify([{ path: "/bulkdata", stream }]),
};
const homeOf = (serial: string): string => `os::00D09E-${serial}`;

const stack = localStack();
let product: Product;
let collector: CollectorProcess;
let port: number;
const reports: readonly CollectedReport[] = reportsOf(
  "bulk-json-nvp-mqtt-v5",
  Math.floor(Date.now() / 1000) - 60,
);

beforeAll(async () => {
  product = await startProduct({ stack });
  await product.goLive();
  port = await freePort();
  collector = await startCollector(stack, port, settings);
});

afterAll(async () => {
  await endAllCollectors();
  await product.stop();
});

const sendByMqtt = (serial: string, sent: readonly Sent[]) => publishAll(stack.mqtt.url, serial, sent);
const untilStored = (serial: string, count: number) => untilReportsStored(product, homeOf(serial), count);
const rowsOf = (serial: string) => rowsOfHome(product, homeOf(serial));

/** A column has no type and an empty one no value (TR-369 R-BULK.12 has both): that is all that gets lost in that form. */
const withoutTypes = ({ parameters = [], ...rest }: Record<string, readonly Row[]>): unknown => ({
  ...rest,
  parameters: parameters
    .filter(({ value }) => value !== "")
    .map(({ value_type: _type, ...row }) => row)
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
});

describe("a capture's gateway by HTTP", () => {
  let byMqtt: Record<string, readonly Row[]>;

  beforeAll(async () => {
    await sendByMqtt("cpe-mqtt", reports.map(forms.json));
    await untilStored("cpe-mqtt", reports.length);
    byMqtt = await rowsOf("cpe-mqtt");
  });

  test("by MQTT it has stations and hosts in every report", () => {
    expect(byMqtt["reports"]).toHaveLength(reports.length);
    expect(byMqtt["stations"]?.length).toBeGreaterThan(reports.length);
    expect(byMqtt["hosts"]?.length).toBeGreaterThan(reports.length);
  });

  test.each(["json", "gzip", "hierarchy", "rows", "columns"] as const satisfies readonly Form[])(
    "as %s gives the rows that it gives by MQTT",
    async (form) => {
      const serial = `cpe-${form}`;
      await sendAll(port, serial, reports.map(forms[form]));
      await untilStored(serial, reports.length);
      const rows = await rowsOf(serial);
      if (form === "columns") expect(withoutTypes(rows)).toEqual(withoutTypes(byMqtt));
      else expect(rows).toEqual(byMqtt);
      const sources = `SELECT DISTINCT source FROM telemetry_event WHERE home_id = '${homeOf(serial)}'`;
      expect(await product.ask(sources)).toEqual([{ source: "http-bulk" }]);
    },
  );

  test("the same reports by both ways are the same events", async () => {
    await sendByMqtt("cpe-both", reports.map(forms.json));
    await sendAll(port, "cpe-both", reports.map(forms.json));
    const log = await readLog(stack);
    const events = (): readonly TelemetryEvent[] => eventsOf(log.records, "cpe-both");
    while (events().length < 2 * reports.length) await sleep(50);
    await log.stop();
    const idsBy = (source: string): readonly string[] =>
      events()
        .filter((event) => event.source === source)
        .map(({ event_id }) => event_id)
        .toSorted();
    expect(new Set(idsBy("mqtt-bulk")).size).toBe(reports.length);
    expect(idsBy("http-bulk")).toEqual(idsBy("mqtt-bulk"));
    await untilStored("cpe-both", reports.length);
    const query = `SELECT toString(count()) AS stored FROM telemetry_event WHERE home_id = '${homeOf("cpe-both")}'`;
    expect(await product.ask(query)).toEqual([{ stored: String(reports.length) }]);
  });
});

test("a collector killed in the middle, twice, loses nothing and doubles nothing", async () => {
  const serials = Array.from({ length: 20 }, (_, index) => `cpe-kill-${index}`);
  const sending = serials.map((serial) => sendAll(port, serial, reports.map(forms.json)));
  for (let kill = 0; kill < 2; kill += 1) {
    await sleep(300);
    await collector.end("SIGKILL");
    collector = await startCollector(stack, port, settings);
  }
  const again = (await Promise.all(sending)).reduce((sum, each) => sum + each, 0);
  // Else they were done before the kill, and nothing was shown.
  expect(again).toBeGreaterThan(0);
  for (const serial of serials) await untilStored(serial, reports.length);
  const query = `SELECT home_id, toString(count()) AS stored, toString(uniqExact(observed_at)) AS times
    FROM telemetry_event WHERE home_id LIKE 'os::00D09E-cpe-kill-%' GROUP BY home_id ORDER BY home_id`;
  const count = String(reports.length);
  expect(await product.ask(query)).toEqual(
    serials
      .map(homeOf)
      .toSorted()
      .map((home_id) => ({ home_id, stored: count, times: count })),
  );
});

test("it ticks every partition while it runs, and says farewell when it stops", async () => {
  const log = await readLog(stack);
  const bridgeId = "collector-test-http";
  const ticks = (): readonly TelemetryEvent[] =>
    eventsOf(log.records, bridgeId).filter(({ tick }) => tick?.bridge_id === bridgeId);
  const count = product.values.kafkaPartitions;
  const before = ticks().length;
  while (ticks().length < before + 3 * count) await sleep(50);
  await collector.end("SIGTERM");
  const farewells = (): number => ticks().filter(({ tick }) => tick?.farewell === true).length;
  while (farewells() < count) await sleep(50);
  await log.stop();
  expect(farewells()).toBe(count);
  const regular = ticks().filter(({ tick }) => tick?.farewell === false && tick.period_ms > 0);
  expect(new Set(regular.map(({ received_at }) => received_at)).size).toBeGreaterThan(1);
});
