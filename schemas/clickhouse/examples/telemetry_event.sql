-- Whether gateways' own times are believed.
SELECT kind, time_quality, count() AS events, sum(stations) AS station_rows
FROM telemetry_event
GROUP BY kind, time_quality ORDER BY events DESC, kind LIMIT 3

--    ┌─kind────────────┬─time_quality─┬─events─┬─station_rows─┐
-- 1. │ report          │ reported     │   3559 │        17819 │
-- 2. │ event           │ none         │   1730 │            0 │
-- 3. │ object_creation │ none         │    216 │            0 │
--    └─────────────────┴──────────────┴────────┴──────────────┘
