-- Stations that another access point heard at least 10 dB better, and in how much of the time it heard them.
SELECT home_id, sta_mac, sum(best_other_better_windows) AS better, sum(best_other_windows) AS heard
FROM station_hour
GROUP BY home_id, sta_mac ORDER BY better DESC, heard DESC, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─better─┬─heard─┐
-- 1. │ os::00D09E-cpe-sim-0002 │ be:2f:0e:f8:af:36 │      4 │    84 │
-- 2. │ os::00D09E-cpe-sim-0004 │ 00:53:10:1f:4d:70 │      0 │   259 │
-- 3. │ os::00D09E-cpe-sim-0004 │ 00:53:d1:72:55:2e │      0 │   259 │
--    └─────────────────────────┴───────────────────┴────────┴───────┘
