/** What every benchmark gives: one line of the table, with its floor taken in the same run. */
import type { StackAddresses } from "#infra/local/stack.ts";

/** One measured line. Times are the process's own CPU, medians over interleaved rounds. */
export interface Measurement {
  /** For example `decode`. */
  readonly stage: string;
  /** What one event is: "report of 12 kB", "station sample", "row". */
  readonly event: string;
  /** Events a second of wall time. */
  readonly ratePerSecond: number;
  /** CPU microseconds (user and system) an event; null where the CPU is not ours. */
  readonly cpuUs: number | null;
  /** What nobody can go below, done to the same input in the same run. */
  readonly floor: {
    readonly what: string;
    readonly cpuUs: number | null;
    readonly ratePerSecond: number;
  } | null;
  /** Ours to the floor, in the unit that the aim is in; null where there is no floor. */
  readonly ratio: number | null;
  /** What the aim is about where that is neither cost nor ratio: "p99 0.84 s", "7.1 kB". */
  readonly figure?: string;
  /** The aim in words: "<= 1.5 x". */
  readonly aim: string;
  readonly met: boolean;
  /** Anything a reader should know: sizes, percentiles, settings. */
  readonly notes: readonly string[];
}

export interface BenchmarkContext {
  /** Seconds instead of minutes: proves that it still runs; its figures mean nothing. */
  readonly smoke: boolean;
  readonly say: (text: string) => void;
  /** Services to use instead of a local stack of one's own (`withStack`). */
  readonly stack?: StackAddresses;
}

export interface Benchmark {
  /** As given on the command line. */
  readonly name: string;
  readonly run: (context: BenchmarkContext) => Promise<readonly Measurement[]>;
}

/** One thing to measure: `run` does its work and says how many events that was. */
export interface Candidate {
  readonly run: () => number | Promise<number>;
}

export interface Cost {
  readonly cpuUs: number;
  readonly ratePerSecond: number;
}

/**
 * Runs the candidates in turn, `rounds` times after `warmUpRounds` that do not count, so that a noisy machine is as noisy
 * for each. Medians of CPU microseconds an event and events a second, by name.
 */
export async function interleave<Name extends string>(
  candidates: Readonly<Record<Name, Candidate>>,
  rounds: number,
  warmUpRounds = 1,
): Promise<Readonly<Record<Name, Cost>>> {
  const entries = Object.entries<Candidate>(candidates);
  const costs = new Map<string, Cost[]>(entries.map(([name]) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const [name, { run }] of entries) {
      const cost = await measure(run);
      if (round >= 0) costs.get(name)?.push(cost);
    }
  }
  const medians = [...costs].map(([name, taken]) => [name, medianCost(taken)]);
  return Object.fromEntries(medians);
}

async function measure(run: Candidate["run"]): Promise<Cost> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const events = await run();
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuUs: (user + system) / events,
    ratePerSecond: events / ((performance.now() - began) / 1000),
  };
}

const medianCost = (costs: readonly Cost[]): Cost => ({
  cpuUs: median(costs.map(({ cpuUs }) => cpuUs)),
  ratePerSecond: median(costs.map(({ ratePerSecond }) => ratePerSecond)),
});

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? Number.NaN, sorted[Math.floor(middle)] ?? Number.NaN];
  return (low + high) / 2;
}
