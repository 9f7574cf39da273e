-- What fires now, since when and about whom.
SELECT formatDateTime(raised_at, '%F %H:%i') AS raised, severity, summary
FROM alert_current
WHERE state = 'firing'
ORDER BY raised DESC, summary LIMIT 3

--    ┌─raised───────────┬─severity─┬─summary──────────────────────────────────────────────────────────┐
-- 1. │ 2026-10-19 23:23 │ warning  │ Gateway os::00D09E-cpe-sim-0003 has not reported for 4 minutes.  │
-- 2. │ 2026-10-19 23:04 │ major    │ Gateway os::00D09E-cpe-sim-0002 has not reported for 15 minutes. │
-- 3. │ 2026-10-19 23:04 │ major    │ Gateway os::00D09E-cpe-sim-0004 has not reported for 15 minutes. │
--    └──────────────────┴──────────┴──────────────────────────────────────────────────────────────────┘
