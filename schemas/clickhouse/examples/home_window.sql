-- Homes that do not report as often as they should.
SELECT home_id, sum(expected) AS expected, sum(received) AS received, round(received / expected, 3) AS coverage
FROM home_window
GROUP BY home_id ORDER BY coverage, home_id LIMIT 3

--    ┌─home_id─────────────────┬─expected─┬─received─┬─coverage─┐
-- 1. │ os::00D09E-cpe-sim-0005 │      700 │      630 │      0.9 │
-- 2. │ os::00D09E-cpe-sim-0003 │      729 │      727 │    0.997 │
-- 3. │ os::00D09E-cpe-sim-0001 │      537 │      537 │        1 │
--    └─────────────────────────┴──────────┴──────────┴──────────┘
