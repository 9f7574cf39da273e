-- Coverage and churn of a day.
SELECT bucket_start, uniqExact(home_id) AS homes, round(sum(covered_ms) / sum(due_ms), 3) AS coverage,
    sum(joins) AS joins, sum(leaves) AS leaves, sum(roams) AS roams
FROM home_day
GROUP BY bucket_start ORDER BY bucket_start LIMIT 3

--    ┌────────bucket_start─┬─homes─┬─coverage─┬─joins─┬─leaves─┬─roams─┐
-- 1. │ 2026-10-19 00:00:00 │     6 │     0.98 │   138 │    136 │   118 │
--    └─────────────────────┴───────┴──────────┴───────┴────────┴───────┘
