-- Stations that come and go most.
SELECT home_id, sta_mac, countIf(kind = 'leave') AS leaves, countIf(kind = 'roam') AS roams
FROM association_change
WHERE sta_mac != ''
GROUP BY home_id, sta_mac ORDER BY leaves + roams DESC, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─leaves─┬─roams─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ 00:53:10:d9:56:2a │      0 │    34 │
-- 2. │ os::00D09E-cpe-sim-0001 │ da:bd:49:36:fd:a4 │      1 │    20 │
-- 3. │ os::00D09E-cpe-sim-0002 │ 46:16:66:07:44:7b │     16 │     4 │
--    └─────────────────────────┴───────────────────┴────────┴───────┘
