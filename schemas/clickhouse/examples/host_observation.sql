-- How many devices homes have on cables and on Wi-Fi.
SELECT home_id, uniqExact(host_mac) AS hosts, uniqExactIf(host_mac, interface_type = 'Ethernet') AS wired
FROM host_observation
WHERE active
GROUP BY home_id ORDER BY hosts DESC, home_id LIMIT 3

--    ┌─home_id─────────────────┬─hosts─┬─wired─┐
-- 1. │ os::00D09E-cpe-sim-0006 │    25 │     3 │
-- 2. │ os::00D09E-cpe-sim-0001 │    24 │     2 │
-- 3. │ os::00D09E-cpe-sim-0005 │    14 │     1 │
--    └─────────────────────────┴───────┴───────┘
