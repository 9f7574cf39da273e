-- An hour's records at each stage, and what became of them.
SELECT stage, topic, fate, sum(records) AS n
FROM ledger
WHERE hour = toDateTime('2026-10-19 20:00:00', 'UTC')
GROUP BY stage, topic, fate ORDER BY stage, topic, n DESC

--    ┌─stage──┬─topic─────────────────────┬─fate────┬───n─┐
-- 1. │ worker │ usp.association-change.v1 │ written │  34 │
-- 2. │ worker │ usp.ledger.v1             │ written │ 360 │
-- 3. │ worker │ usp.telemetry.v1          │ tick    │ 720 │
-- 4. │ worker │ usp.telemetry.v1          │ folded  │ 711 │
-- 5. │ worker │ usp.window.v1             │ written │ 240 │
--    └────────┴───────────────────────────┴─────────┴─────┘
