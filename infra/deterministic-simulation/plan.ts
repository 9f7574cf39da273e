/** From a seed to what happens in a run: how many processes with which settings, and which faults when. */
import type { Random } from "#infra/simulator/random.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { type Bounds, type ClockError, clockErrorOf } from "./clocks.ts";
import { homes, publishUntilMs, quietUntilMs } from "./homes.ts";
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
  /** None: nobody looks at alerts. */
  readonly fleets: number;
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
  /** Clocks of gateways, by home; null: right. */
  readonly gatewayClocks: readonly (ClockError | null)[];
  /** Clocks of our processes, by name; all others are right. */
  readonly clocks: Readonly<Record<string, ClockError>>;
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
  const plan = {
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
  };
  const fleets = fleetsOf(random, plan);
  faults.push(...fleets.faults);
  const all = { ...plan, fleets: fleets.count, faults: faults.sort((a, b) => a.atMs - b.atMs) };
  return { ...all, ...wrongClocks(random, all) };
}

/** Fleet stages, and what strikes them; only where one bridge has all. */
function fleetsOf(
  random: Random,
  { bridges, workers, sinks }: Omit<Numbers, "fleets">,
): { readonly count: number; readonly faults: readonly Fault[] } {
  const count = bridges === 1 && random.next() < 0.6 ? random.integer(1, 2) : 0;
  const struck = count === 0 ? 0 : random.integer(0, 3);
  const faults = Array.from({ length: struck }, (): Fault => {
    const process = bridges + workers + sinks + random.integer(0, count - 1);
    const atMs = random.integer(quietUntilMs, publishUntilMs);
    const kind = pick<"kill" | "hang">(random, ["kill", "kill", "hang"]);
    return { atMs, kind, process, steps: random.integer(0, 25), forMs: random.integer(200, 15_000) };
  });
  return { count, faults };
}

/** How many of each. */
type Numbers = Pick<Plan, "bridges" | "workers" | "sinks" | "fleets">;

/** Names of the processes of a run, in this order. */
export const processesOf = ({ bridges, workers, sinks, fleets }: Numbers): readonly string[] =>
  Object.entries({ bridge: bridges, worker: workers, sink: sinks, fleet: fleets }).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`),
  );

/**
 * Gateways' or ours, not both: what a bridge takes for its gateway's error is its own. Of what gateways say and what they say it
 * to only where one bridge has all: what several received by clocks that differ is ordered wrongly, and known to be.
 */
function wrongClocks(random: Random, plan: Numbers): Pick<Plan, "gatewayClocks" | "clocks"> {
  const isAlone = plan.bridges === 1;
  const whose = pick(random, ["gateways", "ours", "nobody's"]);
  const gatewayClocks = Array.from({ length: homes }, () =>
    isAlone && whose === "gateways" && random.next() < 0.7
      ? clockErrorOf(random, gatewayBounds(random))
      : null,
  );
  const clocks = processesOf(plan).flatMap((name) => {
    const isRight = whose !== "ours" || random.next() < 0.4 || (!isAlone && name.startsWith("bridge"));
    return isRight ? [] : [[name, clockErrorOf(random, boundsOf(name))] as const];
  });
  return { gatewayClocks, clocks: Object.fromEntries(clocks) };
}

const minuteMs = 60_000;
const yearMs = 365 * 1440 * minuteMs;
const jumps = { fromMs: quietUntilMs, untilMs: publishUntilMs };

/**
 * By minutes, up to an hour or years. Set back by less than the horizon, or by so much that it is not believed: a copy of what
 * was too late for the old time counts in the new.
 */
function gatewayBounds(random: Random): Bounds {
  const [lowestMs, highestMs] = pick<readonly [number, number]>(random, [
    [-2 * minuteMs, 2 * minuteMs],
    [-13 * minuteMs, 60 * minuteMs],
    [-10 * yearMs, -yearMs],
    [yearMs, 10 * yearMs],
  ]);
  return { lowestMs, highestMs, jumps };
}

/** A bridge that is more than two minutes behind does not trust its gateways' times. */
const boundsOf = (name: string): Bounds => ({
  lowestMs: name.startsWith("bridge") ? -1.5 * minuteMs : -30 * minuteMs,
  highestMs: 30 * minuteMs,
  jumps,
});

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
