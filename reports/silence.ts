/** Silence that no window has ended yet: views tell a home's silence only up to its last window. */
import { instant, literal, type Scope } from "./scope.ts";

const dayMs = 86_400_000;

/** A home that says nothing for longer than this is away rather than silent, as in the views of homes. */
const longestDays = 35;

/**
 * One row for each home of the scope with silence in a time that no window has ended: `silent_ms` of the time from `silent_from_ms` on, where
 * its last window left off, for no more than 35 days and not after the inventory let the home go. `lasts`: up to the time's end. Model and
 * software are those that it told last.
 */
export function silentToEnd(scope: Scope, from: number, to: number): string {
  const longestMs = longestDays * dayMs;
  const farthest = Math.floor((from - longestMs) / dayMs) * dayMs;
  // Hours where they are few, days before.
  const hoursFrom = Math.max(from, to - longestMs);
  const inArea = scope.area === null ? "" : ` AND silent_area = ${literal(scope.area)}`;
  return `SELECT
    home_id,
    silent_area,
    silent_model,
    silent_software,
    greatest(${from}, heard_ms) AS silent_from_ms,
    least(${to}, if(gone_ms = 0, ${to}, gone_ms), heard_ms + ${longestMs}) AS silent_to_ms,
    toUInt64(greatest(0, silent_to_ms - silent_from_ms)) AS silent_ms,
    silent_to_ms = ${to} AS lasts
FROM
(
    SELECT home_id, argMax(tuple(bucket_area), bucket_start).1 AS silent_area, max(told_ms) AS heard_ms
    FROM
    (
        ${told("home_hour", hoursFrom, to)}
        UNION ALL
        ${told("home_day", farthest, hoursFrom)}
    )
    GROUP BY home_id
) AS heard
LEFT JOIN
(
    SELECT
        home_id,
        max(ifNull(toUnixTimestamp64Milli(valid_to), ${to})) AS gone_ms,
        any(model_name) AS silent_model,
        any(software_version) AS silent_software
    FROM home_dimension
    GROUP BY home_id
) AS known USING (home_id)
WHERE silent_ms > 0${inArea}`;
}

/**
 * Until when each home's buckets tell of it. Silent ones are among them: where windows after the time's end ended a silence, they are there
 * up to that end. A window may speak for longer than it lasts; before a home's first one a bucket tells nothing.
 */
const told = (view: string, from: number, to: number): string => `SELECT
            home_id,
            bucket_start,
            any(area) AS bucket_area,
            greatest(
                toInt64(toUnixTimestamp(bucket_start)) * 1000 + toInt64(sum(due_ms)),
                toUnixTimestamp64Milli(max(told_to))) AS told_ms
        FROM ${view}
        WHERE bucket_start >= ${instant(from)} AND bucket_start < ${instant(to)}
        GROUP BY home_id, bucket_start
        HAVING sum(due_ms) > 0`;
