-- Radios with the most noise.
SELECT home_id, radio, band, round(avg(noise_dbm), 1) AS mean_dbm, max(noise_dbm) AS most_dbm
FROM radio_observation
GROUP BY home_id, radio, band
HAVING mean_dbm IS NOT NULL
ORDER BY mean_dbm DESC, home_id, radio LIMIT 3

--    ┌─home_id─────────────────┬─radio────────────────┬─band───┬─mean_dbm─┬─most_dbm─┐
-- 1. │ os::00D09E-cpe-sim-0001 │ Device.WiFi.Radio.2. │ 5GHz   │    -94.9 │      -93 │
-- 2. │ os::00D09E-cpe-sim-0004 │ Device.WiFi.Radio.1. │ 2.4GHz │    -94.9 │      -92 │
-- 3. │ os::00D09E-cpe-sim-0005 │ Device.WiFi.Radio.1. │ 2.4GHz │    -94.9 │      -84 │
--    └─────────────────────────┴──────────────────────┴────────┴──────────┴──────────┘
