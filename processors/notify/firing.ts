/**
 * What fires now, for receivers that forget what they are not told again: the newest of each alert by
 * `usp.alert-state.v1`, but for what the receiver was told since. The table may be behind the log.
 */
import type { Alert } from "#schemas/alert.ts";

export class FiringAlerts {
  /** By fingerprint; only what lasts. */
  readonly #firing = new Map<string, Alert>();
  /** The newest that was told, while the table has not come so far. */
  readonly #ahead = new Map<string, Alert>();

  /** What the table says now; null: it has no such alert any more. */
  take(fingerprint: string, alert: Alert | null): void {
    if (alert !== null && lasts(alert)) this.#firing.set(fingerprint, alert);
    else this.#firing.delete(fingerprint);
    const told = this.#ahead.get(fingerprint);
    if (told !== undefined && (alert === null || !isAhead(told, alert))) this.#ahead.delete(fingerprint);
  }

  /** The receiver was told this. */
  told(alert: Alert): void {
    const known = this.#firing.get(alert.fingerprint);
    if (known !== undefined && isAhead(alert, known)) this.#ahead.set(alert.fingerprint, alert);
  }

  /** All that last, as far as anybody knows. */
  current(): readonly Alert[] {
    return [...this.#firing.values()].flatMap((alert) => {
      const told = this.#ahead.get(alert.fingerprint);
      if (told === undefined) return [alert];
      return lasts(told) ? [told] : [];
    });
  }
}

const lasts = ({ state }: Alert): boolean => state === "firing" || state === "no_data";

/** Of one episode the later transition. What belongs to another episode says nothing of it. */
const isAhead = (told: Alert, table: Alert): boolean =>
  told.episode_id === table.episode_id && told.sequence > table.sequence;
