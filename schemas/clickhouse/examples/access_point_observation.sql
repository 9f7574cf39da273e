-- Networks and how many stations they had at most.
SELECT home_id, ssid, access_point, max(associated_devices) AS most
FROM access_point_observation
WHERE access_point != ''
GROUP BY home_id, ssid, access_point ORDER BY most DESC, home_id, access_point LIMIT 3

--    ┌─home_id─────────────────┬─ssid──────┬─access_point───────────────┬─most─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ home-0006 │ Device.WiFi.AccessPoint.2. │   15 │
-- 2. │ os::00D09E-cpe-sim-0001 │ home-0001 │ Device.WiFi.AccessPoint.2. │   12 │
-- 3. │ os::00D09E-cpe-sim-0001 │ home-0001 │ Device.WiFi.AccessPoint.1. │   10 │
--    └─────────────────────────┴───────────┴────────────────────────────┴──────┘
