-- How many places a home had.
SELECT home_id, length(periods) AS places
FROM home_period
ORDER BY places DESC, home_id LIMIT 3

--    ┌─home_id─────────────────┬─places─┐
-- 1. │ os::00D09E-cpe-sim-0001 │      1 │
-- 2. │ os::00D09E-cpe-sim-0002 │      1 │
-- 3. │ os::00D09E-cpe-sim-0003 │      1 │
--    └─────────────────────────┴────────┘
