/** Alerts of one partition as recorded and as made again: what is the same, and what is not. */
import { detectorOf, type SaidAlert } from "./said-alert.ts";

/** One detector, or static rule. The first five count episodes, by the record that raised them; the last three all other records. */
export interface ClassDifference {
  recorded: number;
  same: number;
  /** Raised at another time for the same subject: neither vanished nor appeared. */
  moved: number;
  vanished: number;
  appeared: number;
  /** Of what moved: received time now less the recorded one, ms; negative is earlier. */
  readonly shiftsMs: number[];
  laterSame: number;
  laterVanished: number;
  laterAppeared: number;
}

export interface Difference {
  readonly what: "moved" | "vanished" | "appeared";
  /** As it is now, except for what vanished. */
  readonly alert: SaidAlert;
  /** Of what moved. */
  readonly shiftMs: number | null;
}

export interface Comparison {
  /** By `detectorOf`. */
  readonly classes: Map<string, ClassDifference>;
  /** In order of received time. */
  readonly differences: readonly Difference[];
}

/** Two raises of one subject so far apart or less are one that moved. */
const movedWithinMs = 3_600_000;

/**
 * `exact`: the state before the first event was known to be empty, so even episode ids must be the same. Otherwise
 * records are the same by subject, class, state, severity and the time at which they were raised.
 */
export function compareAlerts(
  recorded: readonly SaidAlert[],
  replayed: readonly SaidAlert[],
  exact: boolean,
): Comparison {
  const comparison = { classes: new Map<string, ClassDifference>(), differences: [] as Difference[] };
  const { same, vanished, appeared } = split(recorded, replayed, exact);
  for (const alert of recorded) if (isRaise(alert)) classOf(comparison, alert).recorded += 1;
  for (const alert of same) classOf(comparison, alert)[isRaise(alert) ? "same" : "laterSame"] += 1;
  const raises = pairRaises(vanished.filter(isRaise), appeared.filter(isRaise));
  for (const [before, now] of raises.moved) {
    const shiftMs = now.receivedAt - before.receivedAt;
    const of = classOf(comparison, now);
    of.moved += 1;
    of.shiftsMs.push(shiftMs);
    comparison.differences.push({ what: "moved", alert: now, shiftMs });
  }
  for (const what of ["vanished", "appeared"] as const) {
    for (const alert of raises[what]) {
      classOf(comparison, alert)[what] += 1;
      comparison.differences.push({ what, alert, shiftMs: null });
    }
  }
  for (const alert of vanished) if (!isRaise(alert)) classOf(comparison, alert).laterVanished += 1;
  for (const alert of appeared) if (!isRaise(alert)) classOf(comparison, alert).laterAppeared += 1;
  comparison.differences.sort((a, b) => a.alert.receivedAt - b.alert.receivedAt);
  return comparison;
}

/** Nothing of it. */
export const createClassDifference = (): ClassDifference => ({
  recorded: 0,
  same: 0,
  moved: 0,
  vanished: 0,
  appeared: 0,
  shiftsMs: [],
  laterSame: 0,
  laterVanished: 0,
  laterAppeared: 0,
});

const isRaise = ({ sequence }: SaidAlert): boolean => sequence === 0;

function classOf({ classes }: Comparison, alert: SaidAlert): ClassDifference {
  const name = detectorOf(alert);
  const of = classes.get(name) ?? createClassDifference();
  classes.set(name, of);
  return of;
}

interface Split {
  readonly same: readonly SaidAlert[];
  readonly vanished: readonly SaidAlert[];
  readonly appeared: readonly SaidAlert[];
}

/** A key that several records have is that of so many. */
function split(recorded: readonly SaidAlert[], replayed: readonly SaidAlert[], exact: boolean): Split {
  const keyOf = (alert: SaidAlert): string =>
    JSON.stringify([
      ...(exact ? [alert.episodeId, alert.sequence] : [alert.fingerprint, alert.raisedAt]),
      alert.state,
      alert.severity,
    ]);
  const unmatched = new Map<string, SaidAlert[]>();
  for (const alert of recorded) {
    const key = keyOf(alert);
    const of = unmatched.get(key);
    if (of === undefined) unmatched.set(key, [alert]);
    else of.push(alert);
  }
  const same: SaidAlert[] = [];
  const appeared: SaidAlert[] = [];
  for (const alert of replayed) {
    const found = unmatched.get(keyOf(alert))?.shift();
    (found === undefined ? appeared : same).push(alert);
  }
  return { same, appeared, vanished: [...unmatched.values()].flat() };
}

interface PairedRaises {
  readonly moved: readonly (readonly [SaidAlert, SaidAlert])[];
  readonly vanished: readonly SaidAlert[];
  readonly appeared: readonly SaidAlert[];
}

/** Pairs, in order of time, what is of one fingerprint and close. */
function pairRaises(before: readonly SaidAlert[], now: readonly SaidAlert[]): PairedRaises {
  const waiting = Map.groupBy(byTime(now), ({ fingerprint }) => fingerprint);
  const moved: [SaidAlert, SaidAlert][] = [];
  const vanished: SaidAlert[] = [];
  const taken = new Set<SaidAlert>();
  for (const alert of byTime(before)) {
    const partner = waiting
      .get(alert.fingerprint)
      ?.find((other) => !taken.has(other) && Math.abs(other.receivedAt - alert.receivedAt) <= movedWithinMs);
    if (partner === undefined) {
      vanished.push(alert);
      continue;
    }
    taken.add(partner);
    moved.push([alert, partner]);
  }
  return { moved, vanished, appeared: now.filter((alert) => !taken.has(alert)) };
}

const byTime = (alerts: readonly SaidAlert[]): readonly SaidAlert[] =>
  alerts.toSorted((a, b) => a.receivedAt - b.receivedAt);
