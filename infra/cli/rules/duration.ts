/** Times as a person writes them: `30s`, `5m`, `1h`, `1d`. */

const unitsMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** In ms; null when it is none. 0 needs no unit. */
export function parseDuration(text: string): number | null {
  if (text === "0") return 0;
  const [, count, unit] = /^(\d{1,6})\s*([smhd])$/.exec(text) ?? [];
  const unitMs = Object.entries(unitsMs).find(([name]) => name === unit)?.[1];
  return count === undefined || unitMs === undefined ? null : Number(count) * unitMs;
}

/** Whole seconds, in the longest unit that needs no fraction. */
export function formatDuration(ms: number): string {
  const [unit, unitMs] = Object.entries(unitsMs).find(([, each]) => ms % each === 0) ?? ["s", 1000];
  return ms === 0 ? "0" : `${ms / unitMs}${unit}`;
}
