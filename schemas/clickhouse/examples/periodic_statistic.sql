-- Gateways whose processor was busiest, by their own samples.
SELECT home_id, max(toFloat64OrNull(value)) AS most, avg(toFloat64OrNull(value)) AS mean, count() AS samples
FROM periodic_statistic
WHERE parameter_path = 'Device.DeviceInfo.ProcessStatus.CPUUsage' AND suspect = false
GROUP BY home_id ORDER BY most DESC LIMIT 3

--    ┌─home_id─────────────────┬─most─┬─mean─┬─samples─┐
-- 1. │ os::00D09E-cpe-sim-0006 │   51 │ 40.5 │      28 │
-- 2. │ os::00D09E-cpe-sim-0005 │   46 │ 35.5 │      28 │
-- 3. │ os::00D09E-cpe-sim-0004 │   41 │ 30.5 │      28 │
--    └─────────────────────────┴──────┴──────┴─────────┘
