/** What running processes tell of themselves while what they depend on goes away and comes back. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Link, openLink } from "#infra/adapters/link.fixture.ts";
import { bridgeConfig, sinkConfig, workerConfig } from "#infra/cli/config/process-config.ts";
import { freePort } from "#infra/local/free-port.ts";
import { findPromtool, runPromtool } from "#infra/local/promtool.ts";
import { runBridge } from "#ingest/main.ts";
import { runSink, runWorker } from "#processors/main.ts";
import { type Product, startProduct } from "../product.ts";

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
const running: Record<"bridge" | "worker" | "sink", Running | null> = {
  bridge: null,
  worker: null,
  sink: null,
};
type Part = keyof typeof running;

beforeAll(async () => {
  const stack = inject("stack");
  product = await startProduct({ stack, workers: 0, fleet: false });
  toClickhouse = await openLink(stack.clickhouse.url);
  toMqtt = await openLink(stack.mqtt.url);
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
    }),
    runWorker({ ...workerConfig(values), statusPort: workerPort }),
    runSink({
      ...sink,
      groupId: unique,
      clickhouse: { ...sink.clickhouse, url: toClickhouse.url },
      statusPort: sinkPort,
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
  await Promise.all([toClickhouse.close(), toMqtt.close()]);
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
