-- Neighbors' networks, the strongest first.
SELECT home_id, bssid, ssid, max(rssi_dbm) AS strongest
FROM heard_bss_observation
GROUP BY home_id, bssid, ssid ORDER BY strongest DESC, home_id LIMIT 3

--    ┌─home_id─────────────────┬─bssid─────────────┬─ssid──────┬─strongest─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ 00:d0:9e:00:06:04 │ next door │       -72 │
-- 2. │ os::00D09E-cpe-sim-0004 │ 00:d0:9e:00:04:04 │ next door │       -73 │
-- 3. │ os::00D09E-cpe-sim-0005 │ 00:d0:9e:00:05:04 │ next door │       -73 │
--    └─────────────────────────┴───────────────────┴───────────┴───────────┘
