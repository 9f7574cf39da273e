-- BSSs (Device.WiFi.AccessPoint.{i}. and its SSID row), one row per access point and report; each fact once.
CREATE OR REPLACE VIEW access_point_observation AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    access_point,
    ssid_path,
    bssid,
    ssid,
    radio,
    status,
    enabled,
    associated_devices,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM access_point_observation_store FINAL;
