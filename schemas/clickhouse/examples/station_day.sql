-- Stations that send most packets again.
SELECT home_id, sta_mac, band, packets_sent, round(retry_share, 3) AS retries
FROM station_day
WHERE packets_sent > 10000
ORDER BY retry_share DESC, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─band─┬─packets_sent─┬─retries─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ 00:53:9c:63:c3:e9 │ 5GHz │      4080306 │   0.521 │
-- 2. │ os::00D09E-cpe-sim-0006 │ 00:53:22:70:89:f7 │ 5GHz │       413570 │    0.41 │
-- 3. │ os::00D09E-cpe-sim-0006 │ 00:53:22:65:c1:0d │ 5GHz │      3408732 │   0.368 │
--    └─────────────────────────┴───────────────────┴──────┴──────────────┴─────────┘
