-- One row per event: reports and notifications with their flags and the number of rows in each array; each fact once.
CREATE OR REPLACE VIEW telemetry_event AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    kind,
    source,
    observed_at,
    received_at,
    time_quality,
    time_raw,
    msg_id,
    event_id,
    flags,
    tables,
    interval_ms,
    stations,
    hosts,
    radios,
    access_points,
    gateway,
    changes,
    events,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM telemetry_event_store FINAL;
