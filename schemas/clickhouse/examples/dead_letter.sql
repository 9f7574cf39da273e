-- What could not be understood, and why.
SELECT reason, count() AS n, any(detail) AS example
FROM dead_letter
GROUP BY reason ORDER BY n DESC, reason LIMIT 3

--    ┌─reason───────────┬─n─┬─example───────────────┐
-- 1. │ bulk_parse_error │ 7 │ expected } at the end │
--    └──────────────────┴───┴───────────────────────┘
