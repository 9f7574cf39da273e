-- The quarters of an hour with the most hosts, over all homes.
SELECT bucket_start, sum(peak) AS hosts, count() AS homes
FROM (SELECT bucket_start, home_id, max(hosts_peak) AS peak FROM home_quarter_hour GROUP BY bucket_start, home_id)
GROUP BY bucket_start ORDER BY hosts DESC, bucket_start LIMIT 3

--    ┌────────bucket_start─┬─hosts─┬─homes─┐
-- 1. │ 2026-10-19 17:00:00 │    73 │     6 │
-- 2. │ 2026-10-19 17:30:00 │    73 │     6 │
-- 3. │ 2026-10-19 17:45:00 │    73 │     6 │
--    └─────────────────────┴───────┴───────┘
