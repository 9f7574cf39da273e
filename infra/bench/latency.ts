/**
 * Stage latency: a simulated fleet at half the load that the whole local pipeline keeps up with, and how long a report
 * takes from its publish to its rows in ClickHouse, and a join to a reader of committed association changes. Bridge,
 * worker and sink are processes of their own, with default settings.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { type ClickhouseReader, openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { type Pipeline, startPipeline } from "#infra/cli/local-run/pipeline.ts";
import { defaultHabits, type Habits } from "#infra/simulator/home.ts";
import type { Benchmark, BenchmarkContext, Measurement } from "./benchmark.ts";
import { highestRate, holdRate, type Search, thoroughSearch } from "./latency-capacity.ts";
import type { PublishedReport } from "./latency-fleet.ts";
import { publishFleet } from "./latency-published.ts";
import { readAppendTimes, type Seen, type Sight, stagesOf, whole } from "./latency-stages.ts";
import { watchJoins, watchRows } from "./latency-watch.ts";
import { processCpuUs } from "./process-cpu.ts";
import { type BenchStack, withStack } from "./stack.ts";

const aim = { rowMs: 2000, joinMs: 700 } as const;
/** What is published before does not count: sessions, caches and compilers are still cold. */
const warmUpShare = 1 / 3;
/** Homes whose rows are looked for; all of them would make the question the load. */
const watchedHomes = 50;
const givenUpAfterMs = 30_000;

interface Plan {
  readonly search: Search;
  readonly intervalMs: number;
  readonly durationMs: number;
  readonly habits: Habits;
}

const plan: Plan = {
  search: thoroughSearch,
  intervalMs: 5000,
  durationMs: 180_000,
  habits: defaultHabits,
};
const smokePlan: Plan = {
  search: { lowest: 15, highest: 30, halvings: 0, heldMs: 2000, behindMs: 2000 },
  intervalMs: 1000,
  durationMs: 6000,
  habits: { stayMs: 5000, awayMs: 3000, moveMs: 10_000, forgetMs: 10_000 },
};

interface Fleet extends Plan {
  readonly first: number;
  readonly gateways: number;
}

export const latencyBenchmark: Benchmark = {
  name: "latency",
  async run(context) {
    const chosen = context.smoke ? smokePlan : plan;
    const fullRate = await onPipeline(context, (running) => findRate(running, chosen, context));
    const fleet = { ...chosen, first: 1, gateways: gatewaysOf(fullRate / 2, chosen) };
    context.say(`latency: sustains ${Math.round(fullRate)} reports/s; now ${fleet.gateways} gateways`);
    return toLines(await onPipeline(context, (running) => atHalfLoad(running, fleet)), fullRate, fleet);
  },
};

interface Running {
  readonly stack: BenchStack;
  readonly pipeline: Pipeline;
  readonly clickhouse: ClickhouseReader;
}

/** Each use has services and processes of its own: thousands of homes that a search leaves behind would fall silent in the middle of the next. */
const onPipeline = <T>(context: BenchmarkContext, use: (running: Running) => Promise<T>): Promise<T> =>
  withStack(context, async (stack) => {
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
      onProgress: (text) => context.say(`  ${text}`),
    });
    const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
    const died = pipeline.died.then((sentence): never => {
      throw new Error(sentence);
    });
    try {
      return await Promise.race([use({ stack, pipeline, clickhouse }), died]);
    } finally {
      await Promise.all(childrenOf(pipeline).map((child) => child.stop()));
      await clickhouse.select("DROP DATABASE bench_latency SYNC");
      await clickhouse.close();
    }
  });

const gatewaysOf = (rate: number, { intervalMs }: Plan): number =>
  Math.max(1, Math.round((rate * intervalMs) / 1000));

function findRate(
  { stack, pipeline, clickhouse }: Running,
  chosen: Plan,
  { say }: BenchmarkContext,
): Promise<number> {
  let first = 1;
  return highestRate(chosen.search, async (rate) => {
    const fleet = { ...chosen, first, gateways: gatewaysOf(rate, chosen) };
    first += fleet.gateways;
    const keptUp = await holdRate(stack, pipeline, clickhouse, fleet, chosen.search);
    say(`  ${Math.round(rate)} reports/s: ${keptUp ? "kept up with" : "more waits and more"}`);
    return keptUp;
  });
}

/** Milliseconds by stage, the whole among them; see `stagesOf`. */
type Stages = ReadonlyMap<string, readonly number[]>;

interface Latencies {
  readonly rows: Stages;
  readonly joins: Stages;
  /** What each look for rows took, ascending. */
  readonly lookMs: readonly number[];
  readonly published: number;
  readonly seconds: number;
  /** Of bridge, worker and sink together, a report. */
  readonly cpuUs: number;
}

async function atHalfLoad({ stack, pipeline, clickhouse }: Running, fleet: Fleet): Promise<Latencies> {
  const { first, gateways, intervalMs, durationMs, habits } = fleet;
  const joins = await watchJoins(pipeline.values);
  const order = { url: stack.mqtt.url, first, gateways, intervalMs, durationMs, habits };
  const cpuOf = (): number => childrenOf(pipeline).reduce((sum, { pid }) => sum + processCpuUs(pid), 0);
  const cpu = cpuOf();
  const rows = watchRows(clickhouse, watchedOf(fleet));
  const published = await publishFleet(stack, "latency-fleet", order);
  const cpuUs = cpuOf() - cpu;
  const counted = published.filter(
    ({ publishedAtMs }) => publishedAtMs > (published[0]?.publishedAtMs ?? 0) + durationMs * warmUpShare,
  );
  const watched = new Set(watchedOf(fleet));
  const seenRows = await collect(
    "reports",
    rows.seen,
    counted.filter(({ homeId }) => watched.has(homeId)).map(toRowKey),
  );
  const seenJoins = await collect("joins", joins.seen, counted.flatMap(toJoinKeys));
  await Promise.all([rows.stop(), joins.stop()]);
  const appendedAt = await readAppendTimes(pipeline.values);
  return {
    rows: stagesOf(seenRows, appendedAt),
    joins: stagesOf(seenJoins, appendedAt),
    lookMs: rows.lookMs.toSorted((a, b) => a - b),
    published: published.length,
    seconds: durationMs / 1000,
    cpuUs: cpuUs / published.length,
  };
}

const childrenOf = ({ bridges, workers, sink }: Pipeline) =>
  [...bridges, ...workers, sink].map(({ child }) => child);

/** Spread over the fleet. */
const watchedOf = ({ first, gateways }: Fleet): readonly string[] => {
  const every = Math.max(1, Math.floor(gateways / watchedHomes));
  return Array.from({ length: Math.min(gateways, watchedHomes) }, (_, index) => {
    const number = String(first + index * every).padStart(4, "0");
    return `os::00D09E-cpe-sim-${number}`;
  });
};

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

/** Waits for what is still under way; every one must come. */
async function collect(
  what: string,
  seen: ReadonlyMap<string, Sight>,
  expected: readonly Expected[],
): Promise<readonly Seen[]> {
  const missing = (): readonly Expected[] => expected.filter(({ key }) => !seen.has(key));
  for (const end = Date.now() + givenUpAfterMs; missing().length > 0 && Date.now() < end;) await sleep(100);
  const never = missing();
  if (never.length > 0)
    throw new Error(
      `${never.length} of ${expected.length} ${what} never came, the first is ${never[0]?.key}`,
    );
  if (expected.length === 0) throw new Error(`There were no ${what} to wait for`);
  return expected.flatMap(({ key, publishedAtMs }) => {
    const sight = seen.get(key);
    return sight === undefined ? [] : [{ ...sight, publishedAtMs }];
  });
}

/** The smallest value that this share of all does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;
}

const formatStages = (stages: Stages): string =>
  `p50 and p99 in ms: ${[...stages]
    .filter(([stage]) => stage !== whole)
    .map(([stage, ms]) => `${stage} ${Math.round(percentile(ms, 0.5))}, ${Math.round(percentile(ms, 0.99))}`)
    .join("; ")}`;

function toLines(
  { rows, joins, lookMs, published, seconds, cpuUs }: Latencies,
  fullRate: number,
  { gateways, intervalMs, search }: Fleet,
): readonly Measurement[] {
  const line = (event: string, stages: Stages, aimMs: number, notes: readonly string[]): Measurement => {
    const ms = stages.get(whole) ?? [];
    return {
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
        `p50 ${inSeconds(percentile(ms, 0.5))}, largest ${inSeconds(percentile(ms, 1))} of ${ms.length}`,
        formatStages(stages),
        ...notes,
      ],
    };
  };
  const row = line("report -> rows", rows, aim.rowMs, [
    `half load: ${fullRate === search.highest ? "at least " : ""}${Math.round(fullRate)} reports/s of such a fleet are sustained; now ${gateways} simulated gateways every ${intervalMs / 1000} s, mosquitto`,
    `200 ms between two looks for rows, which is in the figures; a look took p50 ${inSeconds(percentile(lookMs, 0.5))}, p99 ${inSeconds(percentile(lookMs, 0.99))}; CPU of bridge, worker and sink together`,
  ]);
  return [
    { ...row, cpuUs },
    line("join -> reader", joins, aim.joinMs, [
      "publish of the report that shows the join, to a read-committed consumer",
    ]),
  ];
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
