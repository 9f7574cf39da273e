-- Radios with the most bytes of a day, by their stations.
SELECT bucket_start, home_id, radio, channel, samples
FROM radio_day
ORDER BY samples DESC, home_id, radio LIMIT 3

--    ┌────────bucket_start─┬─home_id─────────────────┬─radio────────────────┬─channel─┬─samples─┐
-- 1. │ 2026-10-19 00:00:00 │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.1. │       6 │     416 │
-- 2. │ 2026-10-19 00:00:00 │ os::00D09E-cpe-sim-0006 │ Device.WiFi.Radio.2. │      36 │     416 │
-- 3. │ 2026-10-19 00:00:00 │ os::00D09E-cpe-sim-0003 │ Device.WiFi.Radio.1. │       6 │     360 │
--    └─────────────────────┴─────────────────────────┴──────────────────────┴─────────┴─────────┘
