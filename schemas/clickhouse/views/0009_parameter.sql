-- Parameters that map to no column of another view, one row per path, value and event; each fact once.
-- value_type is null where the report does not say it: CSV with a column for each parameter has no place for types.
CREATE OR REPLACE VIEW parameter AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    path,
    value,
    nullIf(value_type, '') AS value_type,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM parameter_store FINAL;
