/** Which past is to be filled, and which report is about it. Pure. */
import { Complaint } from "../complaint.ts";
import { formatMoment } from "../moment.ts";
import { epochMs } from "#schemas/units.ts";

export const dayMs = 86_400_000;
/** How often homes of the past report, and how long their windows are. */
export const historyWindowMs = 900_000;

/** Milliseconds since 1970; the end is not included. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** What the database has. */
export interface FoundHistory {
  /** First and last window of a past that was filled before; null without one. */
  readonly filled: { readonly firstMs: number; readonly lastMs: number; readonly homes: number } | null;
  /** The first window of anything else; null without one. */
  readonly liveStartMs: number | null;
}

/** A home may have been cut off at the end. */
const slackMs = 4 * historyWindowMs;

/**
 * From a midnight (UTC) that is at least `lengthMs` ago up to now, or to the first window that the database has of gateways that were
 * really there. Null where that is filled already. A past that was filled in part begins where it began: the same homes live the
 * same lives again, over the same rows. Throws a complaint where it would have to begin earlier.
 */
export function planHistory(
  now: number,
  lengthMs: number,
  homes: number,
  { filled, liveStartMs }: FoundHistory,
): Span | null {
  const endMs = floor(Math.min(now, liveStartMs ?? now), historyWindowMs);
  const startMs = floor(endMs - lengthMs, dayMs);
  if (filled === null) return { startMs, endMs };
  const filledStartMs = floor(filled.firstMs, dayMs);
  if (filledStartMs > startMs)
    throw new Complaint(
      `--history: the data folder has a past from ${formatMoment(epochMs(filledStartMs))} on, which can't begin earlier now. ` +
        "Name another folder with --data, or a shorter history",
    );
  const isWhole = filled.lastMs + slackMs >= endMs && filled.homes >= homes;
  return isWhole ? null : { startMs: filledStartMs, endMs };
}

const floor = (atMs: number, stepMs: number): number => atMs - (atMs % stepMs);

/**
 * `--period` of a report about whole days of the past (UTC): the last week where it has that, else its days; null without one. Not the
 * month: its end may be weeks ago, and a forecast knows only what was before it.
 */
export function periodOf({ startMs, endMs }: Span, now: number): string | null {
  const today = floor(now, dayMs);
  const mondayMs = today - ((new Date(now).getUTCDay() + 6) % 7) * dayMs;
  if (startMs <= mondayMs - 7 * dayMs) return "last-week";
  const days = [startMs, Math.min(floor(endMs, dayMs), today)];
  return startMs < (days[1] ?? 0)
    ? days.map((ms) => new Date(ms).toISOString().slice(0, 10)).join("/")
    : null;
}
