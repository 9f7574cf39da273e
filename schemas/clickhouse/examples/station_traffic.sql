-- Stations that received most. Ask for a home: rows are made of pairs of reports.
SELECT sta_mac, sum(bytes_sent) AS to_station, sum(bytes_received) AS from_station,
    countIf(counter_event = 'reset') AS resets
FROM station_traffic
WHERE home_id = 'os::00D09E-cpe-sim-0001'
GROUP BY sta_mac ORDER BY to_station DESC LIMIT 3

--    ┌─sta_mac───────────┬──to_station─┬─from_station─┬─resets─┐
-- 1. │ 00:53:47:12:44:83 │ 10674043563 │    952012495 │      1 │
-- 2. │ 00:53:9c:ed:40:1f │  5854334580 │    545430937 │      0 │
-- 3. │ 00:53:47:be:cc:86 │  3087018960 │    279909242 │      0 │
--    └───────────────────┴─────────────┴──────────────┴────────┘
