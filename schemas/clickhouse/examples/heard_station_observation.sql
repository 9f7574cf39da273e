-- How strong radios hear stations that are not on them.
SELECT home_id, sta_mac, uniqExact(radio) AS radios, max(rssi_dbm) AS strongest
FROM heard_station_observation
GROUP BY home_id, sta_mac ORDER BY strongest DESC, home_id, sta_mac LIMIT 3

--    ┌─home_id─────────────────┬─sta_mac───────────┬─radios─┬─strongest─┐
-- 1. │ os::00D09E-cpe-sim-0002 │ be:2f:0e:f8:af:36 │      4 │       -48 │
-- 2. │ os::00D09E-cpe-sim-0002 │ 46:16:66:07:44:7b │      4 │       -55 │
-- 3. │ os::00D09E-cpe-sim-0004 │ be:c6:c1:09:c7:21 │      3 │       -59 │
--    └─────────────────────────┴───────────────────┴────────┴───────────┘
