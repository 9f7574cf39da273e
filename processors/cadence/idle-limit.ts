/** How long a stream may be quiet before its windows stop waiting for it. */

export interface IdleSettings {
  /** Bounds of the limit, on the covered clock. */
  readonly idleMinMs: number;
  readonly idleMaxMs: number;
  /** The limit in reporting intervals, within those bounds. */
  readonly idleIntervals: number;
}

/** The limit of a stream with this interval; the upper bound while the interval is unknown. */
export function idleLimitMs(intervalMs: number | null, settings: IdleSettings): number {
  if (intervalMs === null) return settings.idleMaxMs;
  return Math.min(settings.idleMaxMs, Math.max(settings.idleMinMs, settings.idleIntervals * intervalMs));
}
