/**
 * The whole pipeline at half of what it sustains, for long: does a process hold more and more memory, does more and more wait, is
 * anything dropped, and does the conservation ledger balance at the end?
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endOffsets, groupOffsets } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig, kafkaConfig } from "#infra/cli/config/process-config.ts";
import { check } from "#infra/cli/ledger/check.ts";
import { sentenceOf } from "#infra/cli/ledger/format.ts";
import { type Pipeline, startPipeline } from "#infra/cli/local-run/pipeline.ts";
import { askBridge, sumCounts, sumFates } from "#infra/cli/status-client.ts";
import { defaultHabits } from "#infra/simulator/home.ts";
import { topics } from "#schemas/topics.ts";
import { highestRate, holdRate, thoroughSearch } from "../latency-capacity.ts";
import { publishFleet } from "../latency-published.ts";
import { processCpuUs } from "../process-cpu.ts";
import type { BenchStack } from "../stack.ts";
import { memoryOf, type ProcessMemory, warmUpShare } from "./memory.ts";
import { mean, type Slope, slopeOf } from "./slope.ts";

export interface SoakOptions {
  readonly minutes: number;
  /** Reports a second; null: half of what is sustained, which is looked for. */
  readonly rate: number | null;
  /** Between two reports of a gateway. */
  readonly intervalMs: number;
  /** Between two looks at memory, and at what waits. */
  readonly probeEveryMs: number;
  readonly say: (text: string) => void;
}

/** Of the records that wait for a group, look by look. */
export interface Lag {
  readonly group: string;
  /** Means of the first and of the last quarter of what counts. */
  readonly first: number;
  readonly last: number;
  /** Records an hour. */
  readonly slope: Slope;
}

export interface Soaked {
  readonly minutes: number;
  readonly rate: number;
  readonly published: number;
  readonly rows: number;
  readonly dropped: number;
  readonly deadLetters: number;
  readonly memory: readonly (ProcessMemory & { readonly cpuShare: number })[];
  readonly lags: readonly Lag[];
  /** Sentences; empty when it balances. */
  readonly ledger: readonly string[];
}

const tellEveryMs = 60_000;
const rowsWithinMs = 60_000;
/** Bridges and workers tell the ledger every ten seconds. */
const entriesMs = 15_000;
const database = "bench_soak";

type Child = ReturnType<BenchStack["spawnPart"]>;

export async function soak(stack: BenchStack, options: SoakOptions): Promise<Soaked> {
  const probes = mkdtempSync(join(tmpdir(), "usp-soak-"));
  const children: Child[] = [];
  const watched: BenchStack = {
    ...stack,
    spawnPart(name, argv, env) {
      const child = stack.spawnPart(name, argv, env);
      children.push(child);
      return child;
    },
  };
  const pipeline = await startPipeline(watched, {
    bridges: 1,
    workers: 1,
    replay: false,
    configFile: undefined,
    environment: {
      USP_CLICKHOUSE_DATABASE: database,
      USP_WORKER_GROUP_ID: "bench-soak-worker",
      USP_FLEET_GROUP_ID: "bench-soak-fleet",
      USP_SINK_GROUP_ID: "bench-soak-sink",
      NODE_OPTIONS: `--import ${new URL("probe.ts", import.meta.url).href}`,
      SOAK_PROBES: probes,
      SOAK_PROBE_EVERY_MS: String(options.probeEveryMs),
    },
    onProgress: options.say,
  });
  const died = pipeline.died.then((sentence): never => {
    throw new Error(sentence);
  });
  const product = [...children];
  try {
    return await Promise.race([soakOn(stack, pipeline, product, probes, options), died]);
  } finally {
    await Promise.all(product.map((child) => child.stop()));
    const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
    await clickhouse.select(`DROP DATABASE ${database} SYNC`);
    await clickhouse.close();
    rmSync(probes, { recursive: true });
  }
}

async function soakOn(
  stack: BenchStack,
  pipeline: Pipeline,
  product: readonly Child[],
  probes: string,
  { minutes, rate: wanted, intervalMs, probeEveryMs, say }: SoakOptions,
): Promise<Soaked> {
  const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
  try {
    let first = 1;
    const fleetOf = (rate: number) => {
      const gateways = Math.max(1, Math.round((rate * intervalMs) / 1000));
      const fleet = { first, gateways, intervalMs, habits: defaultHabits };
      first += gateways;
      return fleet;
    };
    const sustained =
      wanted === null
        ? await highestRate(thoroughSearch, async (rate) => {
            const keptUp = await holdRate(stack, pipeline, clickhouse, fleetOf(rate), thoroughSearch);
            say(`${Math.round(rate)} reports/s: ${keptUp ? "kept up with" : "more waits and more"}`);
            return keptUp;
          })
        : 2 * wanted;
    const rate = sustained / 2;
    say(`${Math.round(rate)} reports/s for ${minutes} minutes`);
    const rowsBefore = await countRows();
    const watch = watchLag(pipeline, probeEveryMs, say);
    const cpuBefore = product.map(({ pid }) => processCpuUs(pid));
    const beganAtMs = Date.now();
    const order = { ...fleetOf(rate), url: stack.mqtt.url, durationMs: minutes * 60_000 };
    const published = await publishFleet(stack, "soak-fleet", order);
    const tookUs = (Date.now() - beganAtMs) * 1000;
    const cpu = product.map(({ pid }, index) => (processCpuUs(pid) - (cpuBefore[index] ?? 0)) / tookUs);
    const lags = await watch.stop();
    const memory = product.map(({ name, pid }, index) => ({
      ...memoryOf(probes, name, pid, beganAtMs),
      cpuShare: cpu[index] ?? 0,
    }));
    const rows = async (): Promise<number> => (await countRows()) - rowsBefore;
    for (const end = Date.now() + rowsWithinMs; (await rows()) < published.length && Date.now() < end;)
      await sleep(200);
    await sleep(entriesMs);
    say("checking the ledger");
    const { findings } = await check({
      values: pipeline.values,
      waitMs: 120_000,
      rows: true,
      say: () => undefined,
    });
    const statuses = await Promise.all(pipeline.bridges.map(({ statusPort }) => askBridge(statusPort)));
    const fates = sumFates(statuses.filter((status) => status !== null));
    const total = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((sum, count) => sum + count, 0);
    return {
      minutes,
      rate,
      published: published.length,
      rows: await rows(),
      dropped: total(sumCounts([fates.dropped])),
      deadLetters: total(sumCounts([fates.deadLetter])),
      memory,
      lags,
      ledger: findings.map(sentenceOf),
    };
  } finally {
    await clickhouse.close();
  }

  async function countRows(): Promise<number> {
    const [row] = await clickhouse.select(
      "SELECT count() AS n FROM telemetry_event WHERE kind = 'report' AND NOT endsWith(profile_id, '/gateway')",
    );
    return Number(row?.["n"]);
  }
}

/** Looks how many reports wait for the worker and for the sink; a group's offsets are up to a second old. */
function watchLag(
  pipeline: Pipeline,
  everyMs: number,
  say: (text: string) => void,
): { stop(): Promise<readonly Lag[]> } {
  const { values } = pipeline;
  const kafka = createKafka({ ...kafkaConfig(values), clientId: "usp-soak" });
  const groups = [
    { group: "worker", id: values.workerGroupId },
    { group: "sink", id: values.sinkGroupId },
  ];
  const looks: { readonly atMs: number; readonly waiting: readonly number[] }[] = [];
  const stopping = new AbortController();
  let toldAtMs = Date.now();
  const look = async (): Promise<void> => {
    const ends = await endOffsets(kafka, topics.telemetry.name);
    const committed = await Promise.all(
      groups.map(({ id }) => groupOffsets(kafka, id, topics.telemetry.name)),
    );
    const waiting = committed.map((next) =>
      [...ends].reduce((sum, [partition, end]) => sum + end - (next.get(partition) ?? 0), 0),
    );
    looks.push({ atMs: Date.now(), waiting });
    if (Date.now() - toldAtMs < tellEveryMs) return;
    toldAtMs = Date.now();
    const minutes = Math.round((Date.now() - (looks[0]?.atMs ?? 0)) / 60_000);
    say(
      `${minutes} min: ${groups.map(({ group }, index) => `${waiting[index]} wait for the ${group}`).join(", ")}`,
    );
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await looking;
      const counted = looks.slice(Math.floor(looks.length * warmUpShare));
      const quarter = Math.max(1, Math.floor(counted.length / 4));
      return groups.map(({ group }, index) => {
        const waiting = counted.map((each) => each.waiting[index] ?? 0);
        return {
          group,
          first: mean(waiting.slice(0, quarter)),
          last: mean(waiting.slice(-quarter)),
          slope: slopeOf(
            counted.map(({ atMs }, at) => ({ hours: atMs / 3_600_000, value: waiting[at] ?? 0 })),
          ),
        };
      });
    },
  };
}
