-- Homes, as a dimension of any question: one row per home and span of time in which its place did not change, no two spans of a home at once,
-- and what its gateway last said it is. A home that the inventory does not know has one row, of all time, without a place.
-- valid_from null: since ever; valid_to: no longer at that moment, null: until further notice.
CREATE OR REPLACE VIEW home_dimension AS
WITH
    toDateTime64('1900-01-01 00:00:00', 3, 'UTC') AS ever,
    toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS never,
    arraySort(arrayDistinct(arrayConcat(
        arrayMap(period -> period.1, periods),
        arrayMap(period -> period.4, periods)))) AS cuts,
    -- Between two cuts the place does not change; gaps between periods are none.
    arrayFilter(
        span -> arrayExists(period -> period.1 <= span.1 AND span.1 < period.4, periods),
        arrayZip(arrayPopBack(cuts), arrayPopFront(cuts))) AS spans,
    arrayLast(period -> period.1 <= span.1 AND span.1 < period.4, periods) AS period
SELECT
    home_id,
    period.5 AS area,
    period.6 AS access_node,
    period.7 AS tariff,
    nullIf(span.1, ever) AS valid_from,
    nullIf(span.2, never) AS valid_to,
    model_name,
    software_version
FROM
(
    SELECT
        home_id,
        groupArrayArray(told.periods) AS periods,
        any(told.model) AS model_name,
        any(told.software) AS software_version
    FROM
    (
        SELECT home_id, periods, CAST(NULL, 'Nullable(String)') AS model, CAST(NULL, 'Nullable(String)') AS software
        FROM home_period
        UNION ALL
        SELECT
            home_id,
            [] AS periods,
            argMaxMerge(model_name) AS model,
            argMaxMerge(software_version) AS software
        FROM home_gateway_store
        GROUP BY home_id
    ) AS told
    GROUP BY home_id
)
LEFT ARRAY JOIN if(empty(spans), [(ever, never)], spans) AS span;
