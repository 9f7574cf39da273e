-- The noisiest hours of radios.
SELECT bucket_start, home_id, radio, round(noise_mean_dbm, 1) AS noise_dbm
FROM radio_hour
WHERE noise_mean_dbm IS NOT NULL
ORDER BY noise_mean_dbm DESC, home_id, radio LIMIT 3

--    ┌────────bucket_start─┬─home_id─────────────────┬─radio────────────────┬─noise_dbm─┐
-- 1. │ 2026-10-19 23:00:00 │ os::00D09E-cpe-sim-0005 │ Device.WiFi.Radio.1. │     -94.4 │
-- 2. │ 2026-10-19 21:00:00 │ os::00D09E-cpe-sim-0004 │ Device.WiFi.Radio.1. │     -94.5 │
-- 3. │ 2026-10-19 17:00:00 │ os::00D09E-cpe-sim-0004 │ Device.WiFi.Radio.1. │     -94.7 │
--    └─────────────────────┴─────────────────────────┴──────────────────────┴───────────┘
