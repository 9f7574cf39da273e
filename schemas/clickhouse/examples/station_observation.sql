-- Stations with the weakest signal, and how fast they still are.
SELECT home_id, sta_mac, round(avg(rssi_dbm)) AS dbm, round(avg(downlink_rate_kbps) / 1000) AS mbps
FROM station_observation
WHERE active
GROUP BY home_id, sta_mac
ORDER BY dbm, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─dbm─┬─mbps─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ 00:53:9c:63:c3:e9 │ -77 │  195 │
-- 2. │ os::00D09E-cpe-sim-0001 │ 00:53:47:12:44:83 │ -74 │  270 │
-- 3. │ os::00D09E-cpe-sim-0006 │ 00:53:d1:26:74:3f │ -74 │  289 │
--    └─────────────────────────┴───────────────────┴─────┴──────┘
