/** Which alerts fall into a maintenance: the record's window and scope against an alert and what is known of its home. */
import type { Alert } from "#schemas/alert.ts";
import type { Maintenance } from "#schemas/maintenance.ts";

/** From its start on, and no longer at its end. */
export const isInForce = ({ starts_at: start, ends_at: end }: Maintenance, atMs: number): boolean =>
  start <= atMs && atMs < end;

/**
 * Whether an alert is suppressed by a maintenance at a moment. `labels` is what inventory says of its home; the alert's
 * own (model_name, software_version) count where inventory says nothing.
 */
export function matches(
  maintenance: Maintenance,
  alert: Pick<Alert, "home_id" | "labels">,
  labels: Readonly<Record<string, string>>,
  atMs: number,
): boolean {
  if (!isInForce(maintenance, atMs)) return false;
  const { scope, value } = maintenance;
  if (scope === "all") return true;
  if (scope === "home") return alert.home_id === value;
  return (labels[scope] ?? alert.labels[scope]) === value;
}

/** All that is planned, as `usp.maintenance.v1` has it. */
export class MaintenanceBook {
  readonly #byId = new Map<string, Maintenance>();

  /** The newest of its id; null: it is no more. */
  take(id: string, maintenance: Maintenance | null): void {
    if (maintenance === null) this.#byId.delete(id);
    else this.#byId.set(id, maintenance);
  }

  /** Whether any maintenance suppresses the alert at that moment. */
  covers(
    alert: Pick<Alert, "home_id" | "labels">,
    labels: Readonly<Record<string, string>>,
    atMs: number,
  ): boolean {
    return [...this.#byId.values()].some((each) => matches(each, alert, labels, atMs));
  }
}
