-- Signal of an area, over all samples: the share below -70 dBm, exact to 1 dB.
SELECT area, sum(rssi_count) AS samples,
    round(sum(arraySum((bin, n) -> if(bin < -70, n, 0), rssi_bins, rssi_counts)) / samples, 3) AS below_70
FROM home_hour
GROUP BY area ORDER BY below_70 DESC LIMIT 3

--    ┌─area──┬─samples─┬─below_70─┐
-- 1. │ ᴺᵁᴸᴸ  │    6036 │    0.269 │
-- 2. │ north │    8305 │    0.053 │
-- 3. │ south │    3432 │    0.025 │
--    └───────┴─────────┴──────────┘
