-- The most stations that were on a radio at once.
SELECT home_id, radio, band, max(stations_peak) AS stations, round(avg(noise_mean_dbm)) AS noise_dbm
FROM radio_window
WHERE band IS NOT NULL
GROUP BY home_id, radio, band ORDER BY stations DESC, home_id, radio LIMIT 3

--    ┌─home_id─────────────────┬─radio────────────────┬─band───┬─stations─┬─noise_dbm─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.2. │ 5GHz   │       15 │       -95 │
-- 2. │ os::00D09E-cpe-sim-0001 │ Device.WiFi.Radio.2. │ 5GHz   │       12 │       -95 │
-- 3. │ os::00D09E-cpe-sim-0001 │ Device.WiFi.Radio.1. │ 2.4GHz │       10 │       -95 │
--    └─────────────────────────┴──────────────────────┴────────┴──────────┴───────────┘
