/** Which hours of which homes are to be recounted: what `home_hour_change_store` says. */
import type { Scope } from "./statement.ts";

/**
 * How long after a change a recount must begin to be sure to have seen it, seconds: longer than an insert may last until
 * its rows are there (our client gives one up after two minutes, and inserts again).
 */
const settleSeconds = 180;

/** A home's hour; hours as ClickHouse writes them, in UTC: `2026-01-01 00:00:00`. */
export interface HomeHour {
  readonly homeId: string;
  readonly hour: string;
}

/** Some pending hours, in order of home and hour. */
export interface Chunk {
  /** ClickHouse's time before it looked for them: `2026-01-01 00:00:00.000`. */
  readonly began: string;
  readonly size: number;
  readonly first: HomeHour;
  readonly last: HomeHour;
  /** The earliest and the latest hour of any home in it. */
  readonly from: string;
  readonly to: string;
}

/** Values of a statement's `{name: Type}`; hours are texts. */
export type Parameters = Readonly<Record<string, string | number>>;

const isPending = `max(computed_from) < max(changed_at) + INTERVAL ${settleSeconds} SECOND`;

/** Finds the first `size` pending hours after `after`. Answers one row of a chunk's members, named as here. */
export const findChunk = `SELECT
    toString(now64(3, 'UTC')) AS began,
    toUInt32(count()) AS size,
    min((home_id, hour)).1 AS first_home,
    toString(min((home_id, hour)).2) AS first_hour,
    max((home_id, hour)).1 AS last_home,
    toString(max((home_id, hour)).2) AS last_hour,
    toString(min(hour)) AS from,
    toString(max(hour)) AS to
FROM
(
    SELECT home_id, hour
    FROM home_hour_change_store
    WHERE (home_id, hour) > ({after_home: String}, {after_hour: DateTime('UTC')}) AND home_id >= {after_home: String}
    GROUP BY home_id, hour
    HAVING ${isPending}
    ORDER BY home_id, hour
    LIMIT {size: UInt32}
)`;

/** Before the first. */
export const beforeAll: HomeHour = { homeId: "", hour: "1970-01-01 00:00:00" };

export const toFindParameters = ({ homeId, hour }: HomeHour, size: number): Parameters => ({
  after_home: homeId,
  after_hour: hour,
  size,
});

/**
 * The pending hours from a chunk's first to its last. Hours that change meanwhile may come in and are recounted the more often;
 * marked with the time before, they stay pending.
 */
const pending = `SELECT home_id, hour FROM home_hour_change_store
    WHERE home_id >= {first_home: String} AND home_id <= {last_home: String}
        AND (home_id, hour) >= ({first_home: String}, {first_hour: DateTime('UTC')})
        AND (home_id, hour) <= ({last_home: String}, {last_hour: DateTime('UTC')})
    GROUP BY home_id, hour
    HAVING ${isPending}`;

/** The homes of a chunk, and those between them. */
export const chunkHomes = "home_id >= {first_home: String} AND home_id <= {last_home: String}";

/** The chunk's last home, while hours of it behind the chunk are pending. */
export const pendingBehind = `SELECT home_id FROM home_hour_change_store
    WHERE home_id = {last_home: String} AND hour > {last_hour: DateTime('UTC')}
    GROUP BY home_id, hour
    HAVING ${isPending}`;

/** What the statements of a chunk look at; ranges beside the list itself, so that ClickHouse reads little else. */
export const chunkScope: Scope = {
  windows: `${chunkHomes} AND window_start >= {from: DateTime('UTC')} AND window_start < {to: DateTime('UTC')} + INTERVAL 1 HOUR
                AND (home_id, toStartOfHour(window_start)) IN (${pending})`,
  days: `${chunkHomes} AND bucket_start >= toStartOfDay({from: DateTime('UTC')}) AND bucket_start < toStartOfDay({to: DateTime('UTC')}) + INTERVAL 1 DAY
                AND (home_id, toStartOfDay(bucket_start)) IN (SELECT home_id, toStartOfDay(hour) FROM (${pending}))`,
};

/** Notes when the recount of a chunk began, as the last of its statements. */
export const markChunk = `INSERT INTO home_hour_change_store (home_id, hour, computed_from)
SELECT home_id, hour, {began: DateTime64(3, 'UTC')} FROM (${pending})`;

/**
 * Takes away what was recounted for good more than a day ago, changes and recounts together. ClickHouse does it part by part: a
 * change whose recount is in a part that came first may stay, and its hour is recounted once more.
 */
export const forgetSettled = `ALTER TABLE home_hour_change_store DELETE WHERE (home_id, hour) IN (
    SELECT home_id, hour FROM home_hour_change_store
    GROUP BY home_id, hour
    HAVING NOT (${isPending}) AND max(computed_from) < now64(3, 'UTC') - INTERVAL 1 DAY)`;

export const toChunkParameters = ({ began, first, last, from, to }: Chunk): Parameters => ({
  began,
  first_home: first.homeId,
  first_hour: first.hour,
  last_home: last.homeId,
  last_hour: last.hour,
  from,
  to,
});
