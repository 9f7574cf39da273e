-- What notifications said, one row per event, operation, changed value, or row created or deleted; each fact once.
CREATE OR REPLACE VIEW notification AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    kind,
    path,
    event_name,
    msg_id,
    value,
    params,
    unique_keys,
    error_code,
    subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM notification_store FINAL;
