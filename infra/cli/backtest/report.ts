/** All partitions added up. */
import { alertClasses } from "#schemas/alert.ts";
import type { Comparable } from "./comparable.ts";
import { type ClassDifference, type Comparison, createClassDifference, type Difference } from "./compare.ts";
import type { PartitionPlan, Span } from "./plan.ts";
import type { ReplayedPartition } from "./replay-partition.ts";

export interface BacktestReport {
  readonly span: Span;
  /** By detector; each static rule is one. */
  readonly classes: Map<string, ClassDifference>;
  /** The first ones of each partition, up to `list` in all. */
  readonly differences: Difference[];
  readonly list: number;
  partitions: number;
  /** Partitions whose replay began with offset 0, or which are empty: reproduction is exact there. */
  whole: number;
  /** Partitions whose log begins later than was asked for. */
  cut: number;
  events: number;
  /** Partitions with events of which the workers' group has committed none. */
  uncommitted: number;
  /** Records that the workers have not done yet. */
  undone: number;
  homes: number;
  homeDays: number;
  /** Received times of what was compared; null when nothing was. */
  range: { readonly fromMs: number; readonly toMs: number } | null;
}

/** Nothing yet; `list`: most differences that are named. */
export const createReport = (span: Span, list: number): BacktestReport => ({
  span,
  classes: new Map(),
  differences: [],
  list,
  partitions: 0,
  whole: 0,
  cut: 0,
  events: 0,
  uncommitted: 0,
  undone: 0,
  homes: 0,
  homeDays: 0,
  range: null,
});

export interface TestedPartition {
  readonly plan: PartitionPlan;
  readonly replayed: ReplayedPartition;
  readonly range: Comparable["range"];
  readonly comparison: Comparison;
}

const dayMs = 86_400_000;

/** Adds a partition. */
export function addPartition(
  report: BacktestReport,
  { plan, replayed, range, comparison }: TestedPartition,
): void {
  report.partitions += 1;
  if (plan.isWhole || range === null) report.whole += 1;
  if (plan.isCut) report.cut += 1;
  report.events += replayed.events;
  if (!plan.isCommitted && replayed.events > 0) report.uncommitted += 1;
  report.undone += plan.undone;
  report.homes += replayed.homes;
  if (range !== null) {
    report.homeDays += (replayed.homes * (range.toMs - range.fromMs)) / dayMs;
    report.range = {
      fromMs: Math.min(range.fromMs, report.range?.fromMs ?? range.fromMs),
      toMs: Math.max(range.toMs, report.range?.toMs ?? range.toMs),
    };
  }
  for (const [name, difference] of comparison.classes) addClass(report, name, difference);
  report.differences.push(
    ...comparison.differences.slice(0, Math.max(0, report.list - report.differences.length)),
  );
}

function addClass({ classes }: BacktestReport, name: string, more: ClassDifference): void {
  const of = classes.get(name) ?? createClassDifference();
  classes.set(name, of);
  for (const key of countNames) of[key] += more[key];
  for (const shiftMs of more.shiftsMs) of.shiftsMs.push(shiftMs);
}

const countNames = [
  "recorded",
  "same",
  "moved",
  "vanished",
  "appeared",
  "laterSame",
  "laterVanished",
  "laterAppeared",
] as const;

/** Records of alerts: every raise, change and end counts. What moved has vanished and appeared. */
export interface Records {
  readonly reproduced: number;
  readonly vanished: number;
  readonly appeared: number;
}

/** Over all classes. */
export function totalRecords({ classes }: BacktestReport): Records {
  const total = { reproduced: 0, vanished: 0, appeared: 0 };
  for (const of of classes.values()) {
    total.reproduced += of.same + of.laterSame;
    total.vanished += of.moved + of.vanished + of.laterVanished;
    total.appeared += of.moved + of.appeared + of.laterAppeared;
  }
  return total;
}

/** Whether nothing differs. */
export function isReproduced(report: BacktestReport): boolean {
  const { vanished, appeared } = totalRecords(report);
  return vanished === 0 && appeared === 0;
}

/** The row of one detector or static rule, in any form of output. */
export interface ClassRow extends Omit<ClassDifference, "shiftsMs"> {
  /** Its class; `rule` and the name of a static rule. */
  readonly name: string;
  readonly now: number;
  /** Raised per 1,000 homes and day. */
  readonly recordedRate: number;
  readonly nowRate: number;
  /** Of what moved, by rank; null of none. */
  readonly medianShiftMs: number | null;
}

/** Those with alerts, in the schema's order, rules by name. */
export function classRows({ classes, homeDays }: BacktestReport): readonly ClassRow[] {
  const placeOf = (name: string): number => alertClasses.findIndex((each) => each === name.split(" ", 1)[0]);
  const sorted = [...classes].sort(
    ([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1),
  );
  return sorted.map(([name, of]) => {
    const { shiftsMs, ...counts } = of;
    const now = of.same + of.moved + of.appeared;
    const rate = (count: number): number => (homeDays === 0 ? 0 : (1000 * count) / homeDays);
    const shifts = shiftsMs.toSorted((a, b) => a - b);
    const medianShiftMs = shifts[Math.ceil(shifts.length / 2) - 1] ?? null;
    return { name, ...counts, now, recordedRate: rate(of.recorded), nowRate: rate(now), medianShiftMs };
  });
}
