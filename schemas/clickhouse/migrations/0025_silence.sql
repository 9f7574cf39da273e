-- Silence of homes: for how much of a bucket a home's windows speak, and since when and until when it is known to report. What
-- silence is, and why it comes out the same in whatever order windows come, is in processors/rollup/README.md.

-- Rows counted before have 0: they know no silence until they are recounted.
ALTER TABLE home_quarter_hour_store
    ADD COLUMN IF NOT EXISTS `rows.told_ms` Array(UInt64) CODEC(ZSTD(1)) AFTER `rows.covered`;

ALTER TABLE home_hour_store
    ADD COLUMN IF NOT EXISTS `rows.told_ms` Array(UInt64) CODEC(ZSTD(1)) AFTER `rows.covered`;

ALTER TABLE home_day_store
    ADD COLUMN IF NOT EXISTS `rows.told_ms` Array(UInt64) CODEC(ZSTD(1)) AFTER `rows.covered`;

-- Of each home the first and the last time that a report was due, of all revisions of all windows of which an interval is known, and how long
-- the last of them speaks for. A few rows, without partitions and TTL: a home's first window may be older than any that is kept.
CREATE TABLE IF NOT EXISTS home_due_store
(
    home_id String CODEC(ZSTD(1)),
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    told_ms AggregateFunction(argMax, Int64, Tuple(DateTime64(3, 'UTC'), Int64))
)
ENGINE = AggregatingMergeTree
ORDER BY home_id
COMMENT 'Behind home_hour: since when and until when a home is known to report. Key: home. Kept for ever.';

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_to_home_due TO home_due_store AS
SELECT
    home_id,
    min(window_start) AS first_at,
    max(window_start + toIntervalMillisecond(window_ms)) AS last_at,
    argMaxState(
        greatest(window_ms, assumeNotNull(arrayReduce('min', tupleElement(streams, 'interval_ms')))),
        (window_start, row_version)) AS told_ms
FROM home_window_store AS stored
WHERE arrayReduce('min', tupleElement(streams, 'interval_ms')) IS NOT NULL
GROUP BY home_id;

INSERT INTO home_due_store (home_id, first_at, last_at, told_ms)
SELECT
    home_id,
    min(window_start),
    max(window_start + toIntervalMillisecond(window_ms)),
    argMaxState(
        greatest(window_ms, assumeNotNull(arrayReduce('min', tupleElement(streams, 'interval_ms')))),
        (window_start, row_version))
FROM home_window_store
WHERE arrayReduce('min', tupleElement(streams, 'interval_ms')) IS NOT NULL
GROUP BY home_id;
