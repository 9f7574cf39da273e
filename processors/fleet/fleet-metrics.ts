/** The fleet stage's metrics, and what keeps it from its work. */
import { byLabel, counter, gauge, type MetricTable, oneIf } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { StageStatus } from "./stage.ts";

export interface FleetTold extends StageStatus {
  /** Since Kafka last answered this member of the group; null before it is one. */
  readonly groupSilentMs: number | null;
}

const phases: readonly StageStatus["phase"][] = ["waiting", "acquiring", "live"];

export const fleetMetrics: MetricTable<FleetTold> = [
  gauge(
    "usp_fleet_phase",
    "1 for the phase it is in; of several fleet stages one is live, the others wait.",
    (s) => byLabel("phase", Object.fromEntries(phases.map((phase) => [phase, oneIf(s.phase === phase)]))),
  ),
  counter("usp_fleet_candidate_records_total", "Candidates taken.", (s) => s.taken),
  counter("usp_fleet_alert_records_total", "Transitions of alerts told.", (s) => s.told),
  counter("usp_fleet_unreadable_records_total", "Records that are no alert.", (s) => s.unreadable),
  counter(
    "usp_fleet_failed_records_total",
    "Candidates passed over, and transitions left untold, because the code can't go on with them.",
    (s) => s.failed,
  ),
];

/** Longer than the group's session. */
const groupPatienceMs = 15_000;

/** One that waits to take over is ready. Null: it has not joined its group. */
export function fleetCauses(status: FleetTold | null): readonly Cause[] {
  if (status === null)
    return [
      {
        cause: "The fleet stage has not joined its group yet.",
        whatToDo:
          "It waits for the schema registry or Kafka; its log says for which, usp-telemetry doctor asks each.",
      },
    ];
  if (status.groupSilentMs === null || status.groupSilentMs > groupPatienceMs)
    return [
      {
        cause:
          status.groupSilentMs === null
            ? "The fleet stage is no member of its group now."
            : `Kafka has not answered its group for ${Math.round(status.groupSilentMs / 1000)} s.`,
        whatToDo: "Look at Kafka's brokers and the group's coordinator; usp-telemetry doctor kafka.",
      },
    ];
  if (status.phase !== "acquiring") return [];
  return [
    {
      cause: "The fleet stage reads what was told before, or begins anew after an error.",
      whatToDo: "It takes seconds. If it lasts: its log says what Kafka has against it.",
    },
  ];
}
