/** Silence that no window has ended yet: views tell a home's silence only up to its last window. */
import { instant, literal, type Scope } from "./scope.ts";

const dayMs = 86_400_000;

/** A home that says nothing for longer than this is away rather than silent, as in the views of homes. */
const longestDays = 35;

/**
 * One row for each home of the scope that says nothing any more at the end of a time: `silent_ms` of the time from `silent_from_ms` on, where
 * its last hour with windows left off, or of all of it where those are of days before. Not after the inventory let the home go. Model and
 * software are those that it told last.
 */
export function silentToEnd(scope: Scope, from: number, to: number): string {
  const farthest = to - longestDays * dayMs;
  const inArea = scope.area === null ? "" : ` AND silent_area = ${literal(scope.area)}`;
  // Hours with anything due, silent ones among them: where windows after the time's end ended it, they are there up to that end.
  return `SELECT
    home_id,
    silent_area,
    silent_model,
    silent_software,
    heard_ms AS silent_from_ms,
    toUInt64(greatest(0, least(${to}, if(gone_ms = 0, ${to}, gone_ms)) - heard_ms)) AS silent_ms
FROM
(
    SELECT home_id, argMax(tuple(bucket_area), bucket_start).1 AS silent_area, max(told_ms) AS heard_ms
    FROM
    (
        SELECT
            home_id,
            bucket_start,
            any(area) AS bucket_area,
            toInt64(toUnixTimestamp(bucket_start)) * 1000 + toInt64(sum(due_ms)) AS told_ms
        FROM home_hour
        WHERE bucket_start >= ${instant(Math.max(from, farthest))} AND bucket_start < ${instant(to)}
        GROUP BY home_id, bucket_start
        HAVING sum(due_ms) > 0
        UNION ALL
        SELECT home_id, bucket_start, any(area) AS bucket_area, toInt64(${from}) AS told_ms
        FROM home_day
        WHERE bucket_start >= ${instant(farthest)} AND bucket_start < ${instant(from)}
        GROUP BY home_id, bucket_start
        HAVING sum(due_ms) > 0
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
