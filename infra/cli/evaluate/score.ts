/** All homes added up, class by class. */
import { type AnomalyClass, anomalyClasses } from "#infra/simulator/world/label.ts";
import type { JudgedHome } from "./judged-home.ts";
import { confusion, matchHome } from "./match.ts";

export interface ClassScore {
  events: number;
  found: number;
  delaysMs: number[];
  right: number;
  open: number;
  wrong: number;
  /** What wrong alerts were about. */
  readonly confusions: Record<string, number>;
}

export interface Score {
  readonly classes: Record<AnomalyClass, ClassScore>;
  homes: number;
  days: number;
  reports: number;
  stationRows: number;
  stateBytes: number;
}

export function createScore(): Score {
  const classes = Object.fromEntries(anomalyClasses.map((name) => [name, createClassScore()]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of all classes
  return {
    classes: classes as Score["classes"],
    homes: 0,
    days: 0,
    reports: 0,
    stationRows: 0,
    stateBytes: 0,
  };
}

const createClassScore = (): ClassScore => ({
  events: 0,
  found: 0,
  delaysMs: [],
  right: 0,
  open: 0,
  wrong: 0,
  confusions: {},
});

/** Adds a home. */
export function addHome(score: Score, judged: JudgedHome): void {
  for (const name of anomalyClasses) {
    const matched = matchHome(judged, name);
    const of = score.classes[name];
    of.events += matched.events;
    of.found += matched.found;
    of.delaysMs.push(...matched.delaysMs);
    of.right += matched.right;
    of.open += matched.open;
    of.wrong += matched.wrong.length;
    for (const alert of matched.wrong) {
      const what = confusion(judged, alert);
      of.confusions[what] = (of.confusions[what] ?? 0) + 1;
    }
  }
  score.homes += 1;
  for (const key of ["days", "reports", "stationRows", "stateBytes"] as const) score[key] += judged[key];
}

/** Adds what another process has judged. */
export function addScore(score: Score, other: Score): void {
  for (const name of anomalyClasses) {
    const of = score.classes[name];
    const more = other.classes[name];
    for (const key of ["events", "found", "right", "open", "wrong"] as const) of[key] += more[key];
    of.delaysMs.push(...more.delaysMs);
    for (const [what, count] of Object.entries(more.confusions))
      of.confusions[what] = (of.confusions[what] ?? 0) + count;
  }
  for (const key of ["homes", "days", "reports", "stationRows", "stateBytes"] as const)
    score[key] += other[key];
}

/** Quantile of the delays, by rank; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Upper bound (95 %) of a rate of `count` events in `days` days: exact for none, else by a normal approximation of Poisson. */
export function upperRate(count: number, days: number): number {
  if (count === 0) return 3 / days;
  // Byar's approximation of the Poisson limit.
  const next = count + 1;
  return (next * (1 - 1 / (9 * next) + 1.96 / (3 * Math.sqrt(next))) ** 3) / days;
}
