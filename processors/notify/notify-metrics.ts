/** The notifier's metrics, and what keeps it from its work. */
import { counter, gauge, type MetricTable, type Sample } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import type { DeliveryStatus } from "./delivery.ts";

/** By the receiver's name in the settings. */
export interface NotifyTold {
  readonly targets: Readonly<Record<string, TargetTold>>;
}

export interface TargetTold extends DeliveryStatus {
  readonly kind: string;
  readonly resent: number;
  /** For how long the transition that waits longest has waited; 0 when none does. */
  readonly waitingMs: number;
}

const byTarget = ({ targets }: NotifyTold, read: (target: TargetTold) => number): readonly Sample[] =>
  Object.entries(targets).map(([target, told]) => ({ labels: { target }, value: read(told) }));

const fates = ["delivered", "passedOver", "refused", "notTaken", "unreadable"] as const;
const fateName = (fate: (typeof fates)[number]): string =>
  fate.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const notifyMetrics: MetricTable<NotifyTold> = [
  counter(
    "usp_notify_transition_records_total",
    "Transitions of alerts by receiver and fate; refused, not_taken and unreadable ones are dead letters.",
    ({ targets }) =>
      Object.entries(targets).flatMap(([target, told]) =>
        fates.map((fate) => ({ labels: { target, fate: fateName(fate) }, value: told[fate] })),
      ),
  ),
  counter("usp_notify_resent_alerts_total", "Firing alerts told again to an Alertmanager.", (s) =>
    byTarget(s, ({ resent }) => resent),
  ),
  gauge(
    "usp_notify_waiting_seconds",
    "How long a receiver lets the transition wait that waits longest; 0: none waits.",
    (s) => byTarget(s, ({ waitingMs }) => waitingMs / 1000),
  ),
];

/** A receiver that is away is no cause: the others are told. Null: not every receiver's group is joined. */
export const notifyCauses = (status: NotifyTold | null): readonly Cause[] =>
  status !== null
    ? []
    : [
        {
          cause: "The notifier has not joined the groups of all its receivers yet.",
          whatToDo:
            "It waits for the schema registry or Kafka; its log says for which, usp-telemetry doctor asks each.",
        },
      ];
