-- How traffic and time divide among the bands, in the evening's first hour.
SELECT bucket_start, band, sum(bytes_sent) AS bytes_sent, round(sum(associated_ms) / 3600000, 1) AS station_hours
FROM band_quarter_hour
GROUP BY bucket_start, band ORDER BY bucket_start, band LIMIT 3

--    ┌────────bucket_start─┬─band───┬─bytes_sent─┬─station_hours─┐
-- 1. │ 2026-10-19 17:00:00 │ 2.4GHz │  498525348 │           7.3 │
-- 2. │ 2026-10-19 17:00:00 │ 5GHz   │ 3180548575 │           7.3 │
-- 3. │ 2026-10-19 17:15:00 │ 2.4GHz │ 2964182802 │           7.2 │
--    └─────────────────────┴────────┴────────────┴───────────────┘
