/** Times as people write them on the command line and in files, and as tables show them. */
import { readIsoTime } from "#ingest/report/timestamps.ts";
import type { EpochMs } from "#schemas/units.ts";

/** What `parseMoment` takes, for messages. */
export const momentForm = "ISO 8601, such as 2026-12-01T02:00Z or 2026-12-01 (UTC where it says no zone)";

/** A date (its midnight in UTC) or a date and time, UTC where it says no zone; null when it is neither. */
export function parseMoment(text: string): EpochMs | null {
  const trimmed = text.trim();
  const reading = readIsoTime(/^\d{4}-\d{2}-\d{2}$/.test(trimmed) ? `${trimmed}T00:00Z` : trimmed);
  return reading.kind === "instant" ? reading.at : null;
}

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90m`, `2h`, `1d` in milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const [, count = "", unit = ""] = /^(\d{1,6})([mhd])$/.exec(text.trim()) ?? [];
  const ms = Number(count) * (unitsMs[unit] ?? 0);
  return ms > 0 ? ms : null;
}

/** `2026-12-01T02:00Z`; seconds only where there are some. */
export function formatMoment(at: EpochMs): string {
  const text = at % 60_000 === 0 ? new Date(at).toISOString().slice(0, 16) : secondsOf(at);
  return `${text}Z`;
}

const secondsOf = (at: EpochMs): string => new Date(at).toISOString().slice(0, 19);
