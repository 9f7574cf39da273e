-- Streams and how often they report.
SELECT profile_id, round(avg(interval_ms) / 1000) AS every_seconds, sum(received) AS received, sum(late) AS late
FROM stream_window
GROUP BY profile_id ORDER BY received DESC, profile_id LIMIT 3

--    ┌─profile_id───────────────────────────┬─every_seconds─┬─received─┬─late─┐
-- 1. │ oktopus/usp/v1/bulkdata/{id}/gateway │            61 │     1789 │    0 │
-- 2. │ oktopus/usp/v1/bulkdata/{id}         │            61 │     1720 │    0 │
-- 3. │ oktopus/usp/v1/bulkdata/{id}/lan     │          3600 │       42 │    0 │
--    └──────────────────────────────────────┴───────────────┴──────────┴──────┘
