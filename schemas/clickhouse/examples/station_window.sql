-- Stations that another access point of the home hears at least 10 dB better, in how many minutes.
SELECT home_id, sta_mac, count() AS minutes, round(avg(rssi_mean_dbm)) AS own, round(avg(best_other_rssi_dbm)) AS other
FROM station_window
WHERE best_other_rssi_dbm >= rssi_mean_dbm + 10
GROUP BY home_id, sta_mac ORDER BY minutes DESC, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─minutes─┬─own─┬─other─┐
-- 1. │ os::00D09E-cpe-sim-0002 │ be:2f:0e:f8:af:36 │       4 │ -78 │   -52 │
--    └─────────────────────────┴───────────────────┴─────────┴─────┴───────┘
