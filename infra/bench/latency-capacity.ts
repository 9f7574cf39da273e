/**
 * What the whole local pipeline sustains: the highest rate of a simulated fleet at which nothing gathers. Not what a burst
 * goes through at: that is inserted and committed in large pieces, which cost less each than the small ones of every day.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import type { Pipeline } from "#infra/cli/local-run/pipeline.ts";
import { askStatus } from "#infra/cli/status-client.ts";
import { topics } from "#schemas/topics.ts";
import type { FleetOrder } from "./latency-fleet.ts";
import { publishFleet } from "./latency-published.ts";
import type { BenchStack } from "./stack.ts";

/** How the rate is looked for. Rates are reports a second. */
export interface Search {
  readonly lowest: number;
  readonly highest: number;
  /** How often the gap between the best rate kept up with and the lowest one not is halved. */
  readonly halvings: number;
  /** How long each rate is held. */
  readonly heldMs: number;
  /** What was published longer than this before the end of a rate is rows by then, and the worker has taken it. */
  readonly behindMs: number;
}

/** Each rate is held for longer than a window: the homes close one and the rollup counts it meanwhile. Some seven minutes. */
export const thoroughSearch: Search = {
  lowest: 200,
  highest: 1600,
  halvings: 1,
  heldMs: 75_000,
  behindMs: 5000,
};

/** Doubles the rate while `keepsUp` with it, then halves the gap. The highest rate kept up with; the lowest where none. */
export async function highestRate(
  { lowest, highest, halvings }: Search,
  keepsUp: (rate: number) => Promise<boolean>,
): Promise<number> {
  let best = lowest;
  let tooMuch: number | null = null;
  for (let rate = lowest; tooMuch === null; rate = Math.min(highest, rate * 2)) {
    if (await keepsUp(rate)) best = rate;
    else tooMuch = rate;
    if (best === highest) return best;
  }
  for (let left = halvings; left > 0 && tooMuch > lowest; left -= 1) {
    const rate = Math.sqrt(best * tooMuch);
    if (await keepsUp(rate)) best = rate;
    else tooMuch = rate;
  }
  return best;
}

const givenUpAfterMs = 60_000;

/** Holds the rate of a fleet, says whether the pipeline kept up, and returns when it has caught up. */
export async function holdRate(
  stack: BenchStack,
  pipeline: Pipeline,
  clickhouse: ClickhouseReader,
  fleet: Pick<FleetOrder, "first" | "gateways" | "intervalMs" | "habits">,
  { heldMs, behindMs }: Search,
): Promise<boolean> {
  const before = await countReports(clickhouse);
  const { first, gateways, intervalMs, habits } = fleet;
  const order = { first, gateways, intervalMs, habits, url: stack.mqtt.url, durationMs: heldMs };
  const published = await publishFleet(stack, `latency-fleet-from-${first}`, order);
  const due = published.filter(({ publishedAtMs }) => publishedAtMs < Date.now() - behindMs).length;
  const [rows, ahead] = await Promise.all([countReports(clickhouse), aheadOfWorker(pipeline)]);
  const keptUp = rows - before >= due && ahead <= (gateways / intervalMs) * behindMs;
  for (const end = Date.now() + givenUpAfterMs; Date.now() < end; await sleep(200))
    if ((await countReports(clickhouse)) - before >= published.length) return keptUp;
  throw new Error(`Not all of ${published.length} reports became rows within ${givenUpAfterMs / 1000} s`);
}

async function countReports(clickhouse: ClickhouseReader): Promise<number> {
  const [row] = await clickhouse.select(
    "SELECT count() AS n FROM telemetry_event WHERE kind = 'report' AND NOT endsWith(profile_id, '/gateway')",
  );
  return Number(row?.["n"]);
}

/** Records of the telemetry topic that the sink has inserted and the worker has not taken; both began with the topic. */
async function aheadOfWorker({ sink, workers }: Pipeline): Promise<number> {
  const [sinkStatus, workerStatus] = await Promise.all([
    askStatus(sink.statusPort),
    askStatus(workers[0]?.statusPort ?? 0),
  ]);
  const inserted = (sinkStatus as { inserted?: Record<string, number> } | null)?.inserted ?? {};
  const applied = (workerStatus as { applied?: number } | null)?.applied ?? 0;
  return (inserted[topics.telemetry.name] ?? 0) - applied;
}
