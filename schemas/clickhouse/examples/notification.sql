-- What gateways notify of.
SELECT kind, event_name, count() AS n, uniqExact(home_id) AS homes
FROM notification
GROUP BY kind, event_name ORDER BY n DESC, kind LIMIT 3

--    ┌─kind────────────┬─event_name─┬────n─┬─homes─┐
-- 1. │ event           │ Periodic!  │ 1724 │     6 │
-- 2. │ object_creation │            │  216 │     3 │
-- 3. │ object_deletion │            │  215 │     3 │
--    └─────────────────┴────────────┴──────┴───────┘
