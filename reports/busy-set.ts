/** The busy set: the quarter hours in which most is asked of the network, by hosts times throughput (as Preseem weighs demand). */
import { reporting, type Scope, within } from "./scope.ts";

export const quarterHourSeconds = 900;

/** What homes of the scope did in each quarter of an hour together, and whether it is one of the tenth with the greatest demand. */
export const demandSql = (scope: Scope): string => `SELECT
    bucket_start,
    homes,
    hosts,
    bytes,
    bytes * 8 / ${quarterHourSeconds} AS bits_per_second,
    hosts * bits_per_second AS demand,
    row_number() OVER (ORDER BY demand DESC, bucket_start) <= ceil(count() OVER () / 10) AS busy
FROM
(
    SELECT bucket_start, count() AS homes, sum(home_hosts) AS hosts, sum(home_bytes) AS bytes
    FROM
    (
        SELECT
            home_id,
            bucket_start,
            max(hosts_peak) AS home_hosts,
            sum(ifNull(bytes_sent, 0) + ifNull(bytes_received, 0)) AS home_bytes
        FROM home_quarter_hour
        WHERE ${within(scope)} AND ${reporting}
        GROUP BY home_id, bucket_start
    )
    GROUP BY bucket_start
)`;

/** A condition on `bucket_start` of quarter hours. */
export const inBusySet = (scope: Scope): string => `bucket_start IN
(
    SELECT bucket_start FROM
    (
        ${demandSql(scope).replaceAll("\n", "\n        ")}
    )
    WHERE busy
)`;

/**
 * A condition on groups of rows of the busy set: they are of half of its hours, or more. Of hours, not quarters, for a home that reports
 * once an hour is in a quarter of those only.
 */
export const inHalfOfBusySet = (scope: Scope): string => `uniqExact(toStartOfHour(bucket_start)) * 2 >=
(
    SELECT uniqExact(toStartOfHour(bucket_start)) FROM
    (
        ${demandSql(scope).replaceAll("\n", "\n        ")}
    )
    WHERE busy
)`;
