-- What a radio hears of another BSS (Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}. or a NeighborBSS row of DataElements), one row per BSS and report; each fact once.
CREATE OR REPLACE VIEW heard_bss_observation AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    bssid,
    path,
    radio,
    ssid,
    band,
    channel,
    bandwidth,
    rssi_dbm,
    rssi_raw,
    rssi_quality,
    channel_utilization_percent,
    stations,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM heard_bss_observation_store FINAL;
