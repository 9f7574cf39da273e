/** Which part fails when and how, from a seed. Pure: the same seed gives the same faults. */
import { createRandom, type Random } from "#infra/simulator/random.ts";

export const partNames = [
  "bridge",
  "worker",
  "fleet",
  "notify",
  "sink",
  "kafka",
  "mqtt",
  "registry",
  "clickhouse",
] as const;
export type PartName = (typeof partNames)[number];

/** kill -9; SIGSTOP, and SIGCONT after every session has timed out; SIGTERM. */
export type FaultKind = "kill" | "hang" | "stop";

export interface Fault {
  /** One part, or two at the same moment. */
  readonly parts: readonly PartName[];
  readonly kind: FaultKind;
  /** Which of several processes of a part: a number to take modulo their count. */
  readonly member: number;
  /** How long after enough is in flight. */
  readonly delayMs: number;
  /** Until a supervisor starts it again, or until SIGCONT. */
  readonly downMs: number;
}

export interface FaultPlan {
  readonly seed: string;
  readonly targets: readonly (readonly PartName[])[];
  readonly kinds: readonly FaultKind[];
  /** Faults of each target and kind. */
  readonly each: number;
}

/**
 * Longer than every session: Kafka's groups 6 s, its brokers 2 s. MQTT's keepalive is 30 s, after one and a half of
 * which a broker gives a client up, and a client its broker after at most two.
 */
export const hangMs: Readonly<Record<PartName, number>> = {
  bridge: 47_000,
  worker: 8_000,
  fleet: 8_000,
  notify: 8_000,
  sink: 8_000,
  kafka: 8_000,
  mqtt: 62_000,
  registry: 8_000,
  clickhouse: 8_000,
};

/** All faults of a plan in a seeded order. */
export function planFaults({ seed, targets, kinds, each }: FaultPlan): Fault[] {
  const random = createRandom(`faults/${seed}`);
  const all = targets.flatMap((parts) =>
    kinds.flatMap((kind) => Array.from({ length: each }, () => planFault(random, parts, kind))),
  );
  return shuffle(random, all);
}

function planFault(random: Random, parts: readonly PartName[], kind: FaultKind): Fault {
  const longestMs = Math.max(...parts.map((part) => hangMs[part]));
  return {
    parts,
    kind,
    member: random.integer(0, 999),
    delayMs: random.integer(0, 60),
    downMs: kind === "hang" ? longestMs + random.integer(0, 500) : random.integer(100, 1500),
  };
}

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}

/** A plan's faults in runs of at most `size`, as equal in length as can be. */
export function inRuns(faults: readonly Fault[], size: number): Fault[][] {
  const count = Math.ceil(faults.length / size);
  return Array.from({ length: count }, (_, run) => faults.filter((_fault, index) => index % count === run));
}

/** As in the table: `bridge + worker`. */
export const targetName = (parts: readonly PartName[]): string => parts.join(" + ");
