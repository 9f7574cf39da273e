/**
 * Alert latency: from the publish of the report that makes an alert sure to a reader of committed alerts. Gateways with
 * a station that keeps leaving and coming back: the report in which it is back once too often raises `flapping`, a class
 * that the fleet stage does not hold. Bridge, worker and fleet stage are processes of their own, with default settings.
 */
import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig, kafkaConfig } from "#infra/cli/config/process-config.ts";
import { startPipeline } from "#infra/cli/local-run/pipeline.ts";
import type { Values } from "#infra/cli/settings.ts";
import { defaultHabits } from "#infra/simulator/home.ts";
import type { Alert } from "#schemas/alert.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { topics } from "#schemas/topics.ts";
import type { Benchmark, BenchmarkContext, Measurement } from "./benchmark.ts";
import { publishFleet } from "./latency-published.ts";
import { type BenchStack, withStack } from "./stack.ts";

const aimMs = 700;
const database = "bench_alerts";
const givenUpAfterMs = 60_000;
/** Here once, then gone for two reports, after which it has left. A fourth return within minutes is one too many; the others are to spare. */
const cycle = 3;
const reportsEach = 1 + 7 * cycle;
/** A timer may fire a little before its time. */
const timersEarlyMs = 10;

interface Plan {
  /** Gateways with a station that flaps. */
  readonly gateways: number;
  readonly intervalMs: number;
  /** The simulated fleet beside them. */
  readonly fleet: { readonly gateways: number; readonly intervalMs: number };
}
const plan: Plan = { gateways: 600, intervalMs: 3000, fleet: { gateways: 3000, intervalMs: 5000 } };
const smokePlan: Plan = { gateways: 4, intervalMs: 1000, fleet: { gateways: 10, intervalMs: 1000 } };

export const alertLatencyBenchmark: Benchmark = {
  name: "alerts",
  run: (context) => withStack(context, (stack) => onStack(stack, context)),
};

async function onStack(stack: BenchStack, { smoke, say }: BenchmarkContext): Promise<readonly Measurement[]> {
  const pipeline = await startPipeline(stack, {
    bridges: 1,
    workers: 1,
    replay: false,
    configFile: undefined,
    environment: {
      USP_CLICKHOUSE_DATABASE: database,
      USP_WORKER_GROUP_ID: "bench-alerts-worker",
      USP_FLEET_GROUP_ID: "bench-alerts-fleet",
      USP_SINK_GROUP_ID: "bench-alerts-sink",
    },
    onProgress: (text) => say(`  ${text}`),
  });
  const died = pipeline.died.then((sentence): never => {
    throw new Error(sentence);
  });
  try {
    return await Promise.race([measure(stack, pipeline.values, smoke ? smokePlan : plan), died]);
  } finally {
    const { bridges, workers, sink } = pipeline;
    await Promise.all([...bridges, ...workers, sink].map(({ child }) => child.stop()));
    const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
    await clickhouse.select(`DROP DATABASE ${database} SYNC`);
    await clickhouse.close();
  }
}

async function measure(stack: BenchStack, values: Values, chosen: Plan): Promise<readonly Measurement[]> {
  const alerts = await watchAlerts(values);
  const durationMs = (reportsEach + cycle) * chosen.intervalMs;
  const order = { ...chosen.fleet, url: stack.mqtt.url, first: 1, durationMs, habits: defaultHabits };
  const [published, beside] = await Promise.all([
    publishFlapping(stack, chosen),
    publishFleet(stack, "alerts-fleet", order),
  ]);
  for (const end = Date.now() + givenUpAfterMs; alerts.seen.size < chosen.gateways; await sleep(100))
    if (Date.now() > end)
      throw new Error(`Only ${alerts.seen.size} of ${chosen.gateways} gateways have an alert`);
  await alerts.stop();
  const ratePerSecond = (published.size + beside.length) / (durationMs / 1000);
  return [toLine(toWaits(alerts.seen, published), chosen, ratePerSecond)];
}

interface SeenAlert {
  /** Time of the report that raised it. */
  readonly raisedAtMs: number;
  readonly seenAtMs: number;
}

const endpointPrefix = "os::00D09E-cpe-alert-";

/** First alert of each of our homes that a read-committed consumer was given. Resolves when it reads. */
async function watchAlerts(values: Values) {
  const type = compileType<Alert>(loadSchema(topics.alert.schema));
  const seen = new Map<string, SeenAlert>();
  const consumer = createKafka(kafkaConfig(values)).consumer({
    groupId: `bench-alerts-${process.pid}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.alert.name], fromBeginning: true });
  const { promise: joined, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  await consumer.run({
    eachBatch: ({ batch }) => {
      const seenAtMs = Date.now();
      for (const { value } of batch.messages) {
        const decoded = value === null ? null : type.decode(bodyOf(value));
        if (decoded === null) continue;
        if (!decoded.ok) throw new Error(decoded.detail);
        const { home_id: home, alert_class: alertClass, raised_at: raisedAtMs } = decoded.value;
        const isOurs = alertClass === "flapping" && home.startsWith(endpointPrefix);
        if (isOurs && !seen.has(home)) seen.set(home, { raisedAtMs, seenAtMs });
      }
      return Promise.resolve();
    },
  });
  await joined;
  return { seen, stop: () => consumer.disconnect() };
}

const reportKey = (home: string, atMs: number): string => `${home} ${atMs}`;

/** Publishes all gateways' reports when they are due; when each was given to the broker, by `reportKey`. */
async function publishFlapping(
  { mqtt: { url } }: BenchStack,
  { gateways, intervalMs }: Plan,
): Promise<ReadonlyMap<string, number>> {
  const client = await mqtt.connectAsync(url, { protocolVersion: 5 });
  const published = new Map<string, number>();
  const live = async (gateway: number): Promise<void> => {
    // Spread, so that alerts come one after the other.
    let dueAt = Date.now() + (gateway / gateways) * cycle * intervalMs;
    for (let count = 0; count < reportsEach; count += 1) {
      await sleep(Math.max(0, dueAt - Date.now()));
      const publishedAtMs = Date.now();
      const second = Math.floor(publishedAtMs / 1000);
      published.set(reportKey(`${endpointPrefix}${gateway}`, second * 1000), publishedAtMs);
      // Two reports of the same second would be one: after a stall the next is not sent within it.
      dueAt = Math.max(dueAt + intervalMs, (second + 1) * 1000 + timersEarlyMs);
      const text = reportText(second, count % cycle === 0);
      client.publish(`oktopus/usp/v1/bulkdata/cpe-alert-${gateway}`, text, {
        qos: 1,
        properties: { contentType: "application/json" },
      });
    }
  };
  await Promise.all(Array.from({ length: gateways }, (_, index) => live(index + 1)));
  await client.endAsync();
  return published;
}

/** One station that stays, and one that is there or not. */
function reportText(second: number, isThere: boolean): string {
  const station = (row: number): Record<string, string | number> => ({
    [`ApAssociatedDevice.1.${row}.MACAddress`]: `02:00:5E:20:00:0${row}`,
    [`ApAssociatedDevice.1.${row}.SignalStrength`]: -50 - row,
  });
  const stations = isThere ? { ...station(1), ...station(2) } : station(1);
  return JSON.stringify({ Report: [{ CollectionTime: second, ...stations }] });
}

function toWaits(
  seen: ReadonlyMap<string, SeenAlert>,
  published: ReadonlyMap<string, number>,
): readonly number[] {
  const waits = [...seen].map(([home, { raisedAtMs, seenAtMs }]) => {
    const publishedAtMs = published.get(reportKey(home, raisedAtMs));
    if (publishedAtMs === undefined)
      throw new Error(`The alert of ${home} was raised at ${raisedAtMs}, by no report of it`);
    return seenAtMs - publishedAtMs;
  });
  return waits.toSorted((a, b) => a - b);
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function toLine(
  waits: readonly number[],
  { gateways, intervalMs, fleet }: Plan,
  ratePerSecond: number,
): Measurement {
  const at = (share: number): number => waits[Math.max(0, Math.ceil(waits.length * share) - 1)] ?? Number.NaN;
  return {
    stage: "alerts",
    event: "publish -> alert",
    ratePerSecond,
    cpuUs: null,
    floor: null,
    ratio: null,
    figure: `p99 ${inSeconds(at(0.99))}`,
    aim: `p99 < ${aimMs / 1000} s`,
    met: at(0.99) < aimMs,
    notes: [
      `p50 ${inSeconds(at(0.5))}, largest ${inSeconds(at(1))} of ${waits.length}`,
      `publish of the report with the return that is too much, to a read-committed consumer of alerts; ${gateways} such gateways every ${intervalMs / 1000} s beside ${fleet.gateways} simulated ones every ${fleet.intervalMs / 1000} s`,
    ],
  };
}
