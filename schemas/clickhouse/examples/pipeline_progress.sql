-- Up to when everything is here: the partition that is behind most holds for all.
SELECT topic, min(complete_up_to) AS complete, count() AS partitions
FROM pipeline_progress
GROUP BY topic
HAVING complete IS NOT NULL
ORDER BY topic LIMIT 3

--    ┌─topic────────────┬────────────────complete─┬─partitions─┐
-- 1. │ usp.telemetry.v1 │ 2026-10-20 00:00:00.000 │         12 │
--    └──────────────────┴─────────────────────────┴────────────┘
