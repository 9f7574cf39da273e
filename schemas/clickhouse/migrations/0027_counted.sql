-- Silence is told up to what is counted, not up to what is inserted: a window that no rollup has counted yet is no silence.

-- Of each home the begin of the first and the end of the last window: of those that a recount was about to count (seen), and of those that
-- are counted, in quarters, hours and days alike. A few rows, without partitions and TTL, as home_due_store.
CREATE TABLE IF NOT EXISTS home_counted_store
(
    home_id String CODEC(ZSTD(1)),
    seen_from SimpleAggregateFunction(min, Nullable(DateTime64(3, 'UTC'))),
    seen_to SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC'))),
    counted_from SimpleAggregateFunction(min, Nullable(DateTime64(3, 'UTC'))),
    counted_to SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC')))
)
ENGINE = AggregatingMergeTree
ORDER BY home_id
COMMENT 'Behind home_hour: since when and until when the windows of a home are counted. Key: home. Kept for ever.';

-- What is there is counted, but for the last minute or so, which the next recount makes good.
INSERT INTO home_counted_store (home_id, seen_from, seen_to, counted_from, counted_to)
SELECT home_id, min(first_at), max(last_at), min(first_at), max(last_at)
FROM home_due_store
GROUP BY home_id;
