-- Messages that could not be understood, and why: their first pieces, as a long one has a row for each piece.
SELECT reason, count() AS n, any(detail) AS example
FROM dead_letter
WHERE chunk_index = 0
GROUP BY reason ORDER BY n DESC, reason LIMIT 3

--    ┌─reason───────────┬─n─┬─example───────────────┐
-- 1. │ bulk_parse_error │ 7 │ expected } at the end │
--    └──────────────────┴───┴───────────────────────┘
