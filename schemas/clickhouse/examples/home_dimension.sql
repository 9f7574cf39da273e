-- Homes by area and firmware.
SELECT area, model_name, software_version, uniqExact(home_id) AS homes
FROM home_dimension
WHERE valid_to IS NULL
GROUP BY area, model_name, software_version ORDER BY homes DESC, area, model_name, software_version LIMIT 3

--    ┌─area──┬─model_name─┬─software_version─┬─homes─┐
-- 1. │ north │ SIM-AX2    │ 2.0.6            │     1 │
-- 2. │ north │ SIM-AX2    │ 3.0.9            │     1 │
-- 3. │ north │ SIM-NT7    │ 2.0.6            │     1 │
--    └───────┴────────────┴──────────────────┴───────┘
