/**
 * How many homes that share something alarm alike within ten minutes. More than lambda + 6 sqrt(lambda) + 5, where lambda
 * is what is usual for the group, is no chance: then they are one alert.
 */
import type { Alert, AlertClass } from "#schemas/alert.ts";

/** What homes may share, the most telling first. */
const sharedLabels = ["access_node", "area", "software_version", "model_name"] as const;

/** Classes that a cause outside the home can bring to many homes at once; only these are held. */
const fleetClasses: ReadonlySet<AlertClass> = new Set([
  "gateway_silent",
  "gateway_wide",
  "churn_storm",
  "coverage_fall",
]);

export interface Group {
  readonly alertClass: AlertClass;
  /** A label and its value, or `partition` and its number. */
  readonly label: string;
  readonly value: string;
}

/** Alarms within this time are alike. */
export const groupSpanMs = 600_000;
/** Ten-minute spans after which what is usual no longer moves faster. */
const memory = 144;

export const isFleetClass = (alertClass: AlertClass): boolean => fleetClasses.has(alertClass);

/** The groups that an alert counts in, the most telling first; `labels` are the home's own beside the alert's. */
export function groupsOf(
  { alert_class: alertClass, labels: said }: Alert,
  labels: Readonly<Record<string, string>>,
): readonly Group[] {
  return sharedLabels.flatMap((label) => {
    const value = labels[label] ?? said[label] ?? "";
    return value === "" ? [] : [{ alertClass, label, value }];
  });
}

export const groupKey = ({ alertClass, label, value }: Group): string => `${alertClass} ${label}=${value}`;

interface Count {
  /** Received times of the last raises, oldest first. */
  readonly times: number[];
  /** Raises in the span under way, and when it began. */
  raised: number;
  since: number;
  /** What is usual in a span. */
  usual: number;
  spans: number;
}

/** Raises of each group. What is usual is learned while the stage runs, from nothing. */
export class GroupCounts {
  readonly #counts = new Map<string, Count>();

  /** Counts a raise received at `atMs`; true when the group has more than chance explains. */
  note(group: Group, atMs: number): boolean {
    const key = groupKey(group);
    const count = this.#counts.get(key) ?? { times: [], raised: 0, since: atMs, usual: 0, spans: 0 };
    this.#counts.set(key, count);
    settle(count, atMs);
    count.raised += 1;
    count.times.push(atMs);
    while ((count.times[0] ?? atMs) <= atMs - groupSpanMs) count.times.shift();
    return count.times.length > count.usual + 6 * Math.sqrt(count.usual) + 5;
  }
}

/** Ends spans that are over, and learns from them. */
function settle(count: Count, atMs: number): void {
  while (atMs - count.since >= groupSpanMs) {
    count.spans = Math.min(memory, count.spans + 1);
    count.usual += (count.raised - count.usual) / Math.max(6, count.spans);
    count.raised = 0;
    count.since += groupSpanMs;
    // A long time without any is as good as its last day.
    if (atMs - count.since > memory * groupSpanMs) count.since = atMs - memory * groupSpanMs;
  }
}
