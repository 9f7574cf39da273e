/**
 * Buckets in which a home has no window, between two in which it has: each gets a row without windows, so that a question about coverage
 * meets them. The row is the same whatever is counted when, of version 0: it is never wrong where it is, and what is counted from windows
 * replaces it.
 */
import { bucketSizes, type SizeName } from "#schemas/clickhouse/bucket-sizes.ts";
import { chunkHomes, chunkScope, pendingBehind } from "./pending.ts";

/** A home that says nothing for longer than this is away rather than silent: time is trusted no longer back than that either. */
const longestDays = 35;

/** Stores the rows of silent buckets next to the hours of a chunk, which are counted by now. */
export function fillSilent(size: SizeName): string {
  const seconds = bucketSizes[size].sizeMs / 1000;
  return `INSERT INTO home_${size}_store (home_id, bucket_start, source_version, \`rows.windows\`)
SELECT home_id, toDateTime(arrayJoin(range(before + ${seconds}, this, ${seconds})), 'UTC') AS silent_start, 0, [0]
FROM
(
    SELECT
        home_id,
        toUnixTimestamp(bucket_start) AS this,
        lagInFrame(this) OVER (PARTITION BY home_id ORDER BY this ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
    FROM
    (
        SELECT DISTINCT home_id, bucket_start
        FROM home_${size}_store
        WHERE ${chunkHomes}
            AND bucket_start >= toStartOfDay({from: DateTime('UTC')}) - INTERVAL ${longestDays} DAY
            AND bucket_start < toStartOfDay({to: DateTime('UTC')}) + INTERVAL ${longestDays + 1} DAY
    )
)
WHERE before > 0 AND this - before > ${seconds} AND this - before <= ${longestDays * 86_400}`;
}

/**
 * Silence is told up to what is counted, in every size alike: a window that is inserted and not counted yet would look like silence. So
 * the first and the last window of a chunk's homes are noted before they are counted,
 */
export const noteSeen = `INSERT INTO home_counted_store (home_id, seen_from, seen_to)
SELECT home_id, min(window_start), max(window_start + toIntervalMillisecond(window_ms))
FROM home_window_store
WHERE ${chunkScope.windows}
GROUP BY home_id`;

/** and hold once they are; of the chunk's last home not while more hours of it are to be counted. */
export const noteCounted = `INSERT INTO home_counted_store (home_id, counted_from, counted_to)
SELECT home_id, min(seen_from), max(seen_to)
FROM home_counted_store
WHERE ${chunkHomes} AND home_id NOT IN (${pendingBehind})
GROUP BY home_id`;
