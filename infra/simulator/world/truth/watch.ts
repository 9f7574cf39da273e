/** What truth remembers of a station to know when a definition is met. */
import type { AnomalyClass, Severity } from "../label.ts";
import type { LeaveReason } from "../station.ts";

/** A run of flaps: leave, then join within ten minutes. */
export interface FlapRun {
  startMs: number;
  lastMs: number;
  penalty: number;
  /** The highest it was. */
  highest: number;
  /** Of those that reports or notifications show. */
  seen: number;
  seenPenalty: number;
  lastSeenMs: number;
  observableMs: number | null;
  establishedMs: number | null;
  isFlapping: boolean;
  /** How many flaps there were for each reason. */
  reasons: Record<LeaveReason, number>;
}

/** A run of reversals: A, B, A with at most 30 s on B. */
export interface ReversalRun {
  startMs: number;
  lastMs: number;
  /** The last three. */
  recent: number[];
  observableMs: number | null;
  isPingPong: boolean;
  walked: boolean;
}

/** Weak where something better is there, or where nobody measures whether it is. */
export interface WeakRun {
  startMs: number;
  lastMs: number;
  strictFromMs: number | null;
  clearFromMs: number | null;
  longestClearMs: number;
  observableMs: number | null;
  establishedMs: number | null;
  worstGapDb: number;
}

export interface Watch {
  flaps: FlapRun | null;
  fromBss: number;
  roamedAtMs: number;
  reversals: ReversalRun | null;
  weak: WeakRun | null;
  /** What is being injected, or was last. */
  injected: {
    readonly class: AnomalyClass;
    readonly cause: string;
    readonly fromMs: number;
    untilMs: number;
  } | null;
}

/** Nothing remembered yet. */
export const newWatch = (): Watch => ({
  flaps: null,
  fromBss: -1,
  roamedAtMs: 0,
  reversals: null,
  weak: null,
  injected: null,
});

/** Whose doing a run is: an injection of that class that overlaps, else its own. */
export function origin(
  { injected }: Watch,
  ofClass: AnomalyClass,
  run: { readonly startMs: number; readonly lastMs: number },
  otherwise: string,
): { readonly cause: string; readonly injected: boolean } {
  const isInjected =
    injected !== null &&
    injected.class === ofClass &&
    run.startMs <= injected.untilMs &&
    run.lastMs >= injected.fromMs;
  return isInjected ? { cause: injected.cause, injected: true } : { cause: otherwise, injected: false };
}

/** By how long something lasted. */
export function severityOf(durationMs: number, minor: number, major: number): Severity {
  if (durationMs < minor) return "minor";
  return durationMs < major ? "major" : "critical";
}
