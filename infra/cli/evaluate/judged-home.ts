/** One simulated home through the home worker's own fold: what it alarms, beside what is known to be so. */
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import type { Output, PartitionFold } from "#processors/runtime/fold.ts";
import { tickEvent } from "#ingest/event.ts";
import type { Label } from "#infra/simulator/world/label.ts";
import type { HomeOptions } from "#infra/simulator/world/options.ts";
import { simulateHome } from "#infra/simulator/world/simulate.ts";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { toEvents } from "./world-event.ts";

/** One life of an alert; times are those of receiving. */
export interface Raised {
  readonly alertClass: Alert["alert_class"];
  readonly subject: string;
  readonly raisedMs: number;
  /** null: it lasted until the end. */
  clearedMs: number | null;
}

export interface JudgedHome {
  readonly home: string;
  readonly labels: readonly Label[];
  readonly raised: readonly Raised[];
  readonly days: number;
  readonly reports: number;
  readonly stationRows: number;
  /** Its snapshot at the end, without windows that are out. */
  readonly stateBytes: number;
}

const tickPeriodMs = 20_000;

/** Feeds all reports of the home, with ticks between them as a bridge would give them. */
export function judgeHome(options: HomeOptions, settings: FoldSettings): JudgedHome {
  const fold = createPartitionFold(settings);
  const raised = new Map<string, Raised>();
  const all: Raised[] = [];
  let offset = 0;
  let home = "";
  const apply = (event: FoldEvent): void => {
    for (const { outputs } of fold.apply(event, offset))
      outputs.forEach((output) => note(output, raised, all));
    offset += 1;
  };
  let reports = 0;
  let stationRows = 0;
  let tickAt = options.startMs;
  const simulated = simulateHome(options);
  let step = simulated.next();
  for (; step.done !== true; step = simulated.next()) {
    home = step.value.home;
    for (const event of toEvents(step.value)) {
      for (; tickAt <= event.received_at; tickAt += tickPeriodMs) apply(tick(tickAt));
      apply(event);
    }
    reports += 1;
    stationRows += step.value.stations.length;
  }
  for (const endAt = options.startMs + options.durationMs; tickAt <= endAt; tickAt += tickPeriodMs)
    apply(tick(tickAt));
  const days = options.durationMs / 86_400_000;
  return {
    home,
    labels: step.value,
    raised: all,
    days,
    reports,
    stationRows,
    stateBytes: stateBytesOf(fold, home),
  };
}

const tick = (at: number): FoldEvent =>
  tickEvent(
    { bridge_id: "evaluate", period_ms: tickPeriodMs, session_expiry_ms: 3_600_000, farewell: false },
    epochMs(at),
  );

function note({ topic, value }: Output, raised: Map<string, Raised>, all: Raised[]): void {
  if (topic !== "alertCandidate") return;
  if (value.state === "resolved") {
    const open = raised.get(value.episode_id);
    if (open !== undefined) open.clearedMs = value.received_at;
    raised.delete(value.episode_id);
  } else if (value.sequence === 0) {
    const { alert_class: alertClass, subject, received_at: raisedMs } = value;
    const life = { alertClass, subject, raisedMs, clearedMs: null };
    raised.set(value.episode_id, life);
    all.push(life);
  }
}

const stateBytesOf = (fold: PartitionFold, home: string): number =>
  fold
    .snapshotHome(home)
    .reduce((sum, { key, value }) => sum + (key.startsWith("h:") ? (value?.length ?? 0) : 0), 0);
