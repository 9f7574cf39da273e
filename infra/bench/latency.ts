/**
 * Stage latency: a simulated fleet at half the load that the whole local pipeline keeps up with, and how long a report
 * takes from its publish to its rows in ClickHouse, and a join to a reader of committed association changes. Bridge,
 * worker and sink are processes of their own, with default settings.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { type ClickhouseReader, openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { type Pipeline, startPipeline } from "#infra/cli/local-run/pipeline.ts";
import { askStatus } from "#infra/cli/status-client.ts";
import { defaultHabits, type Habits } from "#infra/simulator/home.ts";
import type { Benchmark, BenchmarkContext, Measurement } from "./benchmark.ts";
import type { FleetOrder, PublishedReport } from "./latency-fleet.ts";
import { watchJoins, watchRows } from "./latency-watch.ts";
import { processCpuUs } from "./process-cpu.ts";
import { openPublishers } from "./publishers.ts";
import { type BenchStack, withStack } from "./stack.ts";

const fleetProgram = fileURLToPath(new URL("latency-fleet.ts", import.meta.url));
const aim = { rowMs: 2000, joinMs: 700 } as const;
/** What is published before does not count: sessions, caches and compilers are still cold. */
const warmUpShare = 0.25;
/** Homes whose rows are looked for; all of them would make the question the load. */
const watchedHomes = 50;
const givenUpAfterMs = 30_000;

interface Plan {
  /** Published as fast as it goes, to find the full load. */
  readonly burst: number;
  readonly intervalMs: number;
  readonly durationMs: number;
  readonly habits: Habits;
  /** A bound on the fleet of half load. */
  readonly maxGateways: number;
}

const plan: Plan = {
  burst: 6000,
  intervalMs: 5000,
  durationMs: 120_000,
  habits: defaultHabits,
  maxGateways: 5000,
};
const smokePlan: Plan = {
  burst: 100,
  intervalMs: 1000,
  durationMs: 6000,
  habits: { stayMs: 5000, awayMs: 3000, moveMs: 10_000, forgetMs: 10_000 },
  maxGateways: 15,
};

export const latencyBenchmark: Benchmark = {
  name: "latency",
  run: (context) => withStack(context, (stack) => onStack(stack, context)),
};

async function onStack(stack: BenchStack, { smoke, say }: BenchmarkContext): Promise<readonly Measurement[]> {
  const pipeline = await startPipeline(stack, {
    bridges: 1,
    workers: 1,
    replay: false,
    configFile: undefined,
    environment: {
      USP_CLICKHOUSE_DATABASE: "bench_latency",
      USP_WORKER_GROUP_ID: "bench-latency-worker",
      USP_SINK_GROUP_ID: "bench-latency-sink",
    },
    onProgress: (text) => say(`  ${text}`),
  });
  const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
  const died = pipeline.died.then((sentence): never => {
    throw new Error(sentence);
  });
  try {
    const { burst, intervalMs, maxGateways } = smoke ? smokePlan : plan;
    const fullRate = await Promise.race([fullLoad(stack, pipeline, clickhouse, burst), died]);
    const gateways = Math.max(1, Math.min(maxGateways, Math.round((fullRate / 2) * (intervalMs / 1000))));
    say(
      `latency: keeps up with ${Math.round(fullRate)} reports/s; ${gateways} gateways every ${intervalMs / 1000} s`,
    );
    const measured = atHalfLoad(stack, pipeline, clickhouse, smoke ? smokePlan : plan, gateways);
    return toLines(await Promise.race([measured, died]), fullRate, gateways, intervalMs);
  } finally {
    await Promise.all(childrenOf(pipeline).map((child) => child.stop()));
    await clickhouse.select("DROP DATABASE bench_latency SYNC");
    await clickhouse.close();
  }
}

/** Reports a second, from the first publish until all are rows and the worker has taken them. */
async function fullLoad(
  stack: BenchStack,
  { workers }: Pipeline,
  clickhouse: ClickhouseReader,
  burst: number,
): Promise<number> {
  const publishers = await openPublishers(stack.mqtt.url, burst / 4);
  const taken = async (): Promise<number> => {
    const [row] = await clickhouse.select("SELECT count() AS n FROM telemetry_event");
    const status = (await askStatus(workers[0]?.statusPort ?? 0)) as { applied?: number } | null;
    // Ticks count as applied too, by one a partition every five seconds.
    return Math.min(Number(row?.["n"]), status?.applied ?? 0);
  };
  const began = performance.now();
  await publishers.publish(burst, taken, "");
  const seconds = (performance.now() - began) / 1000;
  await publishers.close();
  return burst / seconds;
}

interface Latencies {
  /** Milliseconds, ascending. */
  readonly rowMs: readonly number[];
  readonly joinMs: readonly number[];
  /** What each look for rows took, ascending. */
  readonly lookMs: readonly number[];
  readonly published: number;
  readonly seconds: number;
  /** Of bridge, worker and sink together, a report. */
  readonly cpuUs: number;
}

async function atHalfLoad(
  stack: BenchStack,
  pipeline: Pipeline,
  clickhouse: ClickhouseReader,
  { intervalMs, durationMs, habits }: Plan,
  gateways: number,
): Promise<Latencies> {
  const joins = await watchJoins(pipeline.values);
  const order: FleetOrder = { url: stack.mqtt.url, gateways, intervalMs, durationMs, habits };
  const cpuOf = (): number => childrenOf(pipeline).reduce((sum, { pid }) => sum + processCpuUs(pid), 0);
  const cpu = cpuOf();
  const fleet = stack.spawnPart("latency-fleet", [fleetProgram, JSON.stringify(order)]);
  const rows = watchRows(clickhouse, watchedOf(gateways));
  const { code } = await fleet.exited;
  if (code !== 0) throw new Error(`The fleet ended with ${String(code)}:\n${fleet.tail()}`);
  const cpuUs = cpuOf() - cpu;
  const published = readPublished(fleet.logFile);
  const counted = published.filter(
    ({ publishedAtMs }) => publishedAtMs > (published[0]?.publishedAtMs ?? 0) + durationMs * warmUpShare,
  );
  const watched = new Set(watchedOf(gateways));
  const rowMs = await collect(
    "reports",
    rows.seen,
    counted.filter(({ homeId }) => watched.has(homeId)).map(toRowKey),
  );
  const joinMs = await collect("joins", joins.seen, counted.flatMap(toJoinKeys));
  await Promise.all([rows.stop(), joins.stop()]);
  return {
    rowMs,
    joinMs,
    lookMs: rows.lookMs.toSorted((a, b) => a - b),
    published: published.length,
    seconds: durationMs / 1000,
    cpuUs: cpuUs / published.length,
  };
}

const childrenOf = ({ bridges, workers, sink }: Pipeline) =>
  [...bridges, ...workers, sink].map(({ child }) => child);

/** Spread over the fleet. */
const watchedOf = (gateways: number): readonly string[] => {
  const every = Math.max(1, Math.floor(gateways / watchedHomes));
  return Array.from({ length: Math.min(gateways, watchedHomes) }, (_, index) => {
    const number = String(1 + index * every).padStart(4, "0");
    return `os::00D09E-cpe-sim-${number}`;
  });
};

const readPublished = (file: string): readonly PublishedReport[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's lines
    .map((line) => JSON.parse(line) as PublishedReport);

interface Expected {
  readonly key: string;
  readonly publishedAtMs: number;
}

const toRowKey = ({ homeId, observedAtMs, publishedAtMs }: PublishedReport): Expected => ({
  key: `${homeId} ${observedAtMs}`,
  publishedAtMs,
});

const toJoinKeys = ({ homeId, joined, publishedAtMs, observedAtMs }: PublishedReport): readonly Expected[] =>
  joined.map((mac) => ({ key: `${homeId} ${observedAtMs} ${mac}`, publishedAtMs }));

/** Waits for what is still under way; every one must come. Milliseconds from publish to sight, ascending. */
async function collect(
  what: string,
  seen: ReadonlyMap<string, number>,
  expected: readonly Expected[],
): Promise<readonly number[]> {
  const missing = (): readonly Expected[] => expected.filter(({ key }) => !seen.has(key));
  for (const end = Date.now() + givenUpAfterMs; missing().length > 0 && Date.now() < end;) await sleep(100);
  const never = missing();
  if (never.length > 0)
    throw new Error(
      `${never.length} of ${expected.length} ${what} never came, the first is ${never[0]?.key}`,
    );
  if (expected.length === 0) throw new Error(`There were no ${what} to wait for`);
  const waits = expected.map(({ key, publishedAtMs }) => (seen.get(key) ?? Number.NaN) - publishedAtMs);
  return waits.toSorted((a, b) => a - b);
}

/** The smallest value that this share of all does not exceed. */
const percentile = (ascending: readonly number[], share: number): number =>
  ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;

function toLines(
  { rowMs, joinMs, lookMs, published, seconds, cpuUs }: Latencies,
  fullRate: number,
  gateways: number,
  intervalMs: number,
): readonly Measurement[] {
  const line = (
    event: string,
    ms: readonly number[],
    aimMs: number,
    notes: readonly string[],
  ): Measurement => ({
    stage: "latency",
    event,
    ratePerSecond: published / seconds,
    cpuUs: null,
    floor: null,
    ratio: null,
    figure: `p99 ${inSeconds(percentile(ms, 0.99))}`,
    aim: `p99 < ${aimMs / 1000} s`,
    met: percentile(ms, 0.99) < aimMs,
    notes: [
      `p50 ${inSeconds(percentile(ms, 0.5))}, largest ${inSeconds(ms.at(-1) ?? Number.NaN)} of ${ms.length}`,
      ...notes,
    ],
  });
  const row = line("report -> rows", rowMs, aim.rowMs, [
    `half load: a burst went through at ${Math.round(fullRate)} reports/s; now ${gateways} simulated gateways every ${intervalMs / 1000} s, mosquitto`,
    `200 ms between two looks for rows, which is in the figures; a look took p50 ${inSeconds(percentile(lookMs, 0.5))}, p99 ${inSeconds(percentile(lookMs, 0.99))}; CPU of bridge, worker and sink together`,
  ]);
  return [
    { ...row, cpuUs },
    line("join -> reader", joinMs, aim.joinMs, [
      "publish of the report that shows the join, to a read-committed consumer",
    ]),
  ];
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
