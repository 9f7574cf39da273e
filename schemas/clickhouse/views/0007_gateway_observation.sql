-- The gateway itself (Device.DeviceInfo.), one row per report; each fact once.
CREATE OR REPLACE VIEW gateway_observation AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    manufacturer,
    model_name,
    product_class,
    serial_number,
    hardware_version,
    software_version,
    uptime_seconds,
    memory_total_kib,
    memory_free_kib,
    cpu_usage_percent,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM gateway_observation_store FINAL;
