/** What running processes tell of themselves while what they depend on goes away and comes back. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { type Link, openLink } from "#infra/adapters/link.fixture.ts";
import { bridgeConfig, sinkConfig, workerConfig } from "#infra/cli/config/process-config.ts";
import { createSender } from "#infra/e2e/faults/sender.ts";
import { freePort } from "#infra/local/free-port.ts";
import { findPromtool, runPromtool } from "#infra/local/promtool.ts";
import { createGateway } from "#infra/simulator/gateway.ts";
import { runBridge } from "#ingest/main.ts";
import { runSink, runWorker } from "#processors/main.ts";
import { topics } from "#schemas/topics.ts";
import { type Product, startProduct } from "../product.ts";
import { openSpanCollector, type SpanCollector } from "./span-collector.ts";

interface Page {
  readonly status: number;
  readonly body: string;
}

interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

let product: Product;
let toClickhouse: Link;
let toMqtt: Link;
let collector: SpanCollector;
const running: Record<"bridge" | "worker" | "sink", Running | null> = {
  bridge: null,
  worker: null,
  sink: null,
};
type Part = keyof typeof running;

beforeAll(async () => {
  const stack = localStack();
  product = await startProduct({ stack, workers: 0, fleet: false });
  toClickhouse = await openLink(stack.clickhouse.url);
  toMqtt = await openLink(stack.mqtt.url);
  collector = await openSpanCollector();
  const tracing = { endpoint: collector.endpoint, oneIn: 1 };
  const { values } = product;
  const unique = `pages-${process.pid}-${Date.now()}`;
  const [bridgePort, workerPort, sinkPort] = [await freePort(), await freePort(), await freePort()];
  const bridge = bridgeConfig(values);
  const sink = sinkConfig(values);
  const [startedBridge, startedWorker, startedSink] = await Promise.all([
    runBridge({
      ...bridge,
      bridgeId: unique,
      tickPeriodMs: 500,
      mqtt: { ...bridge.mqtt, url: toMqtt.url, clientId: unique },
      statusPort: bridgePort,
      tracing,
    }),
    runWorker({ ...workerConfig(values), statusPort: workerPort, tracing }),
    runSink({
      ...sink,
      groupId: unique,
      clickhouse: { ...sink.clickhouse, url: toClickhouse.url },
      statusPort: sinkPort,
      tracing,
    }),
  ]);
  running.bridge = { port: bridgePort, stop: () => startedBridge.stop() };
  running.worker = { port: workerPort, stop: () => startedWorker.stop() };
  running.sink = { port: sinkPort, stop: () => startedSink.stop() };
});

afterAll(async () => {
  toClickhouse.mend();
  toMqtt.mend();
  await Promise.all(Object.values(running).flatMap((part) => (part === null ? [] : [part.stop()])));
  await product.stop();
  await Promise.all([toClickhouse.close(), toMqtt.close(), collector.close()]);
});

async function ask(part: Part, path: string): Promise<Page> {
  const response = await fetch(`http://127.0.0.1:${running[part]?.port}${path}`);
  return { status: response.status, body: await response.text() };
}

/** The page, once it is so; the test's time limit is the wait's. */
async function until(part: Part, path: string, isSo: (page: Page) => boolean): Promise<Page> {
  for (;;) {
    const page = await ask(part, path);
    if (isSo(page)) return page;
    await sleep(100);
  }
}

const ready = (part: Part): Promise<Page> => until(part, "/readyz", ({ status }) => status === 200);
const unready = (part: Part): Promise<Page> => until(part, "/readyz", ({ status }) => status === 503);

describe("a product in order", () => {
  test.each(["bridge", "worker", "sink"] as const)("the %s is ready and alive", async (part) => {
    await ready(part);
    expect((await ask(part, "/healthz")).status).toBe(200);
  });

  test("ticks come through: neither worker nor sink is behind", async () => {
    const lags = (metric: string) => new RegExp(`^${metric}\\{partition="3"\\} [0-9.e-]+$`, "m");
    await until("worker", "/metrics", ({ body }) => lags("usp_worker_lag_seconds").test(body));
    await until("sink", "/metrics", ({ body }) => lags("usp_sink_lag_seconds").test(body));
    expect((await ask("bridge", "/metrics")).body).toMatch(
      /^usp_ingest_last_tick_timestamp_seconds [0-9.]+$/m,
    );
    expect((await ask("worker", "/metrics")).body).toMatch(
      /^usp_worker_phase_partitions\{phase="live"\} 4$/m,
    );
  });

  test.skipIf(findPromtool() === null).each(["bridge", "worker", "sink"] as const)(
    "promtool has nothing against the metrics of the %s",
    async (part) => {
      expect(await runPromtool(["check", "metrics"], (await ask(part, "/metrics")).body)).toEqual({
        code: 0,
        said: "",
      });
    },
  );
});

test("a report is one trace: sent by the bridge, processed by the worker, inserted by the sink, the window it closes too", async () => {
  await Promise.all([ready("bridge"), ready("worker"), ready("sink")]);
  // Minutes of the gateway's own time, as fast as they are taken: joins wait for ticks, a window for later reports.
  const gateway = createGateway({
    seed: "pages",
    number: 1,
    startMs: Date.now() - 3_600_000,
    intervalMs: 5000,
  });
  const sender = createSender(localStack().mqtt.url, `pages-${process.pid}`);
  const homeId = gateway.endpointId;
  for (let step = 0; step < 60; step++)
    sender.send(gateway.next().publications.map((publication) => ({ homeId, publication })));
  const telemetry = topics.telemetry.name;
  const windows = topics.window.name;
  const complete = () => {
    const traces = [...Map.groupBy(collector.spans, ({ traceId }) => traceId).values()];
    return traces.find((spans) =>
      [`send ${telemetry}`, `process ${telemetry}`, `insert ${telemetry}`, `insert ${windows}`].every(
        (name) => spans.some((span) => span.name === name),
      ),
    );
  };
  while (complete() === undefined) await sleep(100);
  await sender.end();
  const spans = complete() ?? [];
  const named = (name: string) => spans.find((span) => span.name === name);
  const sent = named(`send ${telemetry}`);
  const processed = named(`process ${telemetry}`);
  expect(sent?.parentSpanId).toBeUndefined();
  expect(processed?.parentSpanId).toBe(sent?.spanId);
  expect(named(`insert ${telemetry}`)?.parentSpanId).toBe(sent?.spanId);
  expect(named(`insert ${windows}`)?.parentSpanId).toBe(processed?.spanId);
});

test("a sink without ClickHouse says so and is alive; it is ready again when ClickHouse is back", async () => {
  await ready("sink");
  toClickhouse.break();
  const { body } = await unready("sink");
  expect(JSON.parse(body)).toMatchObject({
    ready: false,
    causes: [
      { cause: expect.stringMatching(/^The sink waits for ClickHouse: /), what_to_do: expect.any(String) },
    ],
  });
  expect((await ask("sink", "/healthz")).status).toBe(200);
  await until("sink", "/metrics", (page) => /^usp_sink_waiting\{for="ClickHouse"\} 1$/m.test(page.body));
  expect((await ask("sink", "/metrics")).body).toMatch(/^usp_process_ready 0$/m);
  toClickhouse.mend();
  await ready("sink");
  await until("sink", "/metrics", (page) => /^usp_sink_waiting\{for="ClickHouse"\} 0$/m.test(page.body));
});

test("a bridge without its broker says so, and is ready again when the broker is back", async () => {
  await ready("bridge");
  toMqtt.break();
  const { body } = await unready("bridge");
  expect(body).toContain("The MQTT broker gives us nothing");
  expect((await ask("bridge", "/metrics")).body).toMatch(/^usp_ingest_mqtt_subscribed 0$/m);
  toMqtt.mend();
  await ready("bridge");
});
