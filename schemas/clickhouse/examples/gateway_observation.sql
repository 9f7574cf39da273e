-- Models and firmware in the field, by what gateways said last.
SELECT model, firmware, count() AS gateways
FROM (
    SELECT endpoint_id, argMax(model_name, observed_at) AS model, argMax(software_version, observed_at) AS firmware
    FROM gateway_observation WHERE model_name IS NOT NULL GROUP BY endpoint_id)
GROUP BY model, firmware ORDER BY gateways DESC, model, firmware LIMIT 3

--    ┌─model───┬─firmware─┬─gateways─┐
-- 1. │ SIM-AC1 │ 1.0.3    │        1 │
-- 2. │ SIM-AX2 │ 1.0.3    │        1 │
-- 3. │ SIM-AX2 │ 2.0.6    │        1 │
--    └─────────┴──────────┴──────────┘
