-- How long alerts lasted, by class.
SELECT alert_class, count() AS episodes, round(avg(minutes)) AS minutes
FROM (
    SELECT alert_class, episode_id, dateDiff('minute', min(raised_at), max(cleared_at)) AS minutes
    FROM alert GROUP BY alert_class, episode_id)
GROUP BY alert_class ORDER BY episodes DESC, alert_class LIMIT 3

--    ┌─alert_class────┬─episodes─┬─minutes─┐
-- 1. │ gateway_silent │       19 │      31 │
-- 2. │ flapping       │        3 │      52 │
-- 3. │ churn_storm    │        1 │       8 │
--    └────────────────┴──────────┴─────────┘
