/** From a seed to what happens in a run: how many processes with which settings, and which faults when. */
import type { Random } from "#infra/simulator/random.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { publishUntilMs, quietUntilMs } from "./homes.ts";
import type { Service } from "./network.ts";

export type Fault = { readonly atMs: number } & (
  | {
      readonly kind: "kill" | "hang";
      readonly process: number;
      readonly steps: number;
      readonly forMs: number;
    }
  | { readonly kind: "restart"; readonly process: number; readonly forMs: number }
  | { readonly kind: "down" | "slow"; readonly service: Service; readonly forMs: number }
  | { readonly kind: "loss"; readonly service: Service; readonly forMs: number; readonly share: number }
  | { readonly kind: "cut"; readonly share: number }
  | { readonly kind: "compact" }
  | { readonly kind: "offline"; readonly home: number; readonly forMs: number }
);

export interface Plan {
  readonly seed: string;
  readonly bridges: number;
  readonly workers: number;
  readonly sinks: number;
  readonly commitEveryMs: number;
  readonly replayDistanceMs: number;
  readonly maxBatchRecords: number;
  readonly receiveMaximum: number;
  /** Some messages come in segments: for one bridge, that may wait for ten messages or more. */
  readonly segmented: boolean;
  /** Times the usual delay of each service, of a millisecond or two: what is under way for longer is struck more often. */
  readonly slowness: Readonly<Record<"log" | "broker" | "tables", number>>;
  /** Share of publications that a gateway sends twice. */
  readonly duplicates: number;
  readonly faults: readonly Fault[];
}

const pick = <T>(random: Random, from: readonly [T, ...T[]]): T =>
  from[random.integer(0, from.length - 1)] ?? from[0];

export function planOf(seed: string): Plan {
  const random = createRandom(`plan ${seed}`);
  const bridges = random.integer(1, 2);
  const workers = random.integer(1, 2);
  const sinks = random.next() < 0.8 ? 1 : 2;
  const processes = bridges + workers + sinks;
  const faults = Array.from({ length: random.integer(2, 9) }, () => faultOf(random, processes));
  const receiveMaximum = pick(random, [2, 20, 500]);
  return {
    seed,
    bridges,
    workers,
    sinks,
    commitEveryMs: pick(random, [250, 1000, 3000]),
    replayDistanceMs: pick(random, [2000, 15_000, 300_000]),
    maxBatchRecords: pick(random, [3, 20, 1000]),
    receiveMaximum,
    segmented: bridges === 1 && receiveMaximum > 2,
    slowness: {
      log: pick(random, [1, 5, 30]),
      broker: pick(random, [1, 1, 20]),
      tables: pick(random, [1, 10, 100]),
    },
    duplicates: pick(random, [0, 0.05, 0.2]),
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  };
}

function faultOf(random: Random, processes: number): Fault {
  const atMs = random.integer(quietUntilMs, publishUntilMs);
  const process = random.integer(0, processes - 1);
  const service = pick<Service>(random, ["log", "log", "broker", "tables", "registry"]);
  switch (
    pick(random, [
      "kill",
      "kill",
      "kill",
      "hang",
      "hang",
      "restart",
      "down",
      "slow",
      "loss",
      "loss",
      "cut",
      "compact",
      "offline",
    ])
  ) {
    case "hang":
      return {
        atMs,
        kind: "hang",
        process,
        steps: random.integer(0, 25),
        forMs: random.integer(500, 25_000),
      };
    case "restart":
      return { atMs, kind: "restart", process, forMs: random.integer(200, 5000) };
    case "down":
      return { atMs, kind: "down", service, forMs: random.integer(200, 20_000) };
    case "slow":
      return { atMs, kind: "slow", service, forMs: random.integer(1000, 20_000) };
    case "loss":
      return {
        atMs,
        kind: "loss",
        service,
        forMs: random.integer(1000, 30_000),
        share: 0.02 + random.next() * 0.3,
      };
    case "cut":
      return { atMs, kind: "cut", share: 0.3 + random.next() * 0.7 };
    case "compact":
      return { atMs, kind: "compact" };
    case "offline":
      return {
        atMs,
        kind: "offline",
        home: random.integer(1, 3),
        forMs: Math.min(random.integer(5000, 60_000), publishUntilMs + 5000 - atMs),
      };
    default:
      return {
        atMs,
        kind: "kill",
        process,
        steps: random.integer(0, 25),
        forMs: random.integer(200, 12_000),
      };
  }
}

/** For a person: one line each. */
export const describeFault = ({ atMs, kind, ...rest }: Fault): string =>
  `${(atMs / 1000).toFixed(1).padStart(6)} s  ${kind.padEnd(8)} ${Object.entries(rest)
    .map(([name, value]) => `${name} ${typeof value === "number" ? Math.round(value * 100) / 100 : value}`)
    .join(", ")}`;
