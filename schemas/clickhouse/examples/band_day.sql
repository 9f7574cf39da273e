-- Share of stations on each band, by homes and day.
SELECT bucket_start, band, sum(stations) AS stations,
    round(sum(retransmissions) / sum(retry_packets_sent), 4) AS retries
FROM band_day
GROUP BY bucket_start, band ORDER BY bucket_start, band LIMIT 3

--    ┌────────bucket_start─┬─band───┬─stations─┬─retries─┐
-- 1. │ 2026-10-19 00:00:00 │ 2.4GHz │       52 │   0.141 │
-- 2. │ 2026-10-19 00:00:00 │ 5GHz   │       54 │   0.153 │
--    └─────────────────────┴────────┴──────────┴─────────┘
