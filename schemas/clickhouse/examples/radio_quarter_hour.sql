-- Radios by the most stations they had at once in a quarter of an hour.
SELECT bucket_start, home_id, radio, stations_peak
FROM radio_quarter_hour
ORDER BY stations_peak DESC, bucket_start, home_id, radio LIMIT 3

--    ┌────────bucket_start─┬─home_id─────────────────┬─radio────────────────┬─stations_peak─┐
-- 1. │ 2026-10-19 21:00:00 │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.2. │            15 │
-- 2. │ 2026-10-19 20:45:00 │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.2. │            14 │
-- 3. │ 2026-10-19 21:15:00 │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.2. │            14 │
--    └─────────────────────┴─────────────────────────┴──────────────────────┴───────────────┘
