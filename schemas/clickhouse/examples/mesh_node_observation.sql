-- The tree of a mesh: each node and the one that it hangs on.
SELECT home_id, node_mac, backhaul_node_mac, any(backhaul_medium) AS medium
FROM mesh_node_observation
GROUP BY home_id, node_mac, backhaul_node_mac ORDER BY home_id, node_mac LIMIT 3

--    ┌─home_id─────────────────┬─node_mac──────────┬─backhaul_node_mac─┬─medium─┐
-- 1. │ os::00D09E-cpe-sim-0001 │ 00:d0:9e:00:01:01 │ ᴺᵁᴸᴸ              │ ᴺᵁᴸᴸ   │
-- 2. │ os::00D09E-cpe-sim-0001 │ 00:d0:9e:00:01:02 │ 00:d0:9e:00:01:01 │ Wi-Fi  │
-- 3. │ os::00D09E-cpe-sim-0002 │ 00:d0:9e:00:02:01 │ ᴺᵁᴸᴸ              │ ᴺᵁᴸᴸ   │
--    └─────────────────────────┴───────────────────┴───────────────────┴────────┘
