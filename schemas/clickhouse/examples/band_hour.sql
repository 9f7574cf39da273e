-- The median signal of a band at each model of gateway.
SELECT model_name, band, sum(rssi_count) AS samples,
    quantileExactWeightedArray(0.5)(rssi_bins, rssi_counts) AS median_dbm
FROM band_hour
WHERE rssi_count > 0
GROUP BY model_name, band ORDER BY model_name, band LIMIT 3

--    ┌─model_name─┬─band───┬─samples─┬─median_dbm─┐
-- 1. │ SIM-AC1    │ 2.4GHz │    1704 │        -56 │
-- 2. │ SIM-AC1    │ 5GHz   │    4332 │        -56 │
-- 3. │ SIM-AX2    │ 2.4GHz │    4098 │        -51 │
--    └────────────┴────────┴─────────┴────────────┘
