-- What went over the way to the WAN, from the first to the last report.
SELECT home_id, interface, max(bytes_received_total) - min(bytes_received_total) AS received
FROM interface_observation
WHERE name = 'wan'
GROUP BY home_id, interface ORDER BY received DESC, home_id LIMIT 3

--    ┌─home_id─────────────────┬─interface──────────────┬───received─┐
-- 1. │ os::00D09E-cpe-sim-0006 │ Device.IP.Interface.1. │ 3240000000 │ -- 3.24 billion
-- 2. │ os::00D09E-cpe-sim-0005 │ Device.IP.Interface.1. │ 2700000000 │ -- 2.70 billion
-- 3. │ os::00D09E-cpe-sim-0004 │ Device.IP.Interface.1. │ 2160000000 │ -- 2.16 billion
--    └─────────────────────────┴────────────────────────┴────────────┘
