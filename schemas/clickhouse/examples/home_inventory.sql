-- Gateways of an access node.
SELECT access_node, count() AS gateways, uniqExact(home_id) AS homes
FROM home_inventory
WHERE valid_to IS NULL
GROUP BY access_node ORDER BY access_node LIMIT 3

--    ┌─access_node─┬─gateways─┬─homes─┐
-- 1. │ olt-1       │        3 │     3 │
-- 2. │ olt-2       │        2 │     2 │
--    └─────────────┴──────────┴───────┘
