/**
 * What ticks are for: a gateway is silent only when we listened. Bridges are processes of their own, which die, hang,
 * go deaf or have wrong clocks while their gateways report on; then one gateway dies in earnest.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { bridgeConfig } from "#infra/cli/config/process-config.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import { type BridgeProcess, endAllBridges, startBridgeProcess } from "../bridge/bridge-process.ts";
import { type Product, startProduct } from "../product.ts";
import { type EmittedWindows, followWindows } from "./emitted-windows.ts";
import { MqttRelay } from "./mqtt-relay.ts";
import { type ReportingGateways, startGateways } from "./reporting-gateways.ts";

const windowMs = 2000;
const latenessMs = 1000;
const idleMs = 4000;
/** Longer than the idle limit and the lateness together. */
const attackMs = 6500;
/** Longer than an outage on a busy machine, on which a bridge takes seconds to start: what waited longer is gone. */
const sessionExpirySeconds = 20;
const streams = ["oktopus/usp/v1/bulkdata", "second/bulkdata", "third/bulkdata"] as const;

const settings = {
  USP_WINDOW_SIZE_MS: String(windowMs),
  USP_WINDOW_LATENESS_MS: String(latenessMs),
  USP_WINDOW_SPREAD_MS: "0",
  USP_WINDOW_IDLE_MIN_MS: String(idleMs),
  USP_WINDOW_IDLE_MAX_MS: String(idleMs),
  USP_TICK_PERIOD_MS: "250",
  USP_MQTT_SESSION_EXPIRY_SECONDS: String(sessionExpirySeconds),
  USP_PROFILES: JSON.stringify(
    streams.map((stream) => ({
      topic: `${stream}/{id}`,
      intervalMs: 1000,
      parameters: [
        { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
      ],
    })),
  ),
};

let product: Product;
let windows: EmittedWindows;
let gateways: ReportingGateways | null = null;

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), settings });
  windows = await followWindows(product.kafka);
});

afterEach(async () => {
  await endAllBridges();
  await gateways?.stop();
  gateways = null;
});

afterAll(async () => {
  await windows.stop();
  await product.stop();
});

let bridges = 0;

/** A bridge that takes one of the streams, with a name and a session that no other has. */
function configOf(stream: (typeof streams)[number], url = product.values.mqttUrl): BridgeConfig {
  bridges += 1;
  const base = bridgeConfig(product.values);
  const name = `ticks-${process.pid}-${bridges}`;
  return {
    ...base,
    bridgeId: name,
    mqtt: { ...base.mqtt, url, clientId: name },
    topics: [{ template: `${stream}/{id}`, kind: "report" }],
  };
}

const home = (id: string): string => `os::00D09E-cpe-${id}`;

/** On each of the first two streams three gateways that live and one that will die. */
class Fleet {
  readonly living: readonly string[];
  readonly doomed: readonly [string, string];

  constructor(name: string) {
    this.living = [0, 1].flatMap((stream) => [1, 2, 3].map((number) => `${name}-${number}-${stream}`));
    this.doomed = [`${name}-doomed-0`, `${name}-doomed-1`];
  }

  async start(): Promise<void> {
    gateways = await startGateways(
      product.values.mqttUrl,
      [...this.living, ...this.doomed].map((id) => `cpe-${id}`),
      (id) => `${streams[Number(id.at(-1))]}/${id}`,
    );
    await this.reported(Date.now());
  }

  /** Until every living gateway has a window that began after this. */
  async reported(sinceMs: number): Promise<void> {
    await until(`a window of every gateway since ${new Date(sinceMs).toISOString()}`, () =>
      this.living.every((id) => windows.of(home(id)).some(({ window_start }) => window_start >= sinceMs)),
    );
  }

  /** Living gateways of which a window was ever closed for silence. */
  get calledSilent(): readonly string[] {
    return this.living.filter((id) => windows.of(home(id)).some(({ closed_by }) => closed_by === "idle"));
  }

  /**
   * A gateway dies, and the window of its last report closes as idle. Windows of it that did so although later reports
   * had closed them: the window before the last is not one where the last report came within the lateness.
   */
  async bury(id: string): Promise<readonly number[]> {
    const lastMs = (gateways?.silence(`cpe-${id}`) ?? 0) * 1000;
    const last = Math.floor(lastMs / windowMs) * windowMs;
    const idle = (): readonly number[] =>
      windows.of(home(id)).flatMap((each) => (each.closed_by === "idle" ? [each.window_start] : []));
    await until(`the last window of ${id} closed`, () => idle().includes(last));
    return idle().filter((start) => start + windowMs + latenessMs <= lastMs);
  }

  /** As `missing`, once there is none or after a minute: windows are revised a moment after their reports came. */
  async missingAfterAll(fromMs: number, toMs: number): Promise<readonly string[]> {
    const deadline = Date.now() + 100_000;
    while (this.missing(fromMs, toMs).length > 0 && Date.now() < deadline) await sleep(50);
    return this.missing(fromMs, toMs);
  }

  /** Reports that are in no window, counted over the newest revisions of whole windows between the two times. */
  missing(fromMs: number, toMs: number): readonly string[] {
    return this.living.flatMap((id) => {
      const newest = new Map(windows.of(home(id)).map((each) => [Number(each.window_start), each.received]));
      const sent = gateways?.reportsOf(`cpe-${id}`).map((second) => second * 1000) ?? [];
      const starts = [...new Set(sent.map((at) => Math.floor(at / windowMs) * windowMs))];
      return starts
        .filter((start) => start >= fromMs && start + windowMs <= toMs)
        .filter(
          (start) =>
            newest.get(start) !== sent.filter((at) => Math.floor(at / windowMs) * windowMs === start).length,
        )
        .map((start) => `${id} ${new Date(start).toISOString()}: ${newest.get(start)}`);
    });
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; await sleep(50)) if (holds()) return;
  throw new Error(`Did not happen: ${what}`);
}

/** A bridge for each of the first streams. */
const startBridges = (count: 2 | 3): Promise<BridgeProcess[]> =>
  Promise.all(streams.slice(0, count).map((stream) => startBridgeProcess(configOf(stream))));

describe("no window closes for silence that was ours, and that of a dead gateway does", () => {
  test.each(["SIGKILL", "SIGTERM"] as const)("over an outage of ours that began with %s", async (signal) => {
    const configs = streams.slice(0, 2).map((stream) => configOf(stream));
    const first = await Promise.all(configs.map((config) => startBridgeProcess(config)));
    const fleet = new Fleet(`outage-${signal}`);
    await fleet.start();
    const beganAt = Date.now();
    await Promise.all(first.map((bridge) => bridge.end(signal)));
    await sleep(attackMs);
    await Promise.all(configs.map((config) => startBridgeProcess(config)));
    const endedAt = Date.now();
    await fleet.reported(endedAt);
    expect(fleet.calledSilent).toEqual([]);
    expect(await fleet.missingAfterAll(beganAt, endedAt)).toEqual([]);
    expect(await fleet.bury(fleet.doomed[0])).toEqual([]);
    expect(fleet.calledSilent).toEqual([]);
  });

  test("beside a bridge that hangs", async () => {
    const [, hung] = await startBridges(2);
    const fleet = new Fleet("hung");
    await fleet.start();
    const beganAt = Date.now();
    hung?.freeze();
    await sleep(attackMs);
    expect(fleet.calledSilent).toEqual([]);
    hung?.thaw();
    const endedAt = Date.now();
    await fleet.reported(endedAt);
    expect(await fleet.missingAfterAll(beganAt, endedAt)).toEqual([]);
    expect(await fleet.bury(fleet.doomed[0])).toEqual([]);
    expect(await fleet.bury(fleet.doomed[1])).toEqual([]);
    expect(fleet.calledSilent).toEqual([]);
  });

  // Where a clock is behind, reports come from the future and are not trusted: no gateway is on the third stream.
  test("beside bridges whose clocks are an hour ahead and an hour behind from the start", async () => {
    await startBridgeProcess(configOf(streams[1]), 3_600_000);
    await startBridgeProcess(configOf(streams[2]), -3_600_000);
    await startBridgeProcess(configOf(streams[0]));
    const fleet = new Fleet("skewed");
    await fleet.start();
    await sleep(attackMs);
    await fleet.reported(Date.now());
    expect(fleet.calledSilent).toEqual([]);
    expect(await fleet.bury(fleet.doomed[0])).toEqual([]);
    expect(fleet.calledSilent).toEqual([]);
  });

  test("when bridges' clocks jump two hours ahead and two hours back, and come right again", async () => {
    const [, ahead, back] = await startBridges(3);
    const fleet = new Fleet("jumping");
    await fleet.start();
    ahead?.skew(7_200_000);
    back?.skew(-7_200_000);
    await sleep(attackMs);
    expect(fleet.calledSilent).toEqual([]);
    ahead?.skew(0);
    back?.skew(0);
    await fleet.reported(Date.now());
    expect(await fleet.bury(fleet.doomed[0])).toEqual([]);
    expect(fleet.calledSilent).toEqual([]);
  });

  test("while the broker delivers nothing although the connection lives", async () => {
    const relay = new MqttRelay(product.values.mqttUrl);
    const url = await relay.open();
    await startBridgeProcess(configOf(streams[0]));
    await startBridgeProcess(configOf(streams[1], url));
    const fleet = new Fleet("deaf");
    await fleet.start();
    const beganAt = Date.now();
    relay.swallows = true;
    await sleep(attackMs);
    expect(relay.swallowed).toBeGreaterThan(0);
    expect(fleet.calledSilent).toEqual([]);
    relay.swallows = false;
    const endedAt = Date.now();
    await fleet.reported(endedAt);
    expect(await fleet.missingAfterAll(beganAt, endedAt)).toEqual([]);
    expect(await fleet.bury(fleet.doomed[0])).toEqual([]);
    expect(fleet.calledSilent).toEqual([]);
    relay.close();
  });
});
